import type { Card } from '../../../src/chat/card.ts';
import type { FieldView, FormView } from '../../../src/chat/form.ts';
import type { Handling } from '../../../src/chat/outcome.ts';
import type { Request, Standing } from '../../../src/chat/request.ts';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import type { DeskPort, DirectoryPerson } from '../../../src/platforms/platform.ts';
import { slackTexts } from '../../../src/platforms/slack/index.ts';

/** The other side of the port, as small as it can be: it echoes, and remembers what it was asked and told. */
export interface TinyDesk extends DeskPort {
  readonly requests: Request[];
  readonly known: DirectoryPerson[];
  readonly redrawn: string[];
  /** By user id; who is not here has not been met. */
  readonly standings: Map<string, Standing>;
  /** What it does with a request; echoes until set. */
  answer: (request: Request) => Handling;
  commands: DeskPort['commands'];
  /** What the platform keeps from one start to the next. */
  kept: string | undefined;
}

export const words = createWords({ en: [slackTexts] });

export function createTinyDesk(): TinyDesk {
  const requests: Request[] = [];
  const known: DirectoryPerson[] = [];
  const redrawn: string[] = [];
  const standings = new Map<string, Standing>();
  const desk: TinyDesk = {
    requests,
    known,
    redrawn,
    standings,
    answer: (request) => only(card(`You did: ${request.what.type}`)),
    handle: (request) => {
      requests.push(request);
      return desk.answer(request);
    },
    standingOf: ({ user }) => standings.get(user),
    know: async (person) => {
      known.push(person);
      standings.set(person.user, person.standing);
    },
    drawn: (posting, revision, message) =>
      void redrawn.push(`${posting}@${revision}${message === undefined ? '' : ` in ${message}`}`),
    memory: {
      recall: async () => desk.kept,
      keep: async (text) => {
        desk.kept = text;
      },
    },
    dialText: (place) => (place === 'C0CEN' ? 'Dial 9-911.' : 'Dial 911.'),
    history: async () => [],
    commands: [],
    kept: undefined,
    words,
  };
  return desk;
}

export function only(reply: Card): Handling {
  return { last: Promise.resolve({ reply }) };
}

export function card(said: string, changes: Partial<Card> = {}): Card {
  return { summary: own(said), parts: [{ type: 'text', text: own(said) }], ...changes };
}

export function field(changes: Partial<FieldView> & Pick<FieldView, 'id' | 'type'>): FieldView {
  return { label: own(changes.id), required: false, multiline: false, options: [], page: 1, ...changes };
}

export function form(changes: Partial<FormView> = {}): FormView {
  return {
    form: 'help.form',
    instance: 'instance-1',
    title: own('Call for help'),
    submit: own('Send'),
    fields: [field({ id: 'note', type: 'text', label: own('Note') })],
    values: {},
    problems: {},
    ...changes,
  };
}

/** A promise that is settled from outside. */
export function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
