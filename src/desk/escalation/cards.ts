import type { ButtonView, Card, CardPart, Fact, Tone } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import { own, type Text } from '../../chat/text.ts';
import { msBetween } from '../../time.ts';
import { hasLeft, type WhoToAsk } from '../asking/index.ts';
import { routeFacts } from '../routes/index.ts';
import { buildingParts } from './building.ts';
import { withoutLength } from './deadline.ts';
import { createDescribe, type Describe } from './describe.ts';
import { next } from './next-fact.ts';
import { type Escalation, type EscalationState, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

const tones: Readonly<Record<EscalationState, Tone>> = {
  unsent: 'urgent',
  open: 'plain',
  taken: 'good',
  unanswered: 'urgent',
  yes: 'good',
  no: 'good',
  acknowledged: 'good',
  noDecision: 'urgent',
  withdrawn: 'over',
};

const labels = {
  'escalation.yes': 'escalation.button.yes',
  'escalation.no': 'escalation.button.no',
  'escalation.acknowledge': 'escalation.button.acknowledge',
  'escalation.passOn': 'escalation.button.passOn',
  'escalation.reason': 'escalation.button.reason',
  'escalation.withdraw': 'escalation.button.withdraw',
  'escalation.more': 'escalation.button.more',
  'escalation.open': 'escalation.button.open',
  'escalation.seen': 'escalation.button.seen',
} as const;
export type EscalationButton = keyof typeof labels;

/** How it looks in each view. Only the asker and those asked see the reasons; there is no card for a channel. */
export function createEscalationCards(read: WhoToAsk) {
  const { people } = read;
  const describe = createDescribe(read);

  /** @returns undefined when this viewer has no part in it, or it is about them. */
  function draw(escalation: Escalation, view: View, viewer: PersonId | undefined): Card | undefined {
    if (viewer === undefined) return undefined;
    const me = people.canonical(viewer);
    const isMe = (person: PersonId) => people.canonical(person) === me;
    if (view === 'caller') return isMe(escalation.asker) ? callerCard(escalation, read, describe) : undefined;
    const isAsked = escalation.asked.some((one) => isMe(one.person)) && !escalation.concerns.some(isMe);
    if (view !== 'asked' || !isAsked) return undefined;
    if (hasLeft(me, people)) return leftCard(escalation, describe);
    return askedCard(
      escalation,
      escalation.answers.some((answer) => isMe(answer.person)),
      describe,
    );
  }

  return { draw, describe };
}

function callerCard(escalation: Escalation, read: WhoToAsk, describe: Describe): Card {
  const now = stateOf(escalation);
  const state = describe.state(escalation);
  const told: Text[] = [];
  if (now === 'unanswered') told.push(describe.nobody(escalation, false));
  if (now === 'noDecision')
    told.push(say('escalation.noDecision', { wants: escalation.wants, patron: describe.patron() }));
  const parts: CardPart[] = [
    heading(escalation, describe),
    { type: 'text', text: state, strong: true },
    ...told.map((text): CardPart => ({ type: 'text', text, strong: true })),
    ...(escalation.branch === null && escalation.ended === undefined
      ? buildingParts(escalation, read, describe)
      : []),
    {
      type: 'facts',
      facts: [
        ...matter(escalation, describe),
        ...list(
          'escalation.fact.asked',
          escalation.asked.map((one) => one.person),
          describe,
        ),
        ...answers(escalation, describe),
        ...list(
          'escalation.fact.unreached',
          escalation.unreached.map((one) => one.person),
          describe,
        ),
        ...routeFacts(escalation.timeline, describe.name),
        ...reasons(escalation, describe),
        ...next(escalation, read, describe),
      ],
    },
  ];
  if (escalation.ended === undefined) {
    const isSent = escalation.branch !== null || escalation.asked.length > 0;
    parts.push({
      type: 'buttons',
      buttons: [
        ...(isSent ? [escalationButton(escalation, describe, 'escalation.more')] : []),
        escalationButton(escalation, describe, 'escalation.withdraw', 'danger'),
      ],
    });
  }
  const summary = say('escalation.caller.summary', { number: escalation.number, state });
  return { summary, tone: tones[now], parts };
}

function askedCard(escalation: Escalation, hasAnswered: boolean, describe: Describe): Card {
  const { ended, number, deadlineAt } = escalation;
  const state = describe.state(escalation);
  const place = describe.place(escalation);
  const buttons: EscalationButton[] = [];
  if (ended === undefined) {
    if (escalation.wants === 'decision') buttons.push('escalation.yes', 'escalation.no');
    buttons.push('escalation.acknowledge', 'escalation.passOn');
  }
  if (hasAnswered) buttons.push('escalation.reason');
  const parts: CardPart[] = [
    heading(escalation, describe),
    { type: 'text', text: state, strong: true },
    {
      type: 'facts',
      facts: [
        ...matter(escalation, describe),
        { label: say('escalation.fact.asker'), value: asker(escalation, describe) },
        ...answers(escalation, describe),
        ...reasons(escalation, describe),
      ],
    },
  ];
  if (buttons.length > 0) {
    parts.push({
      type: 'buttons',
      buttons: buttons.map((id) =>
        escalationButton(escalation, describe, id, id === 'escalation.yes' ? 'primary' : undefined),
      ),
    });
  }
  const params = {
    wants: describe.wants(escalation),
    person: describe.name(escalation.asker),
    place,
    number,
  };
  const summary =
    ended !== undefined
      ? say('escalation.asked.over', { number, place, state })
      : deadlineAt === undefined
        ? say('escalation.asked.summary', params)
        : say('escalation.asked.summary.by', { ...params, at: describe.at(escalation, deadlineAt) });
  return { summary, tone: tones[stateOf(escalation)], parts };
}

/** In the place of the card of somebody who has left: what it was about, and what was answered, is not theirs to read. */
function leftCard(escalation: Escalation, describe: Describe): Card {
  const text = say('escalation.asked.left', { number: escalation.number });
  return { summary: text, tone: 'over', parts: [heading(escalation, describe), { type: 'text', text }] };
}

function heading(escalation: Escalation, describe: Describe): CardPart {
  return {
    type: 'heading',
    text: say('escalation.heading', {
      number: escalation.number,
      wants: describe.wants(escalation),
      place: describe.place(escalation),
    }),
  };
}

/** What is asked, about what, and by when. */
function matter(escalation: Escalation, describe: Describe): readonly Fact[] {
  const { about, deadlineAt, reason, createdAt } = escalation;
  const asked = deadlineAt === undefined ? reason : withoutLength(reason, msBetween(createdAt, deadlineAt));
  const facts: Fact[] = [{ label: say('escalation.fact.reason'), value: own(asked) }];
  if (about !== undefined) {
    const value = say(`escalation.about.${about.kind}`, { number: about.number });
    facts.push({ label: say('escalation.fact.about'), value });
  }
  if (deadlineAt !== undefined) {
    const value = say('escalation.deadline.exact', { at: describe.at(escalation, deadlineAt) });
    facts.push({ label: say('escalation.fact.deadline'), value });
  }
  return facts;
}

function asker(escalation: Escalation, describe: Describe): Text {
  return say('escalation.asker', {
    at: describe.at(escalation, escalation.createdAt),
    person: describe.name(escalation.asker),
  });
}

/** Who acknowledged it and who passed it on; what was decided is the state. */
function answers(escalation: Escalation, describe: Describe): readonly Fact[] {
  return escalation.answers.flatMap(({ what, person, at }) =>
    what === 'acknowledged' || what === 'passedOn'
      ? [
          {
            label: say(`escalation.fact.${what}`),
            value: say('escalation.since', {
              person: describe.name(person),
              at: describe.at(escalation, at),
            }),
          },
        ]
      : [],
  );
}

function reasons(escalation: Escalation, describe: Describe): readonly Fact[] {
  return escalation.reasons.map(({ by, at, text }) => ({
    label: say('escalation.fact.why'),
    value: say('escalation.why', {
      person: describe.name(by),
      at: describe.at(escalation, at),
      text: own(text),
    }),
  }));
}

function list(
  label: 'escalation.fact.asked' | 'escalation.fact.unreached',
  people: readonly PersonId[],
  describe: Describe,
): readonly Fact[] {
  if (people.length === 0) return [];
  return [{ label: say(label), value: say('escalation.list', { people: describe.names(people) }) }];
}

export function escalationButton(
  escalation: Pick<Escalation, 'id' | 'number' | 'branch'>,
  describe: Pick<Describe, 'place'>,
  id: EscalationButton,
  style?: ButtonView['style'],
): ButtonView {
  const label = labels[id];
  return {
    button: id,
    label: say(label),
    describe: say(`${label}.describe`, { number: escalation.number, place: describe.place(escalation) }),
    record: escalation.id,
    ...(style === undefined ? {} : { style }),
  };
}
