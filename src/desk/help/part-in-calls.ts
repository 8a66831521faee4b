import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import { hourMs, msBetween } from '../../time.ts';
import type { People } from '../people/index.ts';
import { type Changed, mirror } from '../read-model/index.ts';
import { cardHolders } from './rules.ts';
import { type HelpRequest, helpCollection } from './schema.ts';

/** For so long after its end somebody can still read how a call ended. */
const readableMs = hourMs;

/** Who has a part in a call: its caller, those asked and those who came. From memory, kept by the store's changes. */
export interface PartInCalls {
  /**
   * Whether in any call, while it is open and for an hour after it ended while the desk ran.
   *
   * @param id asks about this call alone
   */
  has(person: PersonId, id?: string): boolean;
}

/** @param now the moment, as UTC ISO text */
export async function createPartInCalls(
  store: Store,
  people: Pick<People, 'canonical'>,
  now: () => string,
): Promise<PartInCalls> {
  const ended: { readonly call: HelpRequest; readonly at: string }[] = [];
  const open = await mirror(store, helpCollection, keepEnded, (call) => call.ended === undefined);

  function keepEnded(changes: readonly Changed<HelpRequest>[]): void {
    for (const { before, after } of changes) {
      if (before !== undefined && after === undefined) ended.push({ call: before, at: now() });
    }
    while (ended[0] !== undefined && msBetween(ended[0].at, now()) > readableMs) ended.shift();
  }

  return {
    has(person, id) {
      const me = people.canonical(person);
      const isMe = (one: PersonId) => people.canonical(one) === me;
      const readable = ended.filter(({ at }) => msBetween(at, now()) <= readableMs);
      return [...open.values(), ...readable.map(({ call }) => call)].some(
        (call) =>
          (id === undefined || call.id === id) && (isMe(call.caller) || [...cardHolders(call)].some(isMe)),
      );
    },
  };
}
