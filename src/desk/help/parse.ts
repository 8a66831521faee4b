import type { Branch, Branches } from '../branches/index.ts';
import { parsePlace } from '../branches/index.ts';
import { type Urgency, urgencies } from './schema.ts';

/** What the words after `assist` say. */
export interface ParsedCall {
  readonly urgency: Urgency;
  /** Typed, else the caller's; undefined: unknown. */
  readonly branch: Branch | undefined;
  readonly zone: string | null;
  /** Everything else; never read as a place. */
  readonly note: string;
}

/**
 * Reads `[now|emergency] [branch code] [zone] [note]`, any case. Only the first word can be the urgency.
 *
 * @param callersBranch the branch of the caller's shift or channel, if known.
 */
export function parseCall(words: string, callersBranch: Branch | undefined, branches: Branches): ParsedCall {
  const trimmed = words.trim();
  const first = trimmed.split(/\s+/, 1)[0] ?? '';
  const typed = urgencies.find((urgency) => urgency === first.toLowerCase());
  const rest = typed === undefined ? trimmed : trimmed.slice(first.length).trim();
  const place = parsePlace(rest, callersBranch, branches);
  return {
    urgency: typed ?? 'assist',
    branch: place.branch ?? callersBranch,
    zone: place.zone ?? null,
    note: place.rest,
  };
}
