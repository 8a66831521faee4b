import type { Card, CardPart, Fact } from '../../chat/card.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { minuteMs } from '../../time.ts';
import type { Foreseen, PolicyKind } from '../asking/index.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import { say } from './texts.en.ts';

export interface WhatIfReads {
  readonly people: People;
  readonly branches: Branches;
  /** Whether there is any way to bring somebody a message; not whether it would arrive. */
  readonly canBeReached: (person: PersonId) => boolean;
}

/** Who would be asked at a branch and moment, one ladder below the other. */
export function whatIfCard(
  read: WhatIfReads,
  { branch, zone }: { readonly branch: Branch; readonly zone: string | null },
  when: { readonly at: string; readonly isNow: boolean },
  ladders: readonly { readonly kind: PolicyKind; readonly foreseen: Foreseen }[],
): Card {
  const label = read.branches.label(branch);
  const title = say(when.isNow ? 'whatIf.title.now' : 'whatIf.title.moment', {
    place:
      zone === null
        ? say('whatIf.place', { branch: label })
        : say('whatIf.place.zone', { branch: label, zone }),
    at: { instant: when.at, zone: branch.timezone, style: when.isNow ? 'time' : 'full' },
  });
  return {
    summary: say('whatIf.summary', { title }),
    parts: [
      { type: 'heading', text: title },
      ...ladders.flatMap(({ kind, foreseen }): readonly CardPart[] => [
        { type: 'text', text: say(`whatIf.kind.${kind}`), strong: true },
        { type: 'facts', facts: factsOf(kind, foreseen, read) },
      ]),
      { type: 'context', text: say('whatIf.note') },
    ],
  };
}

function factsOf(
  kind: PolicyKind,
  { asks, toldAfterMs }: Foreseen,
  { people, canBeReached }: WhatIfReads,
): readonly Fact[] {
  const nobody: readonly Fact[] = asks.length === 0 ? [{ label: after(0), value: say('whatIf.nobody') }] : [];
  const before = new Set<string>();
  function whyOf({ person, why }: Foreseen['asks'][number]['people'][number]): Text {
    const words = say(`whatIf.why.${why}`);
    if (before.has(person)) return say('whatIf.again', { why: words });
    before.add(person);
    return words;
  }
  return [
    ...nobody,
    ...asks.map((ask) => ({
      label: after(ask.afterMs),
      value: say(ask.needs > 1 ? 'whatIf.list.needs' : 'whatIf.list', {
        count: ask.needs,
        people: ask.people.map((one) =>
          say(canBeReached(one.person) ? 'whatIf.person' : 'whatIf.person.unreachable', {
            person: people.name(one.person),
            why: whyOf(one),
          }),
        ),
      }),
    })),
    {
      label: after(toldAfterMs),
      value: say(kind === 'escalate' || kind === 'lone' ? `whatIf.told.${kind}` : 'whatIf.told'),
    },
  ];
}

function after(ms: number): Text {
  if (ms === 0) return say('whatIf.atOnce');
  const time =
    ms % minuteMs === 0
      ? say('whatIf.minutes', { count: ms / minuteMs })
      : say('whatIf.seconds', { count: Math.round(ms / 1000) });
  return say('whatIf.after', { time });
}
