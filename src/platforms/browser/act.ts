import type { ServerResponse } from 'node:http';
import type { Answer } from '../../chat/outcome.ts';
import type { Actor, Request, What } from '../../chat/request.ts';
import type { Reader } from '../../chat/words.ts';
import { DeskError } from '../../errors.ts';
import { parsePress, parseSubmission } from '../adaptive-card/index.ts';
import type { Address, DeskPort } from '../platform.ts';
import { cardToWire, formToWire, momentToWire } from './draw.ts';
import type { Refusal } from './guard.ts';
import { dataHeaders } from './respond.ts';
import { typedToWords } from './typed-to-words.ts';
import { type Act, actSchema, type WireAnswer } from './wire.ts';

/** Someone who can be acted as. */
export interface Acting {
  readonly user: string;
  readonly name: string;
}

/** By whom and where something was done. */
export interface ActedBy {
  readonly person: Acting;
  readonly place: Address;
  readonly locale: string;
  /** The IANA zone in which forms ask for moments. */
  readonly zone: string;
}

export function personToActor({ user, name }: Acting): Actor {
  return { platform: 'browser', tenant: 'local', user, name, standing: 'member' };
}

/** Reads the body of an act. The problems of an odd one are not told: the page does not send such. */
export function parseAct(body: unknown): Act | Refusal {
  const parsed = actSchema.safeParse(body);
  return parsed.success ? parsed.data : { status: 400, sentence: 'The page does not send such requests.' };
}

/** The act in the desk's words. */
export function actToRequest(act: Act, by: ActedBy): Request | Refusal {
  const { person, place, locale, zone } = by;
  try {
    return {
      key: `browser:${act.id}`,
      actor: personToActor(person),
      place,
      locale,
      canOpenForm: true,
      what: actToWhat(act.what, zone),
    };
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    return { status: 400, sentence: error.message };
  }
}

function actToWhat(what: Act['what'], zone: string): What {
  switch (what.type) {
    case 'command':
      return { type: 'command', words: typedToWords(what.typed) };
    case 'pressed':
      return {
        type: 'pressed',
        ...parsePress(what.data),
        ...(what.message === undefined ? {} : { message: what.message }),
      };
    case 'submitted':
      return { type: 'submitted', ...parseSubmission(what.data, zone) };
  }
}

/** Whoever fills in a form goes by the clock before their eyes, as in the chats. @param zone the organisation's */
export function formZone(reader: Reader, zone: string): string {
  return reader.zone ?? zone;
}

/**
 * Hands the request to the desk and streams what it answers: one JSON object a line, so that what must be read at once
 * is on the screen while the rest is still being saved. Returns the last answer.
 */
export async function streamAnswers(
  request: Request,
  response: ServerResponse,
  desk: DeskPort,
  { now, zone, reader }: { readonly now: () => string; readonly zone: string; readonly reader: Reader },
): Promise<Answer> {
  const handling = desk.handle(request);
  const line = (step: WireAnswer['step'], answer: Answer) => {
    const at = now();
    const wire: WireAnswer = {
      step,
      at,
      ...momentToWire(at, zone, reader),
      ...(answer.reply === undefined ? {} : { reply: cardToWire(answer.reply, desk.words, reader) }),
      ...(answer.kept === undefined ? {} : { kept: cardToWire(answer.kept, desk.words, reader) }),
      ...(handling.keepsWordsOf === undefined ? {} : { keptTyped: `/${handling.keepsWordsOf} …` }),
      ...(answer.replaces ? { replaces: answer.replaces } : {}),
      ...(answer.form === undefined
        ? {}
        : { form: formToWire(answer.form, desk.words, { ...reader, zone: formZone(reader, zone) }) }),
    };
    return `${JSON.stringify(wire)}\n`;
  };
  response.writeHead(200, dataHeaders('application/x-ndjson; charset=utf-8'));
  if (handling.first !== undefined) response.write(line('first', handling.first));
  const last = await handling.last;
  response.end(line('last', last));
  return last;
}
