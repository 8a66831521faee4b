import { z } from 'zod';
import type { Card } from '../../../src/chat/card.ts';
import type { Command } from '../../../src/chat/command.ts';
import type { FormView } from '../../../src/chat/form.ts';
import type { Answer, Handling } from '../../../src/chat/outcome.ts';
import type { Request } from '../../../src/chat/request.ts';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import { en as cardTexts } from '../../../src/platforms/adaptive-card/index.ts';
import { en as pageWords } from '../../../src/platforms/browser/index.ts';
import type { DeskPort, ShownMessage } from '../../../src/platforms/platform.ts';

/** The other side of the port, as small as it can be: it echoes, has one form, and remembers what it was asked. */
export interface TinyDesk extends DeskPort {
  readonly requests: readonly Request[];
  readonly redrawn: readonly string[];
  /** What stands in each place. */
  readonly standing: Map<string, ShownMessage[]>;
  /** Says that something was saved. */
  change(): void;
  /** Answers the next request with this instead. */
  answerNext(handling: Handling): void;
}

export function plainCard(words: string): Card {
  return { summary: own(words), parts: [{ type: 'text', text: own(words) }] };
}

export function callForm(changes: Partial<FormView> = {}): FormView {
  const field = { required: false, multiline: false, options: [], page: 1 };
  return {
    form: 'help.form',
    instance: 'instance-1',
    title: own('Call for help'),
    submit: own('Send the call'),
    fields: [
      {
        ...field,
        id: 'urgency',
        label: own('How urgent is it'),
        type: 'choice',
        required: true,
        options: [
          { value: 'assist', label: own('When you can') },
          { value: 'now', label: own('Now') },
          { value: 'emergency', label: own('Emergency') },
        ],
      },
      {
        ...field,
        id: 'note',
        label: own('Note'),
        type: 'text',
        multiline: true,
        hint: own('Only those asked see it.'),
      },
    ],
    values: {},
    problems: {},
    ...changes,
  };
}

export function createTinyDesk(): TinyDesk {
  const requests: Request[] = [];
  const redrawn: string[] = [];
  const standing = new Map<string, ShownMessage[]>();
  const listeners = new Set<() => void>();
  let next: Handling | undefined;

  function answer({ what }: Request): Answer {
    if (what.type === 'command' && what.words === 'assist') return { form: callForm() };
    if (what.type === 'command') return { reply: plainCard(`You said: ${what.words}`) };
    if (what.type === 'pressed') return { reply: plainCard(`You pressed: ${what.button}`) };
    if (what.type !== 'submitted') return {};
    const urgency = z.string().safeParse(what.values.urgency);
    return urgency.success
      ? { reply: plainCard(`Sent as ${urgency.data}: ${z.string().catch('').parse(what.values.note)}`) }
      : {
          form: callForm({
            values: what.values,
            problems: { urgency: own('say how urgent it is') },
            notice: own('One thing is missing.'),
          }),
        };
  }

  return {
    requests,
    redrawn,
    standing,
    change() {
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    answerNext(handling) {
      next = handling;
    },
    handle(request) {
      requests.push(request);
      const handling = next ?? { last: Promise.resolve(answer(request)) };
      next = undefined;
      return handling;
    },
    standingOf: () => 'member',
    know: async () => {},
    drawn: (posting, revision) => redrawn.push(`${posting}@${revision}`),
    dialText: () => 'Dial 9-911.',
    history: async (address) => standing.get(address.id) ?? [],
    commands: [
      command('assist', 'Call for help', '[now|emergency] [branch] [zone] [note]'),
      command('onshift', 'Who is on shift', '[branch|all] [time]'),
      command('incident', 'Log an incident', '[kind] [words]'),
    ],
    words: createWords({ en: [cardTexts, pageWords, { 'tiny.until': 'Until {until}' }] }),
  };
}

function command(word: string, label: string, usage: string): Command<never> {
  return {
    id: `tiny.${word}`,
    word,
    direct: true,
    summary: own(`What ${word} does.`),
    usage,
    examples: [],
    label: own(label),
    plan: () => ({ do: 'answer', card: plainCard(word) }),
  };
}
