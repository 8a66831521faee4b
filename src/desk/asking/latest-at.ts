import { instantToLocal } from '../../time.ts';

interface Told {
  readonly createdAt: string;
  readonly timeline: readonly { readonly at: string }[];
}

/** The latest moment that a record tells of: its timeline holds everything that was asked and answered. UTC ISO text. */
export function latestAt({ createdAt, timeline }: Told): string {
  return timeline.reduce((latest, { at }) => (at > latest ? at : latest), createdAt);
}

/** Whether this moment and all that the record tells of are on one day in this zone, so that a time alone says when. */
export function isOneDay(record: Told, instant: string, zone: string): boolean {
  const { date } = instantToLocal(record.createdAt, zone);
  return [latestAt(record), instant].every((at) => instantToLocal(at, zone).date === date);
}
