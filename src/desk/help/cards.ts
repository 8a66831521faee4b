import type { ButtonView, Card, CardPart, Fact, Tone } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import { own, type Text } from '../../chat/text.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import { createDescribe, type Describe, type Names } from './describe.ts';
import { leader } from './presses.ts';
import { type HelpRequest, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

const tones: Readonly<Record<ReturnType<typeof stateOf>, Tone>> = {
  unsent: 'urgent',
  open: 'urgent',
  unanswered: 'urgent',
  coming: 'good',
  onScene: 'good',
  done: 'over',
  cancelled: 'over',
  closed: 'over',
};

/** How a call looks in each view. Only the caller and those asked see the note. */
export function createHelpCards(read: WhoToAsk & Names) {
  const describe = createDescribe(read);
  const { people } = read;

  /**
   * @returns undefined when this viewer has no part in the call (any more).
   */
  function draw(call: HelpRequest, view: View, viewer: PersonId | undefined): Card | undefined {
    if (view === 'channel') return channelCard(call, describe);
    const me = viewer === undefined ? undefined : people.canonical(viewer);
    if (me === undefined) return undefined;
    const isMe = (one: { readonly person: string }) => people.canonical(one.person) === me;
    if (view === 'caller')
      return people.canonical(call.caller) === me ? callerCard(call, read, describe) : undefined;
    if (view === 'asked')
      return call.asked.some(isMe) || call.responders.some(isMe)
        ? askedCard(call, describe, isMe)
        : undefined;
    return undefined;
  }

  return { draw, describe };
}

function callerCard(call: HelpRequest, read: WhoToAsk, describe: Describe): Card {
  const state = describe.state(call);
  const now = stateOf(call);
  const over = call.ended !== undefined;
  const first = now === 'unanswered' ? say('help.nobody', { dial: describe.dial(call) }) : state;
  const parts: CardPart[] = [heading(call, describe), { type: 'text', text: first, strong: true }];
  if (now === 'unsent') parts.push(...unsentParts(call, read, describe));
  parts.push({
    type: 'facts',
    facts: [
      called(call, describe),
      ...people(call, describe),
      ...closing(call),
      ...next(call, read, describe),
    ],
  });
  parts.push(...notes(call));
  if (!over && now !== 'unanswered') {
    parts.push({ type: 'context', text: say('help.dial', { dial: describe.dial(call) }) });
  }
  if (over) parts.push(writeUp(call));
  else {
    const cancel = button(call, describe, 'help.cancel', 'help.button.cancel', 'danger');
    const more = button(call, describe, 'help.more', 'help.button.more');
    parts.push({
      type: 'buttons',
      buttons: call.branch === null && call.asked.length === 0 ? [cancel] : [cancel, more],
    });
  }
  return { summary: say('help.caller.summary', { number: call.number, state }), tone: tones[now], parts };
}

function askedCard(
  call: HelpRequest,
  describe: Describe,
  isMe: (one: { readonly person: string }) => boolean,
): Card {
  const over = call.ended !== undefined;
  const isComing = call.responders.some(isMe);
  const place = describe.place(call);
  const parts: CardPart[] = [
    heading(call, describe),
    { type: 'text', text: describe.state(call), strong: true },
    {
      type: 'facts',
      facts: [called(call, describe), ...coming(call, describe), ...closing(call)],
    },
    ...notes(call),
  ];
  if (over) parts.push(writeUp(call));
  else {
    parts.push({
      type: 'buttons',
      buttons: [
        button(call, describe, 'help.claim', 'help.button.claim', isComing ? undefined : 'primary'),
        button(call, describe, 'help.decline', 'help.button.decline'),
        button(call, describe, 'help.onScene', 'help.button.onScene', isComing ? 'primary' : undefined),
        button(call, describe, 'help.done', 'help.button.done'),
      ],
    });
  }
  const summary = over
    ? say('help.asked.over', { number: call.number, place, state: describe.state(call) })
    : say('help.asked.summary', {
        urgency: describe.urgency(call.urgency),
        person: describe.name(call.caller),
        place,
        number: call.number,
      });
  return { summary, tone: tones[stateOf(call)], parts };
}

/** Several people read there: number, branch, zone, urgency and state, and never the note. */
function channelCard(call: HelpRequest, describe: Describe): Card {
  const state = describe.state(call);
  const parts: CardPart[] = [heading(call, describe), { type: 'text', text: state, strong: true }];
  if (call.ended === undefined) {
    parts.push({
      type: 'buttons',
      buttons: [button(call, describe, 'help.claim', 'help.button.claim', 'primary')],
    });
  }
  return {
    summary: say('help.channel.summary', {
      number: call.number,
      urgency: describe.urgency(call.urgency),
      place: describe.place(call),
      state,
    }),
    tone: tones[stateOf(call)],
    parts,
  };
}

function heading(call: HelpRequest, describe: Describe): CardPart {
  return {
    type: 'heading',
    text: say('help.heading', {
      number: call.number,
      urgency: describe.urgency(call.urgency),
      place: describe.place(call),
    }),
  };
}

/** One button per branch, for a call whose building is unknown. */
export function branchButtons(call: HelpRequest, read: Names): readonly ButtonView[] {
  const { branches } = read;
  return branches.all().map((branch) => {
    const name = branches.label(branch);
    return {
      button: 'help.branch',
      label: say('help.button.branch', { branch: name }),
      describe: say('help.button.branch.describe', { branch: name, number: call.number }),
      record: call.id,
      value: branch.id,
    };
  });
}

function unsentParts(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly CardPart[] {
  const fallback = fallbackPeople(call, read)[0];
  return [
    { type: 'text', text: say('help.unsent.why') },
    { type: 'buttons', buttons: branchButtons(call, read) },
    ...(fallback === undefined
      ? []
      : [
          {
            type: 'text',
            text: say('help.unsent.fallback', { person: describe.name(fallback.person) }),
          } as const,
        ]),
  ];
}

function called(call: HelpRequest, describe: Describe): Fact {
  const params = { at: describe.at(call, call.createdAt), person: describe.name(call.caller) };
  return { label: say('help.fact.called'), value: say('help.called.by', params) };
}

function people(call: HelpRequest, describe: Describe): readonly Fact[] {
  return [
    ...list('help.fact.asked', call.asked, describe),
    ...coming(call, describe),
    ...list('help.fact.declined', call.declined, describe),
    ...list('help.fact.unreached', call.unreached, describe),
  ];
}

function coming(call: HelpRequest, describe: Describe): readonly Fact[] {
  if (call.responders.length === 0) return [];
  const several = call.responders.length > 1;
  const lines = call.responders.map((one): Text => {
    const params = { person: describe.name(one.person), at: describe.at(call, one.onSceneAt ?? one.at) };
    if (one.onSceneAt !== undefined) return say('help.coming.onScene', params);
    return say(several && one.person === leader(call) ? 'help.coming.leads' : 'help.coming.since', params);
  });
  return lines.map((value) => ({ label: say('help.fact.coming'), value }));
}

function list(
  label: 'help.fact.asked' | 'help.fact.declined' | 'help.fact.unreached',
  of: readonly { readonly person: string }[],
  describe: Describe,
): readonly Fact[] {
  if (of.length === 0) return [];
  return [
    { label: say(label), value: say('help.list', { people: describe.names(of.map((one) => one.person)) }) },
  ];
}

/** Only what is really scheduled. */
function next(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly Fact[] {
  if (call.due === undefined) return [];
  const at = describe.at(call, call.due.at);
  const label = say('help.fact.next');
  switch (call.due.what) {
    case 'step':
      return [{ label, value: say('help.next.step', { at }) }];
    case 'last':
      return [{ label, value: say('help.next.last', { at }) }];
    case 'quiet':
      return [{ label, value: say('help.next.quiet', { at }) }];
    case 'fallback': {
      const person = fallbackPeople(call, read)[0];
      return person === undefined
        ? []
        : [{ label, value: say('help.next.fallback', { person: describe.name(person.person), at }) }];
    }
    default:
      return [];
  }
}

function closing(call: HelpRequest): readonly Fact[] {
  if (call.ended?.reason === undefined) return [];
  return [{ label: say('help.fact.reason'), value: own(call.ended.reason) }];
}

function notes(call: HelpRequest): readonly CardPart[] {
  const typed = call.notes.filter((note) => note.text !== '');
  if (typed.length === 0) return [];
  return [
    { type: 'facts', facts: typed.map((note) => ({ label: say('help.fact.note'), value: own(note.text) })) },
  ];
}

/** Once a call is over, a report can be made of it; the button is that of the reports' subject. */
function writeUp(call: HelpRequest): CardPart {
  const { number } = call;
  return {
    type: 'buttons',
    buttons: [
      {
        button: 'incident.fromCall',
        label: say('help.button.writeUp'),
        describe: say('help.button.writeUp.describe', { number }),
        record: call.id,
      },
    ],
  };
}

function button(
  call: HelpRequest,
  describe: Describe,
  id: string,
  label:
    | 'help.button.claim'
    | 'help.button.decline'
    | 'help.button.onScene'
    | 'help.button.done'
    | 'help.button.cancel'
    | 'help.button.more',
  style?: ButtonView['style'],
): ButtonView {
  return {
    button: id,
    label: say(label),
    describe: say(`${label}.describe`, { number: call.number, place: describe.place(call) }),
    record: call.id,
    ...(style === undefined ? {} : { style }),
  };
}
