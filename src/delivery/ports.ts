import type { Card } from '../chat/card.ts';
import type { Followed } from '../chat/home.ts';
import type { Audience, PersonId } from '../chat/outcome.ts';
import type { RecordKind } from '../chat/record-kind.ts';
import type { PlatformName, RouteName } from '../chat/request.ts';
import type { Clock } from '../clock.ts';
import type { Address, Messenger, Platform } from '../platforms/platform.ts';
import type { Store, Transaction } from '../store/store.ts';

/** Any kind of record: delivery only hands records from the store to their own kind. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds of different record types has no narrower type
export type AnyKind = RecordKind<Transaction, any>;

/** One place that an audience is reached at. */
export interface Reached {
  readonly platform: PlatformName;
  readonly address: Address;
  readonly person?: PersonId;
}

/** A later route to a person, where no platform delivers. */
export interface LaterRoute {
  readonly platform: Messenger['name'];
  readonly address: Address;
  readonly person: PersonId;
}

/** Who reads, for the words: the person's own language and zone, or the organisation's. */
export type ReaderOf = (
  person: PersonId | undefined,
  platform: RouteName,
) => { readonly locale: string; readonly zone?: string };

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What Homes are made from. */
export interface HomeSource {
  /** From memory; pure. */
  readonly card: (person: PersonId, now: string) => Card;
  readonly follows: readonly Followed[];
  /** The id that a person goes by today. */
  readonly canonical: (person: PersonId) => PersonId;
}

export interface DeliveryOptions {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly kinds: readonly AnyKind[];
  /** Where an audience is on the platforms that run; empty when nowhere. */
  readonly reach: (audience: Audience) => readonly Reached[];
  /** What is used for people whom no platform reaches. */
  readonly messengers: readonly Messenger[];
  /** Where the messengers reach a person, the first one first. */
  readonly laterRoutes: (person: PersonId) => readonly LaterRoute[];
  readonly readerOf: ReaderOf;
  /** Keeps a better address of somebody for their next messages; written with what has just been sent there. */
  readonly saveAddress?: (tx: Transaction, known: Reached, better: Address) => Promise<void>;
  /** Forgets what `saveAddress` has kept; gives the address that is left, undefined when that is the same. Never rejects. */
  readonly forgetAddress?: (known: Reached) => Promise<Address | undefined>;
  /** Who reads at a person's address by now; undefined where that is not known. */
  readonly ownerOf?: (platform: PlatformName, address: Address) => PersonId | undefined;
  /** Whether the account at an address is a guest's or the like, who may not use the desk there. */
  readonly isShutOut?: (platform: PlatformName, address: Address) => boolean;
  readonly home: HomeSource;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message that goes out without having been recorded. */
export interface Unsaved {
  readonly card: Card;
  readonly to: Audience;
  /** Called once somebody has been reached by it. */
  readonly onSent?: () => void;
}
