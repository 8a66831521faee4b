import { afterEach, expect, it } from 'vitest';
import { stateOf } from '../../../src/desk/escalation/index.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const minute = 60_000;
const asker = 'staff:robin';

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

const inMinutes = (minutes: number) => addMs(now, minutes * minute);

it('a building that is said late asks its supervisors, and whoever acknowledged it still owes an answer', async () => {
  desk = await openEscalations();
  await desk.escalate(asker, 'may we', now);
  const { id } = await desk.lastOf(asker);
  await desk.due(id, inMinutes(1), 0);
  await desk.press('escalation.acknowledge', 'staff:dana', id, inMinutes(2));
  const { post } = await desk.press('escalation.branch', asker, id, inMinutes(3), 'CEN');
  expect(post).toMatchObject([{ view: 'asked', to: { person: 'staff:lee' } }]);
  const held = await desk.lastOf(asker);
  expect(stateOf(held)).toBe('taken');
  expect(held.next && [held.next.what, msBetween(now, held.next.at) / minute]).toEqual(['quiet', 12]);
  const { ring } = await desk.due(id, inMinutes(12), 0);
  expect(ring).toMatchObject([
    { to: { person: 'staff:dana' }, card: { summary: { key: 'escalation.ring.quiet' } } },
  ]);
});
