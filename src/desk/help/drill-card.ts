import type { Card, CardPart, Fact } from '../../chat/card.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { msBetween } from '../../time.ts';
import { routeFacts, routeName } from '../routes/index.ts';
import type { Describe } from './describe.ts';
import type { HelpRequest, TimelineEvent } from './schema.ts';
import { say } from './texts.en.ts';

/** Fits on a card of every platform. */
const mostShown = 30;

/** A card of a drill says so first, wherever it is read: in the notification, in its title and before its text. */
export function marked(card: Card, call: HelpRequest, describe: Describe): Card {
  if (call.drill === undefined) return card;
  // Nobody may read of a real call that nobody is to come.
  const gaveWay = call.drill.over === 'realCall';
  const text = gaveWay
    ? say('help.drill.first.realCall')
    : say('help.drill.first', { dial: describe.dial(call) });
  const first: CardPart = { type: 'text', text, strong: true };
  const [title, ...rest] = card.parts;
  const parts =
    title?.type === 'heading'
      ? [{ ...title, text: say('help.drill.title', { text: title.text }) }, first, ...rest]
      : [first, ...card.parts];
  // Where several messages lie beside each other, the urgent ones are the real ones.
  const tone = card.tone === 'urgent' ? 'plain' : card.tone;
  return {
    ...card,
    ...(tone === undefined ? {} : { tone }),
    summary: say(gaveWay ? 'help.drill.title' : 'help.drill', { text: card.summary }),
    parts,
  };
}

/** The messages of a drill, each marked; with its end its leader gets the summary. */
export function drillOutcome(
  told: Pick<Outcome, 'post' | 'ring'>,
  call: HelpRequest,
  isEnd: boolean,
  describe: Describe,
): Pick<Outcome, 'post' | 'ring'> {
  if (call.drill === undefined) return told;
  const summary = {
    record: { kind: 'help', id: call.id },
    view: 'supervisor',
    to: { person: call.caller },
  } as const;
  return {
    post: isEnd ? [...(told.post ?? []), summary] : (told.post ?? []),
    ring: (told.ring ?? []).map((ring) => ({ ...ring, card: marked(ring.card, call, describe) })),
  };
}

/** Whom the drill reached, for its leader: when each was asked, what they answered after how long, and who heard nothing. */
export function summaryCard(call: HelpRequest, describe: Describe): Card {
  const people = [...new Set(call.asked.map(({ person }) => person))];
  const cameUnasked = call.timeline.flatMap(({ what, by }) =>
    what === 'coming' && by !== undefined && !people.includes(by) ? [by] : [],
  );
  const all = [...people, ...new Set(cameUnasked)];
  const answered = all.filter((person) => answerOf(call, person) !== undefined);
  const unreached = all.filter(
    (person) => !answered.includes(person) && call.unreached.some((one) => one.person === person),
  );
  const params = { number: call.number, place: describe.place(call) };
  const counts = {
    asked: people.length,
    answered: answered.length,
    silent: all.length - answered.length - unreached.length,
    unreached: unreached.length,
  };
  const text = say('help.drill.summary', { ...params, ...counts });
  const more = all.length - mostShown;
  return {
    summary: text,
    tone: 'over',
    parts: [
      { type: 'heading', text: say('help.drill.summary.title', params) },
      { type: 'text', text },
      { type: 'text', text: describe.state(call) },
      {
        type: 'facts',
        facts: [
          ...all.slice(0, mostShown).map((person) => factOf(call, person, describe)),
          ...routeFacts(call.timeline, describe.name),
        ],
      },
      ...(more > 0 ? [{ type: 'text', text: say('help.drill.summary.more', { count: more }) } as const] : []),
      { type: 'context', text: say('help.drill.summary.note') },
    ],
  };
}

function factOf(call: HelpRequest, person: PersonId, describe: Describe): Fact {
  const label = say('help.list', { people: [describe.name(person)] });
  const asked = call.asked.find((one) => one.person === person);
  const answer = answerOf(call, person);
  if (asked === undefined) {
    return {
      label,
      value: say('help.drill.unasked', { at: describe.at(call, answer?.at ?? call.createdAt) }),
    };
  }
  const at = describe.at(call, asked.at);
  if (answer !== undefined) {
    const said = say(answer.what === 'cannotCome' ? 'help.drill.said.cannot' : 'help.drill.said.coming');
    return {
      label,
      value: say('help.drill.answered', { at, said, time: lasting(msBetween(asked.at, answer.at)) }),
    };
  }
  const failed = call.unreached.find((one) => one.person === person);
  if (failed === undefined) return { label, value: say('help.drill.silent', { at }) };
  const { routes = [] } = failed;
  return {
    label,
    value:
      routes.length === 0
        ? say('help.drill.noAddress', { at })
        : say('help.drill.unreached', { at, routes: routes.map(routeName) }),
  };
}

/** The first thing that somebody pressed. */
function answerOf(call: HelpRequest, person: PersonId): TimelineEvent | undefined {
  return call.timeline.find(
    ({ what, by }) => by === person && (what === 'coming' || what === 'cannotCome' || what === 'onScene'),
  );
}

function lasting(ms: number): Text {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90
    ? say('help.drill.seconds', { count: seconds })
    : say('help.drill.minutes', { count: Math.round(seconds / 60) });
}
