import type { Branch, Organisation } from './schema.ts';

/** Whether a branch is open at a moment. All instants UTC ISO text. */
export type Opening =
  /** `until` is absent when it does not close within a week. */
  | { readonly open: true; readonly until?: string }
  /** `next` is absent when no opening is known within the next year. */
  | { readonly open: false; readonly next?: string };

/** From when to when a branch is open. Instants UTC ISO text. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

/** The read model of branches and the organisation: in memory, kept up to date by the store's changes. */
export interface Branches {
  organisation(): Organisation;
  /** In order of code. */
  all(): readonly Branch[];
  /** Any case. */
  byCode(code: string): Branch | undefined;
  /** Also a branch that is in the file no longer, for records that are about it. Any case. */
  everKnown(code: string): Branch | undefined;
  /** The branch whose channel this place is, on whichever platform. */
  ofPlace(place: string): Branch | undefined;
  /**
   * The branches that these words may mean: the one of that code; else those of exactly that name; else those where
   * each word begins a word of the name or city. In order of code, empty when none. Case and accents do not matter.
   */
  matching(words: string): readonly Branch[];
  /** The branches that these words may have been meant for, with one or two letters wrong; the nearest first. */
  near(words: string): readonly Branch[];
  opening(branch: Branch, at: string): Opening;
  /** The hours that begin on a local date of the branch, in order. Instants UTC ISO text. */
  hoursOn(branch: Branch, date: string): readonly OpenSpan[];
  /** What a person in that building should dial. */
  dialText(branch: Branch | undefined): string;
  /** The name as people know it, with the city (or the code) where several branches share it. */
  label(branch: Branch): string;
}
