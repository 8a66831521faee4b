import { recordKey } from '../../src/delivery/schema.ts';
import { holder } from '../../src/desk/escalation/schema.ts';
import type { HelpRequest } from '../../src/desk/help/schema.ts';
import { staff } from '../support/desk/library.ts';
import { entraId } from '../support/teams/index.ts';
import { personalOf } from '../support/teams/state.ts';
import { Broken, must } from './record-rules.ts';
import type { Run } from './run.ts';

/** Longer than any ladder of the built-in policies, with the longest pause between two tries of a message. */
const longestMs = 45 * 60_000;
const sliceMs = 15_000;

/**
 * Lets time pass, with every platform well, until nothing is owed any more: each open call is answered or its caller
 * told, nothing waits in the outbox, and every card shows its record.
 *
 * @throws Broken with what is still missing
 */
export async function bringToRest(run: Run): Promise<void> {
  let missing: unknown = 'never looked';
  for (let passed = 0; passed < longestMs; passed += sliceMs) {
    await run.pass(sliceMs, sliceMs);
    missing = missingOf(run);
    if (missing === undefined) break;
  }
  if (missing !== undefined)
    throw new Broken(
      `With time and healthy platforms everything settles\n${JSON.stringify(missing, null, 1)}`,
    );
  for (const call of run.world.calls.values()) checkCaller(run, call);
  const [invalid] = run.house.street.teams.invalidCards;
  must(invalid === undefined, 'Teams can draw every card', invalid);
}

function missingOf(run: Run): unknown {
  const { world } = run;
  for (const call of world.calls.values()) {
    if (call.ended === undefined && call.responders.length === 0 && call.nobodyToldAt === undefined)
      return { what: 'an open call that nobody answered, and its caller does not know', call };
  }
  for (const row of world.rows.values()) {
    const owed = row.targets.filter(({ state, content: { record } }) =>
      state === 'waiting' ? !isSeenTo(run, record?.id) : state === 'pending' || state === 'sending',
    );
    if (owed.length > 0) return { what: 'a message that is still owed', row };
  }
  const records = new Map<string, { readonly id: string; readonly revision: number }>();
  for (const one of world.calls.values()) records.set(recordKey({ kind: 'help', id: one.id }), one);
  for (const one of world.escalations.values())
    records.set(recordKey({ kind: 'escalation', id: one.id }), one);
  for (const posting of world.postings.values()) {
    if (posting.gone || !('view' in posting.content)) continue;
    const record = records.get(recordKey(posting.content.record));
    if (record !== undefined && (posting.drawn ?? 0) < record.revision)
      return { what: 'a card that shows an old state', posting, record };
  }
  return undefined;
}

/** While somebody is seeing to it, the later routes of the others rest. */
function isSeenTo({ world }: Run, id = ''): boolean {
  const call = world.calls.get(id);
  const question = world.escalations.get(id);
  if (call !== undefined) return call.ended === undefined && call.responders.length > 0;
  return question !== undefined && question.ended === undefined && holder(question) !== undefined;
}

/** The caller has it on a screen, not only in the record. */
function checkCaller({ house, world }: Run, call: HelpRequest): void {
  if (call.ended !== undefined) return;
  const { slack, teams } = house.street;
  const member = staff.find(({ id }) => `staff:${id}` === call.caller);
  if (member === undefined) return;
  const onSlack = slack.messages(slack.directOf(member.slack)).map((one) => JSON.stringify(one));
  const onTeams = teams.posted(personalOf(entraId(member.id))).map((one) => JSON.stringify(one));
  const lines = [...onSlack, ...onTeams].filter((line) => line.includes(call.number));
  const names = call.responders.map(
    ({ person }) => staff.find(({ id }) => `staff:${id}` === person)?.name ?? '',
  );
  const words = call.responders.length > 0 ? names : ['Nobody has confirmed'];
  must(
    words.every((one) => lines.some((line) => line.includes(one))),
    'the caller can read that somebody is coming, or that nobody has confirmed',
    { call, words, lines, rows: [...world.rows.values()] },
  );
}
