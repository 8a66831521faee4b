import type { CardPart } from '../../chat/card.ts';
import type { Transaction } from '../../store/store.ts';
import { parsePlace } from '../branches/index.ts';
import { addToCall } from './add-to-call.ts';
import { asKnown } from './as-known.ts';
import type { Describe } from './describe.ts';
import type { HelpDesk } from './help-desk.ts';
import type { ParsedCall } from './parse.ts';
import type { Changed } from './rules.ts';
import { runningCall } from './running.ts';
import { type HelpRequest, helpCollection, notesOf } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * The caller's call at another branch that their words may be about: they named none, and where they are thought to be
 * may have changed since, as at the end of a shift.
 *
 * @param open the caller's open calls, oldest first
 */
export function callElsewhere(
  open: readonly HelpRequest[],
  call: Pick<ParsedCall, 'branch' | 'named'>,
  now: string,
): HelpRequest | undefined {
  if (call.named || call.branch === undefined) return undefined;
  return runningCall(
    open.filter(({ branch }) => branch !== null && branch !== call.branch?.id),
    null,
    now,
  );
}

/** That those asked for the other call were not told this, what to dial there, and the button that tells them. */
export function elsewhereParts(
  elsewhere: HelpRequest,
  made: HelpRequest,
  describe: Describe,
): readonly CardPart[] {
  const params = { number: elsewhere.number, place: describe.place({ ...elsewhere, zone: null }) };
  return [
    { type: 'text', text: say('help.elsewhere', { ...params, dial: describe.dial(elsewhere) }) },
    {
      type: 'buttons',
      buttons: [
        {
          button: 'help.meant',
          label: say('help.button.meant', params),
          describe: say('help.button.meant.describe', { ...params, made: made.number }),
          record: made.id,
          value: elsewhere.id,
          style: 'primary',
        },
      ],
    },
  ];
}

/**
 * Adds the words that made a call to the one that they were meant for, which may have a zone of that name too.
 *
 * @param made the call that the words have made
 * @param id of the call that they were meant for
 * @returns undefined where it is not one of the caller's
 */
export async function addMeant(
  desk: HelpDesk,
  tx: Transaction,
  made: HelpRequest,
  id: string,
  now: string,
): Promise<{ readonly before: HelpRequest; readonly changed?: Changed } | undefined> {
  const { people, branches, policies } = desk;
  const { caller, zone, urgency } = made;
  const stored = await tx.get(helpCollection, id);
  const before = stored === undefined ? undefined : asKnown(stored, people.canonical);
  if (before === undefined || before.caller !== people.canonical(caller)) return undefined;
  if (before.ended !== undefined) return { before };
  const branch = branches.byCode(before.branch ?? '');
  const words = [zone, ...notesOf(made)].filter(Boolean).join(' ');
  const { zone: there = null, rest } = parsePlace(words, branch, branches);
  const policy = policies.of(urgency, before.branch ?? undefined);
  return { before, changed: addToCall(before, { note: rest, zone: there, urgency, policy }, now, desk) };
}
