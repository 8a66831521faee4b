import type { CardPart } from '../../chat/card.ts';
import type { HomeSection } from '../../chat/home.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { CatalogueText } from '../../chat/text.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { hasLeft } from '../asking/index.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { type Escalation, escalationCollection, passedOn } from './schema.ts';
import { type escalationTexts, say } from './texts.en.ts';

/** What nobody decides without. */
const toDecideBy: ReadonlySet<string> = new Set([
  'escalation.fact.reason',
  'escalation.fact.about',
  'escalation.fact.asker',
  'escalation.fact.deadline',
] satisfies (keyof typeof escalationTexts)[]);
/** Of one kind; how many more there are is said. */
const mostShown = 5;

/** On somebody's Home: the questions that wait for their answer, and their own that are open. */
export async function createEscalationHome(
  store: Store,
  { draw }: Pick<RecordKind<Transaction, Escalation>, 'draw'>,
  people: Pick<People, 'canonical' | 'staff'>,
): Promise<HomeSection> {
  const open = await mirror(store, escalationCollection, () => undefined, isOpen);

  function listed(
    title: CatalogueText,
    list: readonly Escalation[],
    view: View,
    me: PersonId,
  ): readonly CardPart[] {
    if (list.length === 0) return [];
    const more = list.length - mostShown;
    return [
      { type: 'heading', text: title },
      ...list.slice(0, mostShown).flatMap((one) => inShort(draw(one, view, me)?.parts ?? [])),
      ...(more > 0 ? [{ type: 'context', text: say('escalation.home.more', { count: more }) } as const] : []),
    ];
  }

  return {
    parts(person) {
      const me = people.canonical(person);
      const isMe = (one: PersonId) => people.canonical(one) === me;
      const all = [...open.values()].toSorted((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
      const waiting = all.filter(
        (one) =>
          !hasLeft(me, people) &&
          one.asked.some((asked) => isMe(asked.person)) &&
          !passedOn(one).some(isMe) &&
          !one.concerns.some(isMe),
      );
      const own = all.filter((one) => isMe(one.asker));
      return [
        ...listed(say('escalation.home.waiting'), waiting, 'asked', me),
        ...listed(say('escalation.home.own'), own, 'caller', me),
      ];
    },
    follows: [
      {
        collection: escalationCollection,
        of: ({ asker, asked }: Escalation) => [asker, ...asked.map((one) => one.person)],
      },
    ],
  };
}

/** Which one it is, what it asks and by when, how it stands and its buttons; the rest is on its card. */
function inShort(parts: readonly CardPart[]): readonly CardPart[] {
  return parts.flatMap((part): readonly CardPart[] => {
    if (part.type === 'heading') return [{ type: 'text', text: part.text, strong: true }];
    if (part.type === 'facts') {
      const facts = part.facts.filter(({ label }) => 'key' in label && toDecideBy.has(label.key));
      return facts.length === 0 ? [] : [{ type: 'facts', facts }];
    }
    return part.type === 'buttons' || (part.type === 'text' && part.strong) ? [part] : [];
  });
}

function isOpen(escalation: Escalation): boolean {
  return escalation.ended === undefined;
}
