import type { Card, CardPart } from '../../chat/card.ts';
import type { FromMemory, Look } from '../../chat/command.ts';
import type { Audience, PersonId } from '../../chat/outcome.ts';
import { notes } from './card-facts.ts';
import type { HelpDesk } from './help-desk.ts';
import { fitNote, tellingLost } from './note.ts';
import type { ParsedCall } from './parse.ts';
import { type Changed, callForHelp } from './rules.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

/** What became of somebody's words, and what of these did not fit into a note. */
export interface Worked {
  readonly changed: Changed;
  readonly rest: string;
}

/** What goes out of a call, typed or filled in, that the disk refuses. */
export function unsavedCall(desk: HelpDesk, { changed, rest }: Worked): FromMemory {
  const { reply, send } = unsavedPress(desk, changed);
  return { reply: tellingLost(reply, rest), send };
}

/** A call of these words alone, where it could not be read whether they belong to another one. */
export function callAlone(desk: HelpDesk, id: string, call: ParsedCall, look: Look): Worked {
  const branch = call.branch?.id ?? null;
  const policy = desk.policies.of(call.urgency, branch ?? undefined);
  const { note, rest } = fitNote(call.note);
  const caller = desk.people.canonical(look.person);
  const made = { ...call, note, id, number: '', caller, branch, policy };
  return { changed: callForHelp(made, look.now, desk), rest };
}

/**
 * What goes out of a press by which a caller asks for more, to everybody whom it would have asked. The call goes out
 * once, from memory, and everybody is told that there is no record of it. Those asked get the note too, because nobody
 * can ask for it later; the channel does not.
 */
export function unsavedPress(desk: HelpDesk, { call, news }: Changed): FromMemory {
  const { describe } = desk;
  const reached = news.flatMap((one) => (one.type === 'asked' ? [...one.people, ...one.again] : []));
  const asked = reached.length > 0 ? reached : desk.fallback(call).map(({ person }) => person);
  const people = describe.names(asked);
  const reply: Card = {
    summary: say('help.unsaved.summary'),
    tone: 'urgent',
    parts: [
      { type: 'text', text: say('help.unsaved.do', { dial: describe.dial(call) }), strong: true },
      {
        type: 'text',
        text: people.length === 0 ? say('help.unsaved.nobody') : say('help.unsaved', { people }),
      },
    ],
  };
  const send: { readonly card: Card; readonly to: Audience }[] = asked.map((person: PersonId) => ({
    card: askingCard(desk, call, notes(call)),
    to: { person },
  }));
  if (call.branch !== null) send.push({ card: askingCard(desk, call, []), to: { channelOf: call.branch } });
  return { reply, send };
}

function askingCard({ describe }: HelpDesk, call: HelpRequest, more: readonly CardPart[]): Card {
  const summary = say('help.unsaved.ask', {
    urgency: describe.urgency(call.urgency),
    person: describe.name(call.caller),
    place: describe.place(call),
  });
  return {
    summary,
    tone: 'urgent',
    parts: [
      { type: 'text', text: summary, strong: true },
      ...more,
      { type: 'text', text: say('help.unsaved.ask.why') },
    ],
  };
}
