import { type OutboxRow, outboxCollection, postingCollection } from '../../src/delivery/schema.ts';
import {
  type Escalation,
  escalationCollection,
  dueOf as escalationDue,
} from '../../src/desk/escalation/schema.ts';
import { dueOf, type HelpRequest, helpCollection } from '../../src/desk/help/schema.ts';
import { isChangeOf } from '../../src/store/store.ts';
import type { Committed } from './journal-reader.ts';
import { idOf, type Plan } from './people.ts';
import type { World } from './world.ts';

/** What was promised and is not so. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function must(holds: boolean, promise: string, about: unknown): asserts holds {
  if (!holds) throw new Broken(`${promise}\n${JSON.stringify(about, null, 1)}`);
}

/** Words that stand in every note, and nowhere but in records and on private cards. */
export const noteMark = 'zqnote';
const typedMark = new RegExp(`${noteMark}\\d+`, 'g');

const supervisors = [idOf('lee'), idOf('dana')];

/** Holds one commit against what was there before it. */
export function checkCommit(world: World, committed: Committed, plan: Plan): void {
  if (isChangeOf(committed, helpCollection)) {
    if (committed.after !== undefined) checkCall(committed.before, committed.after, plan);
    return;
  }
  if (isChangeOf(committed, escalationCollection)) {
    if (committed.after !== undefined) checkEscalation(committed.before, committed.after);
    return;
  }
  const { after } = committed;
  if (after === undefined) return;
  must(!JSON.stringify(after).includes(noteMark), 'only the record itself holds a note', after);
  if (isChangeOf(committed, outboxCollection) && committed.after !== undefined)
    checkRow(world, committed.before, committed.after);
  if (committed.collection === postingCollection.name) must(after.id !== '', 'a posting has an id', after);
}

function checkCall(before: HelpRequest | undefined, after: HelpRequest, plan: Plan): void {
  const about = { before, after };
  must(
    (after.ended === undefined) === (dueOf(after) !== undefined),
    'an open call always has a next due step, and one that is over has none',
    about,
  );
  for (const one of after.asked.slice(before?.asked.length ?? 0)) {
    must(one.person !== after.caller, 'the caller is never asked', about);
    const raised = before !== undefined && before.urgency !== after.urgency;
    const declined = [...(raised ? [] : (before?.declined ?? [])), ...after.declined];
    must(
      declined.every(({ person }) => person !== one.person),
      'whoever said that they can’t come is not asked again, unless it became more urgent',
      about,
    );
    const moments = [one.at, ...(before?.joinAt === undefined ? [] : [before.joinAt])];
    must(
      moments.some((at) => plan.mayAsk(one.person, one.why, after.branch, at)),
      `everybody who is asked can be asked at that moment: ${one.person} as ${one.why}`,
      about,
    );
  }
  if (after.ended !== undefined && before?.ended === undefined) checkEnd(before, after);
  if (before === undefined) return;
  must(startsWith(after.timeline, before.timeline), 'the timeline only grows', about);
  must(startsWith(after.asked, before.asked), 'whoever was asked stays asked', about);
  if (before.ended !== undefined) {
    must(same(before.ended, after.ended), 'a call that is over is never opened again', about);
    must(same(before.asked, after.asked), 'a call that is over asks nobody any more', about);
  }
  const leader = before.responders[0]?.person;
  if (leader !== undefined && after.responders[0]?.person !== leader) {
    const gaveUp = after.timeline
      .slice(before.timeline.length)
      .some(({ what, by }) => what === 'cannotCome' && by === leader);
    // Somebody who had gone quiet and says again that they are coming comes after those who did meanwhile.
    const wasQuiet = before.responders[0]?.quietAt !== undefined;
    must(gaveUp || wasQuiet, 'the leader stays, unless they say that they can’t come', about);
  }
}

function checkEnd(before: HelpRequest | undefined, after: HelpRequest): void {
  const about = { before, after };
  const { how, by, reason } = after.ended as NonNullable<HelpRequest['ended']>;
  const asked = [...after.asked, ...after.responders].some(({ person }) => person === by);
  if (how === 'done') must(asked, 'only those asked or coming end a call with Done', about);
  if (how === 'cancelled') must(by === after.caller, 'only the caller cancels', about);
  if (how === 'closed')
    must(supervisors.includes(by) && (reason ?? '') !== '', 'only a supervisor closes, with a reason', about);
  must(after.timeline.at(-1)?.by === by, 'the timeline says who ended it', about);
}

function checkEscalation(before: Escalation | undefined, after: Escalation): void {
  const about = { before, after };
  must(
    (after.ended === undefined) === (escalationDue(after) !== undefined),
    'an open escalation always has a next due step, and one that is over has none',
    about,
  );
  for (const { person } of after.asked)
    must(person !== after.asker && !after.concerns.includes(person), 'the asker is never asked', about);
  if (after.ended !== undefined && before?.ended === undefined) {
    const { how, by } = after.ended;
    const asked = after.asked.some(({ person }) => person === by);
    if (how === 'withdrawn') must(by === after.asker, 'only the asker withdraws', about);
    else if (how !== 'noDecision') must(asked, 'only those asked answer', about);
  }
  if (before === undefined) return;
  must(startsWith(after.timeline, before.timeline), 'the timeline only grows', about);
  if (before.ended !== undefined)
    must(same(before.ended, after.ended), 'an escalation that is over is never opened again', about);
}

function checkRow(world: World, before: OutboxRow | undefined, after: OutboxRow): void {
  const about = { before, after };
  for (const [index, target] of after.targets.entries()) {
    const was = before?.targets[index]?.state;
    must(was !== 'sent' || target.state === 'sent', 'what was recorded as sent stays sent', about);
    const { content } = target;
    const call = content.record?.kind === 'help' ? world.calls.get(content.record.id) : undefined;
    const asks = 'view' in content && content.view === 'asked';
    if (before === undefined && call?.ended !== undefined)
      must(!asks, 'nobody is asked for a call that is over', { ...about, call });
  }
}

/** Every word typed is in one record, however often its delivery came; "New call" takes it out of the other. */
export function checkOnce(world: World): void {
  const notes = [...world.calls.values()].flatMap((call) =>
    call.notes.filter(({ became }) => became === undefined).map(({ text }) => text),
  );
  const typed = [...notes, ...[...world.escalations.values()].map(({ reason }) => reason)];
  const marks = typed.flatMap((one) => one.match(typedMark) ?? []);
  const twice = marks.filter((mark, index) => marks.indexOf(mark) !== index);
  must(twice.length === 0, 'the same delivery twice makes one record', {
    twice,
    calls: [...world.calls.values()],
  });
}

function startsWith(whole: readonly unknown[], start: readonly unknown[]): boolean {
  return same(whole.slice(0, start.length), start);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
