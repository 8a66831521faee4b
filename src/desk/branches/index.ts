import type { Reader } from '../../store/store.ts';
import type { Branch, Organisation } from './schema.ts';

export * from './schema.ts';

/** Whether a branch is open at a moment. All instants UTC ISO text. */
export type Opening =
  | { readonly open: true; readonly until: string }
  /** `next` is absent when no opening is known within the next year. */
  | { readonly open: false; readonly next?: string };

/** The read model of branches and the organisation: in memory, kept up to date by the store's changes. */
export interface Branches {
  organisation(): Organisation;
  /** In order of code. */
  all(): readonly Branch[];
  /** Any case. */
  byCode(code: string): Branch | undefined;
  /** The branch whose channel on that platform this is. */
  ofChannel(platform: string, place: string): Branch | undefined;
  /** The branches that these words may mean: a code, a name or the start of one, a city. Empty when none. */
  matching(words: string): readonly Branch[];
  opening(branch: Branch, at: string): Opening;
  /** What a person in that building should dial. */
  dialText(branch: Branch | undefined): string;
}

export type LoadBranches = (store: Reader) => Promise<Branches>;
