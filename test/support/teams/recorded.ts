import { readdirSync } from 'node:fs';
import { readFixture } from './activities.ts';
import type { Json } from './json.ts';
import { isRecord } from './json.ts';

/** Who and what the recorded activities are about, all of the Playground's making. */
export const recordedIds = {
  serviceUrl: 'http://localhost:56150/_connector',
  tenant: '00000000-0000-0000-0000-0000000000001',
  bot: '00000000-0000-0000-0000-00000000000011',
  /** Entra's id of the person. */
  user: '00000000-0000-0000-0000-0000000000020',
  /** The app's own id of the person. */
  member: 'user-id-0',
  personal: 'c0ffee00-0000-4000-8000-000000000001',
  group: 'c0ffee00-0000-4000-8000-000000000002',
  team: 'team-id',
} as const;

type RecordedIds = { readonly [name in keyof typeof recordedIds]?: string };

/** The names of all that was recorded. */
export function recordedNames(): readonly string[] {
  return readdirSync(new URL('fixtures/recorded/', import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''));
}

/** An activity as it was recorded, with other ids where they are given. @throws Error when there is none of this name. */
export function readRecorded(name: string, ids: RecordedIds = {}): Json {
  const changes = new Map(
    Object.entries(ids).map(([which, id]) => [recordedIds[which as keyof typeof recordedIds], id] as const),
  );
  return exchange(readFixture(`recorded/${name}`), changes) as Json;
}

/** Replaces whole texts, and what stands before the thread in the id of a conversation. */
function exchange(value: unknown, changes: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => exchange(one, changes));
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, exchange(one, changes)]));
  }
  if (typeof value !== 'string') return value;
  const [id = '', ...rest] = value.split(';');
  return [changes.get(id) ?? id, ...rest].join(';');
}
