import type { CardPart } from '../../chat/card.ts';
import type { HomeSection } from '../../chat/home.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { CatalogueText } from '../../chat/text.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { isEnough } from './coming.ts';
import { type HelpRequest, helpCollection, isWaiting, urgencies } from './schema.ts';
import { say } from './texts.en.ts';

/** Calls of one kind that a Home shows; how many more there are is said. */
const mostShown = 3;

/** On somebody's Home: their own open calls, and those that wait for them or that they are coming to. */
export async function createHelpHome(
  store: Store,
  { draw }: Pick<RecordKind<Transaction, HelpRequest>, 'draw'>,
  people: Pick<People, 'canonical'>,
): Promise<HomeSection> {
  const open = await mirror(store, helpCollection, () => undefined, isWaiting);

  function parts(person: PersonId): readonly CardPart[] {
    const me = people.canonical(person);
    const isMe = (one: { readonly person: PersonId }) => people.canonical(one.person) === me;
    const calls = [...open.values()].toSorted(byNeed);
    const own = calls.filter((call) => people.canonical(call.caller) === me);
    const waiting = calls.filter((call) =>
      isEnough(call)
        ? call.responders.some(isMe)
        : [...call.asked, ...call.responders].some(isMe) && !call.declined.some(isMe),
    );
    return [
      ...listed(say('help.home.waiting'), waiting, 'asked', me),
      ...listed(say('help.home.own'), own, 'caller', me),
    ];
  }

  function listed(
    title: CatalogueText,
    calls: readonly HelpRequest[],
    view: View,
    me: PersonId,
  ): readonly CardPart[] {
    if (calls.length === 0) return [];
    const more = calls.length - mostShown;
    return [
      { type: 'heading', text: title },
      ...calls.slice(0, mostShown).flatMap((call) => inShort(draw(call, view, me)?.parts ?? [])),
      ...(more > 0 ? [{ type: 'context', text: say('help.home.more', { count: more }) } as const] : []),
    ];
  }

  return {
    parts,
    follows: [
      {
        collection: helpCollection,
        of: ({ caller, asked, responders }: HelpRequest) => [
          caller,
          ...[...asked, ...responders].map((one) => one.person),
        ],
      },
    ],
  };
}

/** Which call it is, how it stands and its buttons; the rest, notes too, is on its card. */
function inShort(parts: readonly CardPart[]): readonly CardPart[] {
  return parts.flatMap((part): readonly CardPart[] => {
    if (part.type === 'heading') return [{ type: 'text', text: part.text, strong: true }];
    return part.type === 'buttons' || (part.type === 'text' && part.strong) ? [part] : [];
  });
}

/** Those that still need somebody first, of these the most urgent, and of equals whoever has waited longest. */
function byNeed(a: HelpRequest, b: HelpRequest): number {
  const urgency = ({ urgency: of }: HelpRequest) => urgencies.indexOf(of);
  return (
    Number(isEnough(a)) - Number(isEnough(b)) ||
    urgency(b) - urgency(a) ||
    (a.createdAt < b.createdAt ? -1 : 1)
  );
}
