import type { Person } from '../../support/desk/person.ts';

/** Somebody with everything that has ever reached their screen. */
export interface Watched {
  readonly person: Person;
  /** As the audit names them. */
  readonly id: string;
  /** Presses a button of somebody else's card, as a forged request would. */
  pressesOf(other: string, label: string, record: string): Promise<void>;
  /** What has reached them so far, as it was sent; also what has been replaced since. */
  screen(): Promise<string>;
}
