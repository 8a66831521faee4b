import { randomUUID } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import type { Button, Command, Form, Look, Plan, Work } from '../chat/command.ts';
import type { Answer, Audience, Handling, OpenForm, Outcome, PersonId } from '../chat/outcome.ts';
import type { Actor, Request } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import { DeskError, toDeskError } from '../errors.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Clock } from '../time.ts';
import { openFormView, parseValues, toFormView } from './form-view.ts';
import { rememberKey, replyOf } from './keys.ts';
import { commandButton, helpCard, menuCard, unknownCard } from './menu.ts';
import { say } from './texts.en.ts';

type Tx = Transaction;

export interface RouterOptions {
  readonly store: Store;
  readonly commands: readonly Command<Tx>[];
  readonly buttons: readonly Button<Tx>[];
  readonly forms: readonly Form<Tx>[];
  readonly clock: Clock;
  /** Who acts; made by desk/people. */
  readonly idOf: (actor: Actor) => PersonId;
  /** Saves what a request says of its actor, when it is new. */
  readonly remember: (tx: Tx, request: Request) => Promise<void>;
  /** Whether `remember` would save anything. */
  readonly isNews: (request: Request) => boolean;
  /** Writes the outbox rows of an outcome, in the transaction that caused it. */
  readonly enqueue: (tx: Tx, outcome: Outcome) => Promise<void>;
  /** The pressed message as it looks after the commit. */
  readonly redraw: (request: Request, message: string) => Promise<Answer['redrawn']>;
  /** Sends once, from memory: for a call that could not be saved. */
  readonly sendUnsaved: (messages: readonly { readonly card: Card; readonly to: Audience }[]) => void;
  readonly log: { error(fields: object, message: string): void; info(fields: object, message: string): void };
}

export interface Router {
  handle(request: Request): Handling;
}

/**
 * A request's way in: who, may they, which command, parse, run in one transaction, answer.
 *
 * @throws Error when two declarations share an id or a word.
 */
export function createRouter(options: RouterOptions): Router {
  const { store, clock, log } = options;
  const commands = byKey(options.commands, (command) => command.word);
  const buttons = byKey(options.buttons, (button) => button.id);
  const forms = byKey(options.forms, (form) => form.id);
  const declared = options.commands as readonly Command<never>[];

  function handle(request: Request): Handling {
    try {
      return route(request, lookOf(request));
    } catch (thrown) {
      return only(failure(thrown, request));
    }
  }

  function lookOf({ actor, place }: Request): Look {
    return {
      person: options.idOf(actor),
      now: clock.now(),
      ...(place === undefined ? {} : { place }),
      ...(actor.zone === undefined ? {} : { zone: actor.zone }),
    };
  }

  function route(request: Request, look: Look): Handling {
    const { what } = request;
    switch (what.type) {
      case 'command':
        return typed(request, look, what.words);
      case 'pressed': {
        if (what.button === commandButton) return typed(request, look, what.value ?? '');
        const button = buttons.get(what.button);
        refuseStrangers(request.actor, button?.openToUnverified);
        if (button === undefined) return only({ reply: toCard(say('desk.button.gone')) });
        return follow(request, look, button.plan(what, look));
      }
      case 'submitted':
        return submitted(request, look, what);
      case 'options':
        return only({ options: optionsFor(what, look) });
      case 'homeOpened':
        refuseStrangers(request.actor);
        return only({ reply: menuCard(declared) });
      case 'met':
        rememberLater(request);
        return only({});
      case 'left':
        return only({});
    }
  }

  function typed(request: Request, look: Look, words: string): Handling {
    const [first = '', rest = ''] = splitFirst(dropRoot(words));
    const command = commands.get(first.toLowerCase());
    refuseStrangers(request.actor, command?.openToUnverified);
    if (command !== undefined) return follow(request, look, command.plan(rest, look));
    rememberLater(request);
    if (first === '') return only({ reply: menuCard(declared) });
    if (first.toLowerCase() !== 'help') return only({ reply: unknownCard(first, declared) });
    const about = splitFirst(dropRoot(rest))[0] ?? '';
    if (about === '') return only({ reply: menuCard(declared) });
    const known = commands.get(about.toLowerCase());
    return only({
      reply: known === undefined ? unknownCard(about, declared) : helpCard(known as Command<never>),
    });
  }

  function follow(request: Request, look: Look, plan: Plan<Tx>): Handling {
    if (plan.do !== 'run') rememberLater(request);
    switch (plan.do) {
      case 'answer':
        return only({ reply: plan.card });
      case 'form':
        return only(openForm(request, look, plan.open));
      case 'run': {
        const last = run(request, look, plan);
        return plan.first === undefined ? { last } : { first: { reply: plan.first }, last };
      }
    }
  }

  /** Without network call or transaction before it. Where no form can open, a button repeats the request. */
  function openForm(request: Request, look: Look, open: OpenForm): Answer {
    const form = forms.get(open.form);
    if (form === undefined) throw new Error(`No form "${open.form}" is declared.`);
    if (request.canOpenForm) return { form: openFormView(form, open, look) };
    const label = say('desk.form.reopen.button');
    const { what } = request;
    const button =
      what.type === 'pressed'
        ? { ...what, label }
        : { button: commandButton, label, value: what.type === 'command' ? dropRoot(what.words) : '' };
    const { button: id, record, value } = button as { button: string; record?: string; value?: string };
    return {
      reply: {
        summary: say('desk.form.reopen'),
        parts: [
          { type: 'text', text: say('desk.form.reopen') },
          {
            type: 'buttons',
            buttons: [
              {
                button: id,
                label,
                style: 'primary',
                ...(record === undefined ? {} : { record }),
                ...(value === undefined ? {} : { value }),
              },
            ],
          },
        ],
      },
    };
  }

  function submitted(request: Request, look: Look, what: Request['what'] & { type: 'submitted' }): Handling {
    const form = forms.get(what.form);
    refuseStrangers(request.actor, form?.openToUnverified);
    if (form === undefined) return only({ reply: toCard(say('desk.form.gone')) });
    const { instance, values, record } = what;
    const again = (error: DeskError): Answer => ({
      form: toFormView(form, {
        instance,
        values,
        look,
        problems: error.fields,
        notice: error.text ?? say('desk.form.again'),
        ...(record === undefined ? {} : { record }),
      }),
    });
    try {
      const work = form.plan(parseValues(form, values), record, look);
      const last = run(request, look, work, again);
      return work.first === undefined ? { last } : { first: { reply: work.first }, last };
    } catch (thrown) {
      const error = toDeskError(thrown);
      if (Object.keys(error.fields).length > 0) return only(again(error));
      throw error;
    }
  }

  async function run(
    request: Request,
    look: Look,
    work: Work<Tx>,
    again?: (error: DeskError) => Answer,
  ): Promise<Answer> {
    const key = keyOf(request);
    try {
      const outcome = await store.transact(async (tx) => {
        const before = await replyOf(tx, key);
        if (before !== undefined) return before;
        const counted = countWrites(tx);
        const done = await work.run(counted.tx);
        await options.enqueue(counted.tx, done);
        if (counted.writes() === 0) return done;
        await rememberKey(tx, key, look.now, done.reply);
        await options.remember(tx, request);
        return done;
      });
      return await toAnswer(request, look, outcome);
    } catch (thrown) {
      const error = toDeskError(thrown);
      if (error.code === 'NOT_SAVED' && work.unsaved !== undefined)
        return sendFromMemory(request, work.unsaved, error);
      if (
        again !== undefined &&
        (Object.keys(error.fields).length > 0 || error.text !== undefined || error.code === 'NOT_SAVED')
      ) {
        return again(
          error.code === 'NOT_SAVED'
            ? new DeskError('NOT_SAVED', error.message, { text: say('desk.notSaved') })
            : error,
        );
      }
      return failure(error, request);
    }
  }

  function sendFromMemory(
    request: Request,
    unsaved: NonNullable<Work<Tx>['unsaved']>,
    error: DeskError,
  ): Answer {
    log.error(
      { code: error.code, reason: error.message },
      'a call for help could not be saved; it is sent once from memory',
    );
    try {
      const { reply, send } = unsaved();
      options.sendUnsaved(send);
      return { reply };
    } catch (thrown) {
      return failure(thrown, request);
    }
  }

  async function toAnswer(request: Request, look: Look, outcome: Outcome): Promise<Answer> {
    const { what } = request;
    const redrawn =
      what.type === 'pressed' && what.message !== undefined
        ? await options.redraw(request, what.message).catch(() => undefined)
        : undefined;
    return {
      ...(outcome.form === undefined ? {} : openForm(request, look, outcome.form)),
      ...(outcome.reply === undefined ? {} : { reply: outcome.reply }),
      ...(redrawn === undefined ? {} : { redrawn }),
    };
  }

  /** A sentence for what is known; a reference for what is not. The cause goes to the log, never the person's words. */
  function failure(thrown: unknown, request: Request): Answer {
    const error = toDeskError(thrown);
    if (error.text !== undefined) return { reply: toCard(error.text) };
    if (error.code === 'NOT_SAVED') return { reply: toCard(say('desk.notSaved')) };
    const reference = randomUUID().slice(0, 8);
    const stack = (error.cause instanceof Error ? error.cause : error).stack;
    log.error({ reference, what: request.what.type, code: error.code, stack }, 'a request failed');
    return { reply: toCard(say('desk.failed', { reference })) };
  }

  function optionsFor(
    what: Request['what'] & { type: 'options' },
    look: Look,
  ): NonNullable<Answer['options']> {
    const field = forms.get(what.form)?.fields.find((one) => one.id === what.field);
    return field?.options?.(look, what.values) ?? [];
  }

  function rememberLater(request: Request): void {
    if (!options.isNews(request)) return;
    store
      .transact((tx) => options.remember(tx, request))
      .catch((thrown: unknown) =>
        log.error({ reason: toDeskError(thrown).message }, 'a contact could not be saved'),
      );
  }

  return { handle };
}

/** @throws DeskError NOT_ALLOWED with the reason, for the person. */
function refuseStrangers(actor: Actor, openToUnverified = false): void {
  if (actor.standing === 'member' || (actor.standing === 'unverified' && openToUnverified)) return;
  throw new DeskError('NOT_ALLOWED', `standing is ${actor.standing}`, {
    text: say(`desk.refused.${actor.standing}`),
  });
}

/** A submission is recorded once however it is delivered: its key was minted when the form opened. */
function keyOf({ actor, key, what }: Request): string {
  return `${actor.platform}:${what.type === 'submitted' ? `form:${what.instance}` : key}`;
}

/** A form opens without waiting; everything else needs no first word. */
function only(answer: Answer): Handling {
  return answer.form === undefined
    ? { last: Promise.resolve(answer) }
    : { first: answer, last: Promise.resolve({}) };
}

function toCard(text: Text): Card {
  return { summary: text, parts: [{ type: 'text', text }] };
}

/** `/desk assist now`, `desk assist now` and `assist now` are the same words. */
function dropRoot(words: string): string {
  const trimmed = words.trim().replace(/^\//, '');
  const [first = '', rest = ''] = splitFirst(trimmed);
  return first.toLowerCase() === 'desk' ? rest : trimmed;
}

function splitFirst(words: string): readonly [string, string] {
  const trimmed = words.trim();
  const end = trimmed.search(/\s/);
  return end === -1 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

function byKey<T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const one of list) {
    if (map.has(key(one))) throw new Error(`"${key(one)}" is declared twice.`);
    map.set(key(one), one);
  }
  return map;
}

/** Requests that change nothing write nothing, not even their key. */
function countWrites(tx: Tx): { readonly tx: Tx; readonly writes: () => number } {
  let count = 0;
  return {
    writes: () => count,
    tx: {
      get: (...args) => tx.get(...args),
      find: (...args) => tx.find(...args),
      range: (...args) => tx.range(...args),
      all: (...args) => tx.all(...args),
      put: (...args) => {
        count++;
        return tx.put(...args);
      },
      delete: (...args) => {
        count++;
        return tx.delete(...args);
      },
    },
  };
}
