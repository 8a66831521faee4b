import type { Command, Form, Look } from '../chat/command.ts';
import type { Answer, Handling } from '../chat/outcome.ts';
import type { Request } from '../chat/request.ts';
import type { Transaction } from '../store/store.ts';
import { bringBack } from './bring-back.ts';
import { notDone } from './not-done.ts';
import { refusalOf } from './refusal.ts';
import { say } from './texts.en.ts';

type AnyForm = Form<Transaction>;

export interface WhileStoppingOptions {
  /** Resolves when all that was begun before has ended; undefined while the desk is not being stopped. */
  readonly stopping: () => Promise<void> | undefined;
  readonly forms: ReadonlyMap<string, AnyForm>;
  readonly declared: readonly Command<never>[];
  /** What to dial where somebody is, in a sentence that goes on after it. */
  readonly dialIn: (look: Look) => string;
  /** What this very delivery was answered before. */
  readonly answered: (request: Request) => Promise<Answer | undefined>;
}

/**
 * Answers whoever wants something while the desk is being stopped: nothing is begun that would not be carried through.
 * Gives undefined while it is not, and for what is only looked at. What was delivered before is answered as it was then:
 * of that something was done.
 */
export function createWhileStopping(options: WhileStoppingOptions) {
  const { stopping, forms, declared, dialIn, answered } = options;

  return (request: Request, look: Look): Handling | undefined => {
    const { what } = request;
    const begun = stopping();
    if (begun === undefined || isOnlyLook(what)) return undefined;
    const dial = dialIn(look);
    const notice = say('desk.stopping', { dial });
    const form = what.type === 'submitted' ? forms.get(what.form) : undefined;
    const mayUse = refusalOf(request.actor, form?.openToUnverified ?? false, () => dial) === undefined;
    const refusal =
      form !== undefined && mayUse && what.type === 'submitted'
        ? bringBack(form, what, look, notice)
        : notDone(request, notice, declared);
    return { last: begun.then(() => answered(request)).then((before) => before ?? refusal) };
  };
}

function isOnlyLook(what: Request['what']): boolean {
  if (what.type === 'command') return what.isLeftOpen === true;
  return what.type === 'options' || what.type === 'homeOpened' || what.type === 'met';
}
