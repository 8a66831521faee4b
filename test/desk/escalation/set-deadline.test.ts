import { afterEach, describe, expect, it } from 'vitest';
import type { PersonId } from '../../../src/chat/outcome.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type AtLibrary, type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const asker = 'staff:priya';
const minute = 60_000;
const supervisors: AtLibrary = { roles: { omar: 'supervisor', sam: 'supervisor', maria: 'supervisor' } };

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

const inMinutes = (minutes: number) => addMs(now, minutes * minute);

async function dueOf(person: PersonId): Promise<string> {
  const { next } = await desk.lastOf(person);
  return next === undefined ? 'nothing' : `${next.what} in ${msBetween(now, next.at) / minute} min`;
}

describe('a deadline that its asker chooses or takes away', () => {
  it('calls nobody earlier once the building was named late', async () => {
    desk = await openEscalations(supervisors);
    await desk.escalate('staff:robin', 'may we before 20:30', now);
    const { id } = await desk.lastOf('staff:robin');
    await desk.press('escalation.branch', 'staff:robin', id, inMinutes(10), 'CEN');
    expect(await dueOf('staff:robin')).toBe('step in 15 min');
    await desk.press('escalation.deadline', 'staff:robin', id, inMinutes(11));
    expect(await dueOf('staff:robin')).toBe('step in 15 min');
  });

  it('draws what is left of the steps together before a nearer one', async () => {
    desk = await openEscalations(supervisors);
    await desk.escalate('staff:robin', 'may we', now);
    const { id } = await desk.lastOf('staff:robin');
    await desk.press('escalation.branch', 'staff:robin', id, inMinutes(10), 'CEN');
    await desk.press('escalation.deadline', 'staff:robin', id, inMinutes(11), inMinutes(20));
    expect(await dueOf('staff:robin')).toBe('step in 12.5 min');
  });

  it('is not lost nor denied when a time that is over is pressed', async () => {
    desk = await openEscalations(supervisors);
    await desk.escalate(asker, 'may we', now);
    const { id } = await desk.lastOf(asker);
    const pressesPast = async (minutes: number) =>
      (await desk.press('escalation.deadline', asker, id, inMinutes(minutes), inMinutes(1))).reply?.summary;
    expect(await pressesPast(2)).toMatchObject({ key: 'escalation.press.deadlinePast' });
    await desk.press('escalation.deadline', asker, id, inMinutes(3), inMinutes(60));
    const said = await pressesPast(4);
    expect(said).toMatchObject({
      key: 'escalation.press.deadlineStays',
      params: { at: { instant: inMinutes(1) }, until: { instant: inMinutes(60) } },
    });
    expect((await desk.lastOf(asker)).deadlineAt).toBe(inMinutes(60));
  });

  it('calls nobody earlier after somebody who acknowledged and went quiet', async () => {
    desk = await openEscalations(supervisors);
    await desk.escalate(asker, 'may we before 20:30', now);
    const { id } = await desk.lastOf(asker);
    await desk.press('escalation.acknowledge', 'staff:maria', id, inMinutes(2));
    await desk.due(id, inMinutes(12), 0);
    await desk.due(id, inMinutes(17), 0);
    const before = await dueOf(asker);
    await desk.press('escalation.deadline', asker, id, inMinutes(18));
    expect(await dueOf(asker)).toBe(before);
  });
});
