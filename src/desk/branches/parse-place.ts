import { fold } from './matching.ts';
import type { Branch } from './schema.ts';
import type { Branches } from './types.ts';

export interface ParsedPlace {
  /** The branch whose code was typed, else the one that was given. */
  readonly branch?: Branch;
  /** Whether its code was typed. */
  readonly named: boolean;
  /** One of that branch's zones, spelt as the administrator did. */
  readonly zone?: string;
  /** All other words, as typed. */
  readonly rest: string;
}

/**
 * Reads a place at the start of typed words: optionally a branch code, then optionally one of that branch's zones (the
 * given branch's when no code was typed); any case, whole words, the longest zone. All else is `rest`, never a place.
 */
export function parsePlace(
  words: string,
  given: Branch | undefined,
  branches: Pick<Branches, 'byCode'>,
): ParsedPlace {
  const [first] = tokensOf(words, 1);
  const typed = first === undefined ? undefined : branches.byCode(first.bare);
  const branch = typed ?? given;
  const zones = branch === undefined ? [] : foldedZones(branch.zones);
  const codes = typed === undefined ? 0 : 1;
  // One word more than the longest zone has: where the rest begins.
  const after = tokensOf(words, codes + (zones[0]?.words.length ?? 0) + 1).slice(codes);
  const zone = zones.find((one) => startsWith(after, one.words));
  const left = after[zone?.words.length ?? 0];
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(zone === undefined ? {} : { zone: zone.name }),
    named: typed !== undefined,
    rest: restOf(words, left?.start, typed !== undefined || zone !== undefined),
  };
}

interface Token {
  readonly start: number;
  /** Folded. */
  readonly whole: string;
  /** Folded, without the comma or the like that ends it. */
  readonly bare: string;
}

/** The first words, up to `count` of them: what can name no place is not looked at, however long it is. */
function tokensOf(words: string, count: number): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of words.matchAll(/\S+/gu)) {
    const whole = fold(match[0]);
    tokens.push({ start: match.index, whole, bare: whole.replace(/[,:;.!?]+$/u, '') });
    if (tokens.length === count) break;
  }
  return tokens;
}

interface Zone {
  readonly name: string;
  /** Folded. */
  readonly words: readonly string[];
}

/** By the zones of a stored branch, which are never changed in place. */
const folded = new WeakMap<readonly string[], readonly Zone[]>();

/** The longest first. */
function foldedZones(names: readonly string[]): readonly Zone[] {
  let zones = folded.get(names);
  if (zones === undefined) {
    zones = names
      .filter((name) => name.trim() !== '')
      .map((name) => ({ name, words: fold(name).split(' ') }))
      .sort((a, b) => b.words.length - a.words.length);
    folded.set(names, zones);
  }
  return zones;
}

function startsWith(tokens: readonly Token[], words: readonly string[]): boolean {
  return words.every((word, index) => {
    const token = tokens[index];
    return token?.whole === word || (index === words.length - 1 && token?.bare === word);
  });
}

/** What follows the place, without the dash or comma that set it apart; line breaks and spaces inside stay. */
function restOf(words: string, start: number | undefined, placed: boolean): string {
  if (start === undefined) return '';
  const rest = words.slice(start).trim();
  return placed ? rest.replace(/^[-–—,:;]+(?:\s+|$)/u, '') : rest;
}
