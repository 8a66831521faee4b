import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const robin = 'staff:robin';
const maria = 'staff:maria';
const nora = 'staff:nora';
const later = (minutes: number) => addMs(start, minutes * 60_000);

describe('words of a caller who is thought to be at another building by now', () => {
  let help: HelpAtLibrary;
  /** Robin called at Central; five minutes later Robin’s shift at Northside has begun. */
  beforeEach(async () => {
    help = await openHelp(
      'CEN,robin,reference,2026-11-22 18:00,2026-11-22 18:45,',
      'NTH-A,robin,front desk,2026-11-22 18:45,2026-11-22 21:00,',
    );
    await help.assist(robin, 'now man will not leave', start);
  });
  afterEach(() => help.remove());

  const calls = async () => (await help.callsOf(robin)) as [HelpRequest, HelpRequest];

  it('are a call there, which says that those asked for the first were not told, and what to dial there', async () => {
    const { reply } = await help.assist(robin, 'emergency he has a knife', later(6));
    const [first, second] = await calls();
    expect([first.branch, second.branch]).toEqual(['CEN', 'NTH-A']);
    const drawn = JSON.stringify(reply);
    expect(drawn).toContain('help.elsewhere');
    expect(drawn).toContain('Dial 9-911 from any desk phone');
    expect(drawn).toContain('help.button.meant');
  });

  it('go to the first at the press of a button, whose people are asked again, and no longer to the second', async () => {
    await help.assist(robin, 'emergency teen area he has a knife', later(6));
    const [first, second] = await calls();
    const {
      reply,
      post = [],
      ring = [],
    } = await help.press('help.meant', robin, second.id, later(7), first.id);
    const [now, cancelled] = await calls();
    expect(now).toMatchObject({ urgency: 'emergency', zone: 'teen area', branch: 'CEN' });
    expect(now.notes.at(-1)?.text).toBe('he has a knife');
    expect(cancelled.ended?.how).toBe('cancelled');
    expect(JSON.stringify(reply)).toContain('help.added.raised.words');
    expect(post.map(({ to }) => to)).toContainEqual({ person: maria });
    expect(ring.map(({ to }) => to)).toContainEqual({ person: nora });
  });

  it('may be more urgent there too, where that was typed behind the place', async () => {
    await help.assist(robin, 'teen area emergency he has a knife', later(6));
    const [first, second] = await calls();
    const { reply } = await help.press('help.meant', robin, second.id, later(7), first.id);
    expect((await calls())[0]).toMatchObject({ urgency: 'now', zone: 'teen area' });
    const drawn = JSON.stringify(reply);
    expect(drawn).toContain('Dial 9-911 from any desk phone');
    expect(drawn).toContain(`"record":"${first.id}","value":"emergency"`);
  });

  it('go to the first without those that became a call of their own meanwhile', async () => {
    await help.assist(robin, 'emergency he has a knife', later(6));
    const [, { id: second }] = await calls();
    await help.assist(robin, 'a pipe leaks', later(7));
    await help.press('help.newCall', robin, second, later(7), '1');
    const [{ id: first }] = await calls();
    await help.press('help.meant', robin, second, later(8), first);
    expect((await calls())[0].notes.at(-1)?.text).toBe('he has a knife');
    expect((await help.callsOf(robin))[2]?.notes.map(({ text }) => text)).toEqual(['a pipe leaks']);
  });

  it('go to the first also when somebody has ended the second, where nobody was, and only once', async () => {
    await help.assist(robin, 'now he has a knife', later(6));
    const [first, second] = await calls();
    await help.press('help.done', nora, second.id, later(7));
    const { reply, post = [] } = await help.press('help.meant', robin, second.id, later(8), first.id);
    expect(JSON.stringify(reply)).toContain('help.added.words');
    expect(post.map(({ to }) => to)).toContainEqual({ person: maria });
    const [now, over] = await calls();
    expect(now.notes.map(({ text }) => text)).toEqual(['man will not leave', 'he has a knife']);
    expect(over.ended).toEqual({ how: 'done', by: nora, at: later(7) });

    const again = await help.press('help.meant', robin, second.id, later(9), first.id);
    expect(again).toEqual({ reply: expect.objectContaining({ summary: expect.anything() }) });
    expect(again.reply?.summary).toMatchObject({ key: 'help.meant.already', params: { number: 'H-0001' } });
    expect((await calls())[0].notes).toHaveLength(2);
  });

  it('say how to call again, and what to dial there, when both are over', async () => {
    await help.assist(robin, 'emergency he has a knife', later(6));
    const [first, second] = await calls();
    await help.press('help.done', maria, first.id, later(7));
    await help.press('help.done', nora, second.id, later(7));
    const { reply } = await help.press('help.meant', robin, second.id, later(8), first.id);
    expect(reply?.summary).toMatchObject({
      key: 'help.press.over.again',
      params: { number: 'H-0001', words: 'assist emergency CEN' },
    });
    expect(JSON.stringify(reply)).toContain('Dial 9-911 from any desk phone');
  });

  it('stay a call of their own when the first is over by then', async () => {
    await help.assist(robin, 'now he is back', later(6));
    const [first, second] = await calls();
    await help.press('help.done', maria, first.id, later(7));
    const { reply } = await help.press('help.meant', robin, second.id, later(8), first.id);
    expect(reply?.summary).toMatchObject({
      key: 'help.press.over.again',
      params: { number: 'H-0001', words: 'assist now CEN' },
    });
    expect((await calls())[1].ended).toBeUndefined();
  });

  it('are taken at their word where they name a building', async () => {
    const { reply } = await help.assist(robin, 'now nth-a he is back', later(6));
    expect(await calls()).toHaveLength(2);
    expect(JSON.stringify(reply)).not.toContain('help.elsewhere');
  });
});
