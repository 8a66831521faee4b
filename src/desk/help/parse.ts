import { distance } from 'fastest-levenshtein';
import { withoutMarks } from '../../chat/typed.ts';
import type { Branch, Branches } from '../branches/index.ts';
import { parsePlace } from '../branches/index.ts';
import { type Urgency, urgencies } from './schema.ts';

/** What the words after `assist` say. */
export interface ParsedCall {
  readonly urgency: Urgency;
  /** Typed, else the caller's; undefined: unknown. */
  readonly branch: Branch | undefined;
  /** Whether the caller said which branch: otherwise it is only where they are thought to be. */
  readonly named: boolean;
  readonly zone: string | null;
  /** Everything else; never read as a place. */
  readonly note: string;
}

/** A word, and the marks that people put behind it: `emergency!`, `now, `, `emergency - `. */
const firstWord = /^(\p{L}+)(?=[-–—,.:;!?…]*(?:\s|$))(?:\s*[-–—,.:;!?…]+(?=\s|$))?/u;

/** In fear one mistypes: this near to `emergency` nothing else is meant. */
const nearEnough = 2;

/**
 * Reads `[now|emergency] [branch code] [zone] [note]`, any case. Only the first word can be the urgency. Whoever types the
 * marks of bold around one of these means the same words; a note keeps its own.
 *
 * @param callersBranch the branch of the caller's shift or channel, if known.
 */
export function parseCall(words: string, callersBranch: Branch | undefined, branches: Branches): ParsedCall {
  const typed = readCall(words, callersBranch, branches);
  const plain = withoutMarks(words);
  if (plain === words) return typed;
  const meant = readCall(plain, callersBranch, branches);
  const isSame = meant.urgency === typed.urgency && meant.named === typed.named && meant.zone === typed.zone;
  return isSame ? typed : meant;
}

function readCall(words: string, callersBranch: Branch | undefined, branches: Branches): ParsedCall {
  const trimmed = words.trim();
  const [marked = '', first = ''] = firstWord.exec(trimmed) ?? [];
  const typed = urgencyOf(first.toLowerCase());
  const rest = typed === undefined ? trimmed : trimmed.slice(marked.length).trim();
  const place = parsePlace(rest, callersBranch, branches);
  return {
    urgency: typed ?? 'assist',
    branch: place.branch ?? callersBranch,
    named: place.named,
    zone: place.zone ?? null,
    note: place.rest,
  };
}

/** The urgency that a note begins with, typed behind the place, where it is not read: it may be an emergency exit. */
export function urgencyMeant(note: string): Exclude<Urgency, 'assist'> | undefined {
  const word = firstWord.exec(note)?.[1]?.toLowerCase();
  return word === 'emergency' || word === 'now' ? word : undefined;
}

function urgencyOf(word: string): Urgency | undefined {
  const known = urgencies.find((urgency) => urgency === word);
  return known ?? (distance(word, 'emergency') <= nearEnough ? 'emergency' : undefined);
}
