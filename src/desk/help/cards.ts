import type { Card, CardPart, Fact, Tone } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { askedAgainAt, questionFor, saidText } from './again.ts';
import { askNowButtons, buildingParts } from './building.ts';
import { callButton } from './call-button.ts';
import { called, closing, coming, moved, next, notes, people, reports, skipped } from './card-facts.ts';
import { coming as counted, isShort, wasThere } from './coming.ts';
import { createDescribe, type Describe, type Names } from './describe.ts';
import { marked, summaryCard } from './drill-card.ts';
import type { HelpReads } from './help-desk.ts';
import { cardHolders } from './rules.ts';
import { type HelpRequest, isCheckIn, isWithNobody, stateOf } from './schema.ts';
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

/** What can wait does not look like what cannot, but for a call that goes nowhere before its caller says where. */
function toneOf(call: HelpRequest): Tone {
  const state = stateOf(call);
  // Of whom nothing has been heard since, nobody knows whether they come.
  const tone = state === 'coming' && counted(call).length === 0 ? 'urgent' : tones[state];
  return call.urgency === 'assist' && tone === 'urgent' && state !== 'unsent' ? 'plain' : tone;
}

/** How a call looks in each view. Only the caller and those asked see the note. */
export function createHelpCards(read: WhoToAsk & Names & Pick<HelpReads, 'reportsOf'>) {
  const describe = createDescribe(read);
  const { canonical } = read.people;

  /**
   * @returns undefined when this viewer has no part in the call (any more).
   */
  function draw(call: HelpRequest, view: View, viewer: PersonId | undefined): Card | undefined {
    const card = drawUnmarked(call, view, viewer);
    return card === undefined ? undefined : marked(card, call, describe);
  }

  function drawUnmarked(call: HelpRequest, view: View, viewer: PersonId | undefined): Card | undefined {
    if (view === 'channel') return channelCard(call, describe);
    const me = viewer === undefined ? undefined : canonical(viewer);
    if (me === undefined) return undefined;
    const isMe = (one: { readonly person: string }) => canonical(one.person) === me;
    const made = reports(call.ended === undefined ? [] : read.reportsOf(call.id, me));
    if (view === 'caller')
      return canonical(call.caller) === me ? callerCard(call, read, describe, made) : undefined;
    if (view === 'asked')
      // Also whoever came without being asked and then could not: a card that nobody redraws says "coming" for ever.
      return [...cardHolders(call)].some((person) => canonical(person) === me)
        ? askedCard(call, describe, isMe, made)
        : undefined;
    if (view === 'supervisor')
      return call.drill !== undefined && canonical(call.caller) === me
        ? summaryCard(call, describe)
        : undefined;
    return undefined;
  }

  return { draw, describe };
}

function callerCard(call: HelpRequest, read: WhoToAsk, describe: Describe, made: readonly Fact[]): Card {
  const state = describe.state(call);
  const now = stateOf(call);
  const over = call.ended !== undefined;
  const nobody = isCheckIn(call) ? 'help.checkIn.nobody' : 'help.nobody';
  const first = now === 'unanswered' ? say(nobody, { dial: describe.dial(call) }) : state;
  const parts: CardPart[] = [heading(call, describe), { type: 'text', text: first, strong: true }];
  const short = !over && counted(call).length > 0 && isShort(call);
  if (short) parts.push({ type: 'text', text: say('help.nobody.else', { dial: describe.dial(call) }) });
  if (isCheckIn(call) && !over) parts.push({ type: 'text', text: say('help.checkIn.caller') });
  if (call.branch === null && !over) parts.push(...buildingParts(call, read, describe));
  parts.push({
    type: 'facts',
    facts: [
      ...called(call, describe),
      ...moved(call, describe),
      ...people(call, describe),
      ...skipped(call, read),
      ...closing(call),
      ...made,
      ...next(call, read, describe),
    ],
  });
  parts.push(...notes(call));
  if (!over && !short && now !== 'unanswered' && call.drill === undefined) {
    parts.push({ type: 'context', text: say('help.dial', { dial: describe.dial(call) }) });
  }
  if (over) parts.push(...writeUp(call));
  else if (isCheckIn(call)) parts.push(checkInButtons(call, describe));
  else {
    const cancel = callButton(call, describe, 'help.cancel', 'help.button.cancel', 'danger');
    const more = callButton(call, describe, 'help.more', 'help.button.more');
    parts.push({
      type: 'buttons',
      buttons: isWithNobody(call) ? [cancel, ...askNowButtons(call, read)] : [cancel, more],
    });
  }
  return {
    summary: say('help.caller.summary', { number: call.number, state }),
    tone: toneOf(call),
    parts,
    ...inSight(call, describe),
    // Nobody dials for a drill.
    ...(over || call.drill !== undefined ? {} : { dial: describe.dial(call) }),
  };
}

/** In an emergency, what to dial stays in its caller's sight until the call is over. */
export function inSight(call: HelpRequest, describe: Describe): Pick<Card, 'inSight'> {
  if (call.urgency !== 'emergency')
    // Its caller may have said that it is none after all.
    return call.notes.some(({ urgency }) => urgency === 'emergency') ? { inSight: { record: call.id } } : {};
  const text = say('help.dial.summary', { dial: describe.dial(call) });
  return { inSight: { record: call.id, ...(call.ended === undefined ? { text } : {}) } };
}

function askedCard(
  call: HelpRequest,
  describe: Describe,
  isMe: (one: { readonly person: string }) => boolean,
  made: readonly Fact[],
): Card {
  const over = call.ended !== undefined;
  const isComing = call.responders.some((one) => isMe(one) && !wasThere(one));
  const place = describe.place(call);
  const question = over ? undefined : questionFor(call, isMe, describe);
  const again = over ? undefined : askedAgainAt(call, isMe);
  const parts: CardPart[] = [
    heading(call, describe),
    { type: 'text', text: describe.state(call), strong: true },
  ];
  const missed = over ? undefined : describe.missed(call);
  if (missed !== undefined) parts.push({ type: 'text', text: missed, strong: true });
  if (question !== undefined) parts.push({ type: 'text', text: question, strong: true });
  const said = over || question !== undefined ? undefined : saidText(call, isMe, describe);
  if (said !== undefined) parts.push({ type: 'text', text: said });
  if (again !== undefined) {
    parts.push({ type: 'text', text: say('help.asked.again', { at: describe.at(call, again) }) });
  }
  parts.push(
    {
      type: 'facts',
      facts: [
        ...called(call, describe),
        ...moved(call, describe),
        ...coming(call, describe),
        ...closing(call),
        ...made,
      ],
    },
    ...notes(call),
  );
  if (over) parts.push(...writeUp(call));
  else {
    const isThere = call.responders.some((one) => isMe(one) && one.onSceneAt !== undefined);
    // Whoever is there and is asked something is asked whether it is over.
    const first = question !== undefined && isThere ? 'done' : isComing ? 'onScene' : 'claim';
    const styleOf = (one: typeof first) => (one === first ? 'primary' : undefined);
    parts.push({
      type: 'buttons',
      buttons: [
        callButton(call, describe, 'help.claim', 'help.button.claim', styleOf('claim')),
        callButton(call, describe, 'help.decline', 'help.button.decline'),
        callButton(call, describe, 'help.onScene', 'help.button.onScene', styleOf('onScene')),
        callButton(call, describe, 'help.done', 'help.button.done', styleOf('done')),
      ],
    });
  }
  const asks = say(again === undefined ? 'help.asked.summary' : 'help.ring.again', {
    urgency: describe.urgency(call.urgency),
    person: describe.name(call.caller),
    place,
    number: call.number,
  });
  const summary = over
    ? say('help.asked.over', { number: call.number, place, state: describe.state(call) })
    : (question ?? missed ?? asks);
  return {
    summary,
    tone: toneOf(call),
    ...(call.urgency === 'emergency' ? { isEmergency: true as const } : {}),
    parts,
  };
}

/** Several people read there: number, branch, zone, urgency and state, and never the note. */
function channelCard(call: HelpRequest, describe: Describe): Card {
  const state = describe.state(call);
  const parts: CardPart[] = [heading(call, describe), { type: 'text', text: state, strong: true }];
  if (call.ended === undefined) {
    parts.push({
      type: 'buttons',
      buttons: [callButton(call, describe, 'help.claim', 'help.button.claim', 'primary')],
    });
  }
  return {
    summary: say('help.channel.summary', {
      number: call.number,
      urgency: describe.what(call),
      place: describe.place(call),
      state,
    }),
    tone: toneOf(call),
    parts,
  };
}

function heading(call: HelpRequest, describe: Describe): CardPart {
  return {
    type: 'heading',
    text: say('help.heading', {
      number: call.number,
      urgency: describe.what(call),
      place: describe.place(call),
    }),
  };
}

/** For somebody who has not answered a check-in; the buttons are those of check-ins. */
function checkInButtons(call: HelpRequest, describe: Describe): CardPart {
  const place = describe.place(call);
  return {
    type: 'buttons',
    buttons: [
      {
        button: 'lone.fine',
        label: say('help.button.allRight'),
        describe: say('help.button.allRight.describe', { number: call.number, place }),
        style: 'primary',
      },
      {
        button: 'lone.help',
        label: say('help.button.needHelp'),
        describe: say('help.button.needHelp.describe', { place }),
        // Their shift may be over when it is pressed, or they may be alone at another building.
        ...(call.branch === null ? {} : { value: call.branch }),
        style: 'danger',
      },
    ],
  };
}

/** Once a call is over, a report can be made of it, but not of a drill; the button is that of the reports' subject. */
function writeUp(call: HelpRequest): readonly CardPart[] {
  const { number } = call;
  if (call.drill !== undefined) return [];
  return [
    {
      type: 'buttons',
      buttons: [
        {
          button: 'incident.fromCall',
          label: say('help.button.writeUp'),
          describe: say('help.button.writeUp.describe', { number }),
          record: call.id,
        },
      ],
    },
  ];
}
