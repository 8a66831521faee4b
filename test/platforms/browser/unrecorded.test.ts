import { expect, it, onTestFinished } from 'vitest';
import { createDrivenClock } from '../../support/clock.ts';
import { ask } from './ask.ts';
import { serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const maria = { id: 'person:maria', private: true };
const central = { id: 'channel:CEN', private: false };
const english = { locale: 'en' };

it('shows what could not be recorded in the conversations of pages opened later, in its place and never without end', async () => {
  const clock = createDrivenClock('2026-11-22T18:40:00.000Z');
  const served = await serveBrowser({ clock });
  onTestFinished(() => served.stop());
  const shown = async (place: string) => {
    const { body } = await ask(served, `/desk/state?as=maria&place=${place}`);
    return (JSON.parse(body) as { messages: { summary: string }[] }).messages.map(({ summary }) => summary);
  };

  served.desk.standing.set(maria.id, [
    { message: 'm1', at: '2026-11-22T18:39:00.000Z', card: plainCard('Before') },
    { message: 'm2', at: '2026-11-22T18:50:00.000Z', card: plainCard('After') },
  ]);
  await served.platform.post(maria, plainCard('From memory'), english);
  await served.platform.post(maria, plainCard('Recorded'), { ...english, marker: 'row.0' });
  expect(await shown(maria.id)).toEqual(['Before', 'From memory', 'After']);
  expect(await shown(central.id)).toEqual([]);

  for (let count = 1; count <= 60; count += 1)
    await served.platform.post(central, plainCard(`Call ${count}`), english);
  const last = await shown(central.id);
  expect(last).toHaveLength(50);
  expect(last.at(-1)).toBe('Call 60');
});
