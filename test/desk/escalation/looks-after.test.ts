import { afterEach, expect, it } from 'vitest';
import { isInCharge } from '../../../src/desk/escalation/looks-after.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const asker = 'staff:priya';
const day = 24 * 60 * 60_000;

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

/** Nobody answers a question at Central; whom the daily reminder goes to, and what its button says to each. */
async function reminded(roles: Readonly<Record<string, string>>, concerns?: string) {
  desk = await openEscalations({ roles });
  const about = concerns === undefined ? {} : { concerns };
  await desk.fill(asker, { branch: 'CEN', wants: 'decision', reason: 'may we', ...about }, now);
  const { id, next } = await desk.lastOf(asker);
  if (next?.what !== 'reminder') for (let step = 0; step < 3; step += 1) await desk.due(id, now, 0);
  const { ring = [] } = await desk.due(id, addMs(now, day), 0);
  const people = ring.flatMap(({ to }) => ('person' in to ? [to.person] : []));
  const replies: unknown[] = [];
  for (const person of people)
    replies.push((await desk.press('escalation.open', person, id, addMs(now, day))).reply?.summary);
  return { people, replies };
}

const shown = { key: 'escalation.press.shown' };

it('a question is brought up with the supervisors of its branch, else with whoever leads', async () => {
  expect(await reminded({})).toMatchObject({ people: ['staff:lee'], replies: [shown] });
  await desk.remove();
  expect(await reminded({ lee: 'staff' })).toMatchObject({ people: ['staff:dana'], replies: [shown] });
});

it('where nobody leads, with any supervisor, and then with the fallback person, who can each answer it', async () => {
  const none = { lee: 'staff', dana: 'staff' };
  expect(await reminded({ ...none, nora: 'supervisor' })).toMatchObject({
    people: ['staff:nora'],
    replies: [shown],
  });
  await desk.remove();
  expect(await reminded(none)).toMatchObject({ people: ['staff:dana'], replies: [shown] });
});

it('never with whom it is about', async () => {
  const none = { lee: 'staff', dana: 'staff' };
  expect((await reminded(none, 'staff:dana')).people).toEqual([]);
});

it('of a branch that is not in the list any more, anybody who leads may take it up, and nobody else', async () => {
  desk = await openEscalations({ roles: { omar: 'coordinator' } });
  await desk.escalate(asker, 'may we', now);
  const escalation = { ...(await desk.lastOf(asker)), branch: 'OLD' };
  const may = (person: string) => isInCharge(escalation, person, ['CEN', 'NTH-A', 'NTH-B'], desk.who);
  expect(['staff:dana', 'staff:omar'].map(may)).toEqual([true, true]);
  expect(['staff:lee', 'staff:maria', asker].map(may)).toEqual([false, false, false]);
});
