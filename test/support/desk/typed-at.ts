import type { PlaceOfPeople } from './start-desk.ts';

/** A command as people are told to type it there: only `/desk` is sure to be ours in Slack, and Teams leaves no slash. */
export function typedAt(place: PlaceOfPeople, words: string): string {
  return place === 'teams' ? words : `/desk ${words}`;
}
