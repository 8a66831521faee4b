import { z } from 'zod';
import { sentenceCard } from '../../chat/card.ts';
import type { Form, Look } from '../../chat/command.ts';
import type { OpenForm } from '../../chat/outcome.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { placeOptions, readPlace } from '../branches/index.ts';
import { asKnown } from './as-known.ts';
import { callWork } from './call-work.ts';
import { openCallsOf } from './calls-of.ts';
import { goneCard } from './gone.ts';
import type { HelpDesk } from './help-desk.ts';
import { mayClose } from './may-close.ts';
import type { ParsedCall } from './parse.ts';
import { end } from './presses.ts';
import { runningCall } from './running.ts';
import { helpCollection, noteLimit, type Urgency, urgencies } from './schema.ts';
import { say } from './texts.en.ts';

/** Whoever presses again because no answer came does so at once; later the same words ask for help anew. */
const repeatsForMs = 5 * 60_000;

/** The form of bare `assist`. Opens with the caller's building, and with "now": too soon does less harm than too late. */
export function createAssistForm(desk: HelpDesk): Form<Transaction> {
  const place = z.string().refine((value) => readPlace(value, desk.branches) !== undefined);
  return {
    id: 'help.assist',
    title: say('help.form.title'),
    submit: say('help.form.submit'),
    openToUnverified: true,
    repeatsForMs,
    // Nobody should have to send a form to read it.
    opening(values, look) {
      const branch = readPlace(values.place, desk.branches)?.branch;
      return say('help.dial', { dial: desk.dialFor(look, branch) });
    },
    fields: [
      {
        id: 'urgency',
        type: 'choice',
        label: say('help.form.urgency'),
        required: true,
        missing: say('help.form.urgency.missing'),
        schema: z.enum(urgencies),
        options: () => urgencies.map((value) => ({ value, label: say(`help.form.urgency.${value}`) })),
      },
      {
        id: 'place',
        type: 'choice',
        label: say('help.form.place'),
        hint: say('help.form.place.hint'),
        required: true,
        missing: say('help.form.place.missing'),
        schema: place,
        options: (look) =>
          placeOptions(desk.branches, desk.branchOfCaller(look), (branch, zone) =>
            zone === undefined
              ? say('help.place.branch', { branch })
              : say('help.place.zone', { branch, zone }),
          ),
      },
      {
        id: 'note',
        type: 'text',
        label: say('help.form.note'),
        hint: say('help.form.note.hint'),
        schema: z.string(),
        // No length: Slack would refuse to send a longer one, and a call for help is never refused for its length.
        multiline: true,
      },
    ],
    plan(values, _record, look) {
      const {
        urgency,
        place: chosen,
        note = '',
      } = values as { urgency: Urgency; place: string; note?: string };
      const at = readPlace(chosen, desk.branches);
      // Where they are is still said when its zone has been taken out meanwhile.
      const words = [at?.gone ?? '', note.trim()].filter((one) => one !== '').join(': ');
      const call = { urgency, branch: at?.branch, named: true, zone: at?.zone ?? null, note: words };
      return { ...callWork(desk, call, look), isOver: (tx) => isOver(desk, tx, call, look) };
    },
  };
}

/** Nothing that its caller has called for there goes on. */
async function isOver(desk: HelpDesk, tx: Transaction, call: ParsedCall, look: Look): Promise<boolean> {
  const open = await openCallsOf(tx, desk.people.canonical(look.person), desk.people);
  return runningCall(open, call.branch?.id ?? null, look.now) === undefined;
}

export function openAssistForm(desk: HelpDesk, look: Look): OpenForm {
  const branch = desk.branchOfCaller(look);
  return {
    form: 'help.assist',
    values: { urgency: 'now', ...(branch === undefined ? {} : { place: branch.id }) },
  };
}

/** A supervisor ends a call that nobody else has ended, and says why. */
export function createCloseForm(desk: HelpDesk): Form<Transaction> {
  return {
    id: 'help.close',
    title: say('help.close.title'),
    submit: say('help.close.submit'),
    fields: [
      {
        id: 'reason',
        type: 'text',
        label: say('help.close.reason'),
        hint: say('help.close.reason.hint'),
        required: true,
        missing: say('help.close.reason.missing'),
        schema: z.string().max(noteLimit),
        maxLength: noteLimit,
      },
    ],
    plan: (values, record, look) => ({
      async run(tx) {
        const stored = await tx.get(helpCollection, record ?? '');
        if (stored === undefined) return { reply: goneCard(desk, look) };
        const call = asKnown(stored, desk.people.canonical);
        const { number } = call;
        const state = desk.describe.state(call);
        const person = desk.people.canonical(look.person);
        if (call.ended !== undefined)
          return { reply: sentenceCard(say('help.press.over', { number, state })) };
        if (!mayClose(call, person, look.now, desk)) {
          throw new DeskError('NOT_ALLOWED', 'not a supervisor', {
            text: say('help.press.onlySupervisor', { number }),
          });
        }
        const changed = end(call, 'closed', person, look.now, String(values.reason));
        await tx.put(helpCollection, changed.call);
        return {
          reply: sentenceCard(say('help.press.closed', { number })),
          ...desk.news.tellAll(changed, call),
        };
      },
    }),
  };
}
