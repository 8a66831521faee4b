import { type Card, sentenceCard } from '../chat/card.ts';
import type { Button, Command, Form, Look, Plan, Work } from '../chat/command.ts';
import { moreAction } from '../chat/form.ts';
import type { Answer, Handling, PersonId } from '../chat/outcome.ts';
import type { Actor, Request, TypedWords } from '../chat/request.ts';
import { splitFirst } from '../chat/typed.ts';
import { type DeskError, toDeskError } from '../errors.ts';
import type { Transaction } from '../store/store.ts';
import { alarmIn } from './alarm-in.ts';
import { bringBack } from './bring-back.ts';
import { commandKeeping } from './command-keeping.ts';
import { parseValues, readableValues, toFormView } from './form-view.ts';
import { meantBy } from './meant.ts';
import { commandButton, helpCard, menuCard } from './menu.ts';
import { refusalOf } from './refusal.ts';
import { createRunner, type RunnerOptions } from './run.ts';
import { say } from './texts.en.ts';
import { dropRoot, wordOf } from './typed-words.ts';
import { unknownAnswer, unknownCard } from './unknown-card.ts';
import { createWhileStopping } from './while-stopping.ts';

type Tx = Transaction;

export interface RouterOptions extends RunnerOptions {
  readonly commands: readonly Command<Tx>[];
  readonly buttons: readonly Button<Tx>[];
  readonly forms: readonly Form<Tx>[];
  /** Who acts; made by desk/people. */
  readonly idOf: (actor: Actor) => PersonId;
  /** Whether `remember` would save anything. */
  readonly isNews: (request: Request) => boolean;
  /** The actor's Home, which is kept up to date from then on. */
  readonly openHome: (actor: Actor, look: Look) => Card;
  /** What to dial in an emergency: where somebody is, or in the organisation. */
  readonly dialText: (look?: Look) => string;
  /** Resolves when all that was begun before has ended; undefined while the desk is not being stopped. */
  readonly stopping: () => Promise<void> | undefined;
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
  const { run, openForm, answered, failure } = createRunner(options, forms, declared);
  const whileStopping = createWhileStopping({
    stopping: options.stopping,
    forms,
    declared,
    dialIn,
    answered,
  });

  function handle(request: Request): Handling {
    const handling = handleAtOnce(request);
    const keepsWordsOf =
      request.what.type === 'command' ? commandKeeping(request.what.words, declared) : undefined;
    return keepsWordsOf === undefined ? handling : { ...handling, keepsWordsOf };
  }

  function handleAtOnce(request: Request): Handling {
    try {
      const look = lookOf(request);
      return whileStopping(request, look) ?? route(request, look);
    } catch (thrown) {
      return only(failure(thrown, request));
    }
  }

  function lookOf({ actor, place, what }: Request): Look {
    return {
      person: options.idOf(actor),
      platform: actor.platform,
      now: clock.now(),
      ...(place === undefined ? {} : { place }),
      ...(actor.zone === undefined ? {} : { zone: actor.zone }),
      ...(what.type === 'submitted' ? { form: what.instance } : {}),
    };
  }

  function route(request: Request, look: Look): Handling {
    const { what } = request;
    if (request.edited === 'late') return editedLate(request, look);
    switch (what.type) {
      case 'command': {
        const words = saidToUs(what);
        const before = words === what.words ? what.before : undefined;
        return typed({ ...request, what: { type: 'command', words } }, look, words, before);
      }
      case 'pressed': {
        if (what.button === commandButton) return typed(request, look, what.value ?? '');
        const button = buttons.get(what.button);
        refuseStrangers(request.actor, button?.openToUnverified);
        if (button === undefined) return only({ reply: sentenceCard(say('desk.button.gone')) });
        return follow(request, look, button.plan(what, look));
      }
      case 'submitted':
        return submitted(request, look, what);
      case 'options':
        return only({ options: optionsFor(what, look) });
      case 'quoted':
        return quoted(request, look, what);
      case 'homeOpened':
        refuseStrangers(request.actor);
        rememberLater(request);
        return only({ reply: options.openHome(request.actor, look) });
      case 'met':
        rememberLater(request);
        return only({});
    }
  }

  function editedLate(request: Request, look: Look): Handling {
    refuseStrangers(request.actor, true);
    const refusal = { reply: sentenceCard(say('desk.edited.late', { dial: dialIn(look) })) };
    return { last: answered(request).then((before) => before ?? refusal) };
  }

  /** What follows a mention of us, unless the command stands before it. A call for help counts on either side. */
  function saidToUs({ words, before }: TypedWords): string {
    if (before === undefined) return words;
    const [ahead, behind] = [before, words].map((said) => commands.get(wordOf(said)));
    const isBehind = behind !== undefined || wordOf(words) === 'help';
    const isAhead = ahead?.openToUnverified ? !behind?.openToUnverified : ahead !== undefined && !isBehind;
    return isAhead ? `${before} ${words}` : words;
  }

  /** @param before what else was said to us, in front of words that may be no command */
  function typed(request: Request, look: Look, words: string, before = ''): Handling {
    const [first, rest] = splitFirst(dropRoot(words));
    const command = commands.get(first.toLowerCase());
    if (command !== undefined) {
      refuseStrangers(request.actor, command.openToUnverified);
      return follow(request, look, command.plan(rest, look));
    }
    const offered = offeredTo(look);
    const alarm = alarmIn(dropRoot(words), before, offered, look);
    refuseStrangers(request.actor, alarm?.command.openToUnverified);
    rememberLater(request);
    // Like what to dial in a call, it is read at once, and on Teams also where the person cannot be written to.
    if (alarm !== undefined) return { first: alarm.answer, last: Promise.resolve({}) };
    if (first === '') return only({ reply: menuCard(offered) });
    const where = offered.map(({ pressInstead }) => pressInstead?.(dropRoot(words))).find(Boolean);
    if (where !== undefined) return only({ reply: sentenceCard(where) });
    if (first.toLowerCase() !== 'help')
      return only(unknownAnswer({ word: first, offered }, meantBy(first, rest, offered)));
    const about = splitFirst(dropRoot(rest))[0] ?? '';
    if (about === '') return only({ reply: menuCard(offered) });
    const known = commands.get(about.toLowerCase());
    return only({
      reply:
        known === undefined
          ? unknownCard({ word: about, offered }, meantBy(about, '', offered))
          : helpCard(known as Command<never>),
    });
  }

  /** What the menu has for somebody. */
  function offeredTo({ person, now }: Look): readonly Command<never>[] {
    return declared.filter(({ isForFew, isOnHome }) => isForFew !== true || isOnHome?.(person, now) === true);
  }

  function quoted(request: Request, look: Look, what: Request['what'] & { type: 'quoted' }): Handling {
    const command = commands.get(what.command);
    refuseStrangers(request.actor, command?.openToUnverified);
    if (command === undefined) {
      const offered = offeredTo(look);
      return only({
        reply: unknownCard({ word: what.command, offered }, meantBy(what.command, '', offered)),
      });
    }
    const { label, word } = command;
    if (command.quote === undefined)
      return only({ reply: sentenceCard(say('desk.quote.none', { label, word })) });
    const { type: _, command: __, ...message } = what;
    return follow(request, look, command.quote(message, look));
  }

  function follow(request: Request, look: Look, plan: Plan<Tx>): Handling {
    if (plan.do !== 'run') rememberLater(request);
    switch (plan.do) {
      case 'answer':
        return only({ reply: plan.card, ...(plan.kept === undefined ? {} : { kept: plan.kept }) });
      case 'form':
        return request.canOpenForm || plan.otherwise === undefined
          ? only(openForm(request, look, plan.open, plan.inWords))
          : { last: run(request, look, plan.otherwise) };
      case 'run': {
        const last = run(request, look, plan);
        return plan.first === undefined ? { last } : { first: { reply: plan.first }, last };
      }
    }
  }

  function submitted(request: Request, look: Look, what: Request['what'] & { type: 'submitted' }): Handling {
    const form = forms.get(what.form);
    if (form !== undefined && request.actor.standing === 'unverified' && !form.openToUnverified) {
      // What it says of a record is not for whoever could not be checked.
      return only(bringBack(form, what, { ...look, person: 'nobody' }, say('desk.refused.unverified')));
    }
    refuseStrangers(request.actor, form?.openToUnverified);
    if (form === undefined) return only({ reply: sentenceCard(say('desk.form.gone')) });
    const { instance, values, record } = what;
    const shown = { instance, values, look, ...(record === undefined ? {} : { record }) };
    if (what.action === moreAction) {
      return only({ form: toFormView(form, { ...shown, problems: {}, expanded: true }) });
    }
    const again = (error: DeskError): Answer => ({
      form: toFormView(form, {
        ...shown,
        problems: error.fields,
        notice: error.text ?? say('desk.form.again'),
      }),
    });
    try {
      const work = workOf(form, what, look);
      if (work === undefined) return only({ reply: sentenceCard(say('desk.form.gone')) });
      const last = run(request, look, work, again);
      return work.first === undefined ? { last } : { first: { reply: work.first }, last };
    } catch (thrown) {
      const error = toDeskError(thrown);
      if (Object.keys(error.fields).length > 0) return only(again(error));
      throw error;
    }
  }

  /** @throws DeskError NOT_ALLOWED with the reason, for the person. */
  function refuseStrangers(actor: Actor, openToUnverified = false): void {
    const refusal = refusalOf(actor, openToUnverified, dialIn);
    if (refusal !== undefined) throw refusal;
  }

  /** What to dial, in a sentence that goes on after it. */
  function dialIn(look?: Look): string {
    return options.dialText(look).replace(/[.\s]+$/, '');
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

/**
 * Undefined when the form has no such action. An action takes what can be read.
 *
 * @throws DeskError INVALID_INPUT with every field's problem.
 */
function workOf(
  form: Form<Tx>,
  what: Request['what'] & { type: 'submitted' },
  look: Look,
): Work<Tx> | undefined {
  if (what.action === undefined) return form.plan(parseValues(form, what.values, look), what.record, look);
  const action = form.actions?.find((one) => one.id === what.action);
  return action?.plan(readableValues(form, what.values), what.record, look);
}

/** A form opens without waiting; everything else needs no first word. */
function only(answer: Answer): Handling {
  return answer.form === undefined
    ? { last: Promise.resolve(answer), known: answer }
    : { first: answer, last: Promise.resolve({}) };
}

function byKey<T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const one of list) {
    if (map.has(key(one))) throw new Error(`"${key(one)}" is declared twice.`);
    map.set(key(one), one);
  }
  return map;
}
