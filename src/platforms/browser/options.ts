import type { Text } from '../../chat/text.ts';
import type { Clock } from '../../clock.ts';

/** A member of staff whom the page can act as. */
export interface BrowserPerson {
  /** The staff id. */
  readonly user: string;
  readonly name: string;
  readonly role?: string;
  /** Branch codes, the home branch first. */
  readonly branches?: readonly string[];
  readonly onShift?: boolean;
  /** Such as "At Central until 18:00". */
  readonly detail?: Text;
  /** What they dial in an emergency where they are on shift; the organisation's when absent. */
  readonly dialText?: string;
}

export interface BrowserBranch {
  readonly code: string;
  readonly name: string;
}

export interface BrowserLog {
  error(details: object, message: string): void;
}

export interface BrowserOptions {
  /** Who can be acted as at this moment; asked for at every request. */
  readonly people: () => readonly BrowserPerson[];
  /**
   * Somebody who is off the list and has a part in a call, or in this one: their conversation is still shown, and the
   * buttons of these calls can be pressed.
   */
  readonly left?: (user: string, call?: string) => Pick<BrowserPerson, 'user' | 'name'> | undefined;
  readonly branches: () => readonly BrowserBranch[];
  /** The organisation's name. */
  readonly title: () => string;
  /** What to dial in an emergency: shown where something did not reach the desk. */
  readonly dialText: () => string;
  /** The IANA zone in which the times beside messages are written. */
  readonly zone: () => string;
  /** Words of commands that have a page of their own at `/<word>`, to leave open on a screen: only such as change nothing. */
  readonly boards?: readonly string[];
  /** Said at the top of the page, such as that this is a demo. */
  readonly demoNote?: Text;
  /** The one-time key of the printed address (`/?key=…`). Absent: everyone on this computer may open the page. */
  readonly key?: string;
  readonly log: BrowserLog;
  readonly clock: Clock;
}
