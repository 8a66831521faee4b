import { afterEach, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import { createEscalationCards } from '../../../src/desk/escalation/cards.ts';
import { escalationTexts } from '../../../src/desk/escalation/texts.en.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const asker = 'staff:priya';
const dana = 'staff:dana';
const at = (minutes: number) => addMs(start, minutes * 60_000);

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

/** A question by Priya to these at once, and to nobody after them. */
async function ask(...people: readonly (string | object)[]): Promise<string> {
  const policies = [{ for: 'escalate', steps: [{ afterSeconds: 0, ask: people }], lastAfterSeconds: 300 }];
  desk = await openEscalations({ policies });
  await desk.escalate(asker, 'may we ban him', start);
  return (await desk.lastOf(asker)).id;
}

const asked = async () => (await desk.lastOf(asker)).asked.map(({ person }) => person);

it.each(['yes', 'no', 'acknowledge'])('“%s” of somebody who has left changes nothing', async (answer) => {
  const id = await ask('director');
  await desk.leaves('dana');
  const before = await desk.lastOf(asker);
  const press = () => desk.press(`escalation.${answer}`, dana, id, at(1));
  expect(await press()).toEqual({
    reply: expect.objectContaining({
      summary: { key: 'escalation.press.left', params: { number: 'E-0001' } },
    }),
  });
  expect(await desk.lastOf(asker)).toEqual(before);
  await desk.press('escalation.withdraw', asker, id, at(2));
  expect((await press()).reply?.summary).toMatchObject({ key: 'escalation.press.left' });
});

it('a reason of somebody who has left is not added, nor its form opened', async () => {
  const id = await ask('director', { person: 'lee' });
  await desk.press('escalation.acknowledge', dana, id, at(1));
  await desk.leaves('dana');
  const before = await desk.lastOf(asker);
  const left = { key: 'escalation.press.left', params: { number: 'E-0001' } };
  await expect(desk.addReason(dana, id, 'ban him for a year', at(2))).rejects.toMatchObject({ text: left });
  const { reply, form } = await desk.press('escalation.reason', dana, id, at(2));
  expect([reply?.summary, form]).toEqual([
    { key: 'escalation.press.left', params: { number: 'E-0001' } },
    undefined,
  ]);
  expect(await desk.lastOf(asker)).toEqual(before);
  const { form: opened } = await desk.press('escalation.reason', 'staff:lee', id, at(3));
  expect(opened).toEqual({ form: 'escalation.reason', record: id });
});

it('“Pass on” of somebody who has left offers no reason to add', async () => {
  const id = await ask('director', { person: 'lee' });
  await desk.leaves('dana');
  const { reply } = await desk.press('escalation.passOn', dana, id, at(1));
  expect(reply?.parts.map(({ type }) => type)).toEqual(['text']);
});

it('“Pass on” of somebody who has left brings it to the next at once', async () => {
  const id = await ask('director');
  await desk.leaves('dana');
  await desk.press('escalation.passOn', dana, id, at(1));
  expect(await asked()).toEqual([dana, 'staff:lee']);
  await desk.press('escalation.yes', 'staff:lee', id, at(2));
  const { reply } = await desk.press('escalation.passOn', dana, id, at(3));
  expect(reply?.summary).toMatchObject({ key: 'escalation.press.left' });
});

it('whoever has left is not asked again, nor named', async () => {
  const id = await ask('director', { person: 'lee' });
  await desk.leaves('dana');
  const { reply, ring } = await desk.press('escalation.more', asker, id, at(1));
  const words = createWords({ en: [escalationTexts] });
  expect(words.draw(reply?.summary ?? own(''), { locale: 'en-GB' })).toBe(
    'Nobody new is left to ask about E-0001. Asked again: Lee Wong.',
  );
  expect(ring?.map(({ to }) => to)).toEqual([{ person: 'staff:lee' }]);
});

it('where everybody asked has left, the next who decides is asked', async () => {
  const id = await ask('director');
  await desk.leaves('dana');
  await desk.press('escalation.more', asker, id, at(1));
  expect(await asked()).toEqual([dana, 'staff:lee']);
});

it('whoever acknowledged it and left is not asked for the answer, but the next', async () => {
  const id = await ask('director');
  await desk.press('escalation.acknowledge', dana, id, at(1));
  const next = async () => {
    const card = createEscalationCards(desk.who).draw(await desk.lastOf(asker), 'caller', asker);
    return JSON.stringify(card).match(/escalation\.next\.[.\w]+/)?.[0];
  };
  expect(await next()).toBe('escalation.next.quiet.ask');
  await desk.leaves('dana');
  expect(await next()).toBe('escalation.next.quiet.more');
  const { post = [], ring = [] } = await desk.due(id, at(11), 0);
  expect([...post, ...ring].map(({ to }) => to)).not.toContainEqual({ person: dana });
  expect(await asked()).toEqual([dana, 'staff:lee']);
});

it('whoever has left hears nothing of its end', async () => {
  const id = await ask('director', { person: 'lee' });
  await desk.leaves('dana');
  const { ring = [] } = await desk.press('escalation.withdraw', asker, id, at(1));
  expect(ring.map(({ to }) => to)).toEqual([{ person: 'staff:lee' }]);
});

it('the card of somebody who has left tells neither the question nor the answer, and has no buttons', async () => {
  const id = await ask('director', { person: 'lee' });
  await desk.press('escalation.yes', 'staff:lee', id, at(1));
  await desk.addReason('staff:lee', id, 'he was warned', at(2));
  await desk.leaves('dana');
  const card = createEscalationCards(desk.who).draw(await desk.lastOf(asker), 'asked', dana);
  expect(card?.parts.map(({ type }) => type)).toEqual(['heading', 'text']);
  expect(JSON.stringify(card)).not.toMatch(/ban him|was warned|lee/i);
});
