import { fold } from './matching.ts';
import type { Branch } from './schema.ts';
import type { Branches } from './types.ts';

export interface ParsedPlace {
  /** The branch whose code was typed, else the one that was given. */
  readonly branch?: Branch;
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
  const tokens = tokensOf(words);
  const first = tokens[0];
  const typed = first === undefined ? undefined : branches.byCode(first.bare);
  const branch = typed ?? given;
  const after = typed === undefined ? tokens : tokens.slice(1);
  const zone = branch === undefined ? undefined : longestZone(branch.zones, after);
  const left = zone === undefined ? after : after.slice(zone.length);
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(zone === undefined ? {} : { zone: zone.name }),
    rest: restOf(words, left[0]?.start, typed !== undefined || zone !== undefined),
  };
}

interface Token {
  readonly start: number;
  /** Folded. */
  readonly whole: string;
  /** Folded, without the comma or the like that ends it. */
  readonly bare: string;
}

function tokensOf(words: string): readonly Token[] {
  return [...words.matchAll(/\S+/gu)].map((match) => {
    const whole = fold(match[0]);
    return { start: match.index, whole, bare: whole.replace(/[,:;.!?]+$/u, '') };
  });
}

function longestZone(
  zones: readonly string[],
  tokens: readonly Token[],
): { readonly name: string; readonly length: number } | undefined {
  return zones
    .map((name) => ({ name, words: fold(name).split(' ') }))
    .filter(({ name, words }) => name.trim() !== '' && startsWith(tokens, words))
    .map(({ name, words }) => ({ name, length: words.length }))
    .toSorted((a, b) => b.length - a.length)[0];
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
