import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

/** At night nobody is on shift anywhere. */
const night = '2026-11-23T04:30:00.000Z';
const later = (minutes: number) => addMs(night, minutes * 60_000);
const evening = '2026-11-22T23:40:00.000Z';
const dana = 'staff:dana';

describe('a call that becomes more urgent', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    help = await openHelp();
  });
  afterEach(() => help.remove());

  it('says that nobody is left to ask again where that is so', async () => {
    await help.assist(dana, 'now nth-b lost key', night);
    const [call] = (await help.callsOf(dana)) as [HelpRequest];
    expect(call.asked).toMatchObject([{ person: 'staff:lee', why: 'fallback' }]);
    await help.unreached(call.id, 'staff:lee', later(1));
    const { reply, post } = await help.assist(dana, 'emergency nth-b', later(2));
    expect(JSON.stringify(reply)).toContain('help.added.nobody.again');
    expect(post ?? []).toEqual([]);
  });

  it('asks whoever could not come to the quiet one, also when somebody else is coming', async () => {
    const [priya, maria, omar] = ['staff:priya', 'staff:maria', 'staff:omar'];
    await help.assist(priya, 'printer jam', evening);
    const id = (await help.callsOf(priya))[0]?.id as string;
    await help.press('help.decline', maria, id, evening);
    await help.press('help.claim', omar, id, evening);
    const { post = [] } = await help.assist(priya, 'emergency he collapsed', evening);
    expect(post.map(({ to }) => to)).toContainEqual({ person: maria });
    expect((await help.callsOf(priya))[0]).toMatchObject({ urgency: 'emergency', declined: [] });
  });

  it('asks whoever could not come to the quiet one at once, also when nobody is coming', async () => {
    const [priya, lee] = ['staff:priya', 'staff:lee'];
    await help.assist(priya, 'now loud man', evening);
    const id = (await help.callsOf(priya))[0]?.id as string;
    await help.due(id, addMs(evening, 60_000), 0);
    expect((await help.callsOf(priya))[0]?.asked.map(({ person }) => person)).toContain(lee);
    await help.press('help.decline', lee, id, addMs(evening, 70_000));
    const { post = [] } = await help.assist(priya, 'emergency he has a knife', addMs(evening, 80_000));
    const asked = post.flatMap(({ to, view }) => (view === 'asked' && 'person' in to ? [to.person] : []));
    expect(asked.filter((person) => person === lee)).toHaveLength(1);
  });

  it('is one at a press, where the urgency was typed behind the place', async () => {
    const priya = 'staff:priya';
    const { reply } = await help.assist(priya, 'teen area emergency, a man with a knife', evening);
    const [call] = (await help.callsOf(priya)) as [HelpRequest];
    expect(call).toMatchObject({ urgency: 'assist', zone: 'teen area' });
    expect(JSON.stringify(reply)).toContain('help.raise');
    expect(JSON.stringify(reply)).toContain('Dial 9-911 from any desk phone');
    await help.press('help.raise', priya, call.id, evening, 'emergency');
    expect((await help.callsOf(priya))[0]?.urgency).toBe('emergency');
    expect(JSON.stringify((await help.assist(priya, 'a fight', evening)).reply)).not.toContain('help.raise');
  });

  describe('where the urgency was typed behind the place', () => {
    const [priya, robin] = ['staff:priya', 'staff:robin'];
    const words = 'teen area emergency, a man with a knife';
    /** Whether an answer offers to make that call an emergency; then what to dial stands above it. */
    function offers({ reply }: Outcome, record: string): boolean {
      const parts = reply?.parts ?? [];
      const at = parts.findIndex(
        (part) => part.type === 'buttons' && part.buttons.some(({ button }) => button === 'help.raise'),
      );
      if (at < 0) return false;
      expect(JSON.stringify(parts[at - 1])).toMatch(/help\.raise.*Dial 9-911 from any desk phone/);
      expect(parts[at]).toMatchObject({ buttons: [{ record, value: 'emergency' }] });
      return true;
    }

    it('offers it when the words join an open call, and when they become one of their own', async () => {
      await help.assist(priya, 'projector', evening);
      const joined = await help.assist(priya, words, evening);
      const [first] = (await help.callsOf(priya)) as [HelpRequest];
      expect(first).toMatchObject({ urgency: 'assist', zone: 'teen area' });
      expect(offers(joined, first.id)).toBe(true);
      const apart = await help.press('help.newCall', priya, first.id, evening, '1');
      const second = (await help.callsOf(priya))[1] as HelpRequest;
      expect(second).toMatchObject({ urgency: 'assist' });
      expect(offers(apart, second.id)).toBe(true);
      const raised = await help.press('help.raise', priya, second.id, evening, 'emergency');
      expect(offers(raised, second.id)).toBe(false);
      expect((await help.callsOf(priya)).map(({ urgency }) => urgency)).toEqual(['assist', 'emergency']);
    });

    it('offers it when the building is chosen, also when more words came before that', async () => {
      expect(JSON.stringify((await help.assist(robin, words, evening)).reply)).not.toContain('help.raise');
      await help.assist(robin, 'please hurry', evening);
      const [{ id }] = (await help.callsOf(robin)) as [HelpRequest];
      expect(offers(await help.press('help.branch', robin, id, evening, 'CEN'), id)).toBe(true);
      expect(offers(await help.assist(robin, 'he is shouting', evening), id)).toBe(false);
    });

    it('offers it when the building is typed', async () => {
      await help.assist(robin, words, evening);
      const [{ id }] = (await help.callsOf(robin)) as [HelpRequest];
      expect(offers(await help.assist(robin, 'cen', evening), id)).toBe(true);
    });
  });

  it('asks by no step before its building is known, when that is typed with it', async () => {
    const robin = 'staff:robin';
    await help.assist(robin, 'a fight', evening);
    const [call] = (await help.callsOf(robin)) as [HelpRequest];
    await help.due(call.id, evening, 0);
    await help.unreached(call.id, dana, evening);
    const { post = [] } = await help.assist(robin, 'emergency cen he has a knife', evening);
    const [now] = (await help.callsOf(robin)) as [HelpRequest];
    expect(now.asked.filter(({ person }) => person === dana)).toHaveLength(1);
    expect(now.timeline.map(({ what }) => what)).not.toContain('skipped');
    expect(post.map(({ to }) => to)).toContainEqual({ person: 'staff:maria' });
  });

  it('asks whoever was asked before its building was typed once more, once each', async () => {
    const robin = 'staff:robin';
    await help.assist(robin, 'a fight', evening);
    const [call] = (await help.callsOf(robin)) as [HelpRequest];
    await help.due(call.id, evening, 0);
    await help.press('help.decline', dana, call.id, evening);
    const quiet = await help.assist(robin, 'assist cen still here', evening);
    expect((quiet.post ?? []).map(({ to }) => to)).not.toContainEqual({ person: dana });
    await help.press('help.cancel', robin, call.id, evening);

    await help.assist(robin, 'a fight', evening);
    const second = (await help.callsOf(robin))[1] as HelpRequest;
    await help.due(second.id, evening, 0);
    await help.press('help.decline', dana, second.id, evening);
    const { post = [] } = await help.assist(robin, 'emergency cen he has a knife', evening);
    const asked = post.flatMap(({ to, view }) => (view === 'asked' && 'person' in to ? [to.person] : []));
    expect(asked.toSorted()).toEqual([
      dana,
      ...['lee', 'maria', 'omar', 'priya', 'sam'].map((id) => `staff:${id}`),
    ]);
    const { asked: stands } = (await help.callsOf(robin))[1] as HelpRequest;
    expect(stands.filter(({ person }) => person === dana)).toHaveLength(1);
  });

  describe('and whose urgent words become a call of their own', () => {
    const [priya, omar] = ['staff:priya', 'staff:omar'];
    const calls = () => help.callsOf(priya);
    /** Presses “New call” on the words of that index, and whether the answer offers to make the first call less urgent. */
    async function newCall(index: number) {
      const [{ id }] = (await calls()) as [HelpRequest];
      const { reply } = await help.press('help.newCall', priya, id, evening, String(index));
      return JSON.stringify(reply).includes('help.button.lower');
    }
    async function lower(at = evening) {
      const [{ id }] = (await calls()) as [HelpRequest];
      return help.press('help.lower', priya, id, at);
    }

    it('is as urgent as before at a press, behind the first step of that, and asks nobody', async () => {
      await help.assist(priya, 'projector', evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      expect(await newCall(1)).toBe(true);
      expect((await calls()).map(({ urgency }) => urgency)).toEqual(['emergency', 'emergency']);
      const at = addMs(evening, 10_000);
      const { reply, post = [], ring = [] } = await lower(at);
      expect(reply?.summary).toMatchObject({ key: 'help.lowered', params: { number: 'H-0001' } });
      expect([...post, ...ring]).toEqual([]);
      const [first, second] = (await calls()) as [HelpRequest, HelpRequest];
      expect(first).toMatchObject({ urgency: 'assist', nextStep: 1, lastAfterMs: 720_000 });
      expect(first.due).toEqual({ what: 'step', at: addMs(at, 180_000) });
      expect(first.timeline.at(-1)).toEqual({ at, what: 'lowered', by: priya });
      expect(second).toMatchObject({ urgency: 'emergency', lastAfterMs: 180_000 });
      // What to dial stays in sight for the second alone.
      const { draw } = createHelpCards(help.who);
      expect(draw(first, 'caller', priya)?.inSight).toEqual({ record: first.id });
      expect(draw(second, 'caller', priya)?.inSight).toHaveProperty('text');
      expect((await lower(at)).reply?.summary).toMatchObject({ key: 'help.lowered.not' });
    });

    it('is as urgent as the most urgent of what is left, and stays an emergency where that was pressed since', async () => {
      await help.assist(priya, 'projector', evening);
      await help.assist(priya, 'now he shouts', evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      expect(await newCall(2)).toBe(true);
      await lower();
      const [{ id, urgency }] = (await calls()) as [HelpRequest];
      expect(urgency).toBe('now');
      await help.press('help.raise', priya, id, evening, 'emergency');
      expect(await newCall(1)).toBe(false);
      expect((await lower()).reply?.summary).toMatchObject({ key: 'help.lowered.not' });
      // Its words stay where they are: the press was about these.
      expect(await newCall(3)).toBe(false);
      expect((await calls())[0]?.urgency).toBe('emergency');
    });

    it('is as urgent as it was called, where that was without words', async () => {
      await help.assist(priya, 'now', evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      expect(await newCall(0)).toBe(true);
      await lower();
      expect((await calls())[0]).toMatchObject({ urgency: 'now', due: { at: addMs(evening, 60_000) } });
    });

    it('still waits for whoever is coming, and for nothing else', async () => {
      await help.assist(priya, 'projector', evening);
      const [{ id }] = (await calls()) as [HelpRequest];
      await help.press('help.claim', omar, id, evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      await newCall(1);
      await lower();
      const [first] = (await calls()) as [HelpRequest];
      expect(first).toMatchObject({ urgency: 'assist', due: { what: 'quiet', at: addMs(evening, 600_000) } });
      // Its steps have rested since it became more urgent: whoever the first one asks may not have been asked.
      expect([first.check, first.nextStep]).toEqual([undefined, 0]);
    });

    it('asks nobody anew when its caller has read that nobody has confirmed', async () => {
      await help.assist(priya, 'projector', evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      const [{ id }] = (await calls()) as [HelpRequest];
      for (let at = 1; (await calls())[0]?.nobodyToldAt === undefined; at += 1)
        await help.due(id, addMs(evening, at * 60_000), 0);
      const { due } = (await calls())[0] as HelpRequest;
      await newCall(1);
      await lower(addMs(evening, 3_600_000));
      expect((await calls())[0]).toMatchObject({ urgency: 'assist', nextStep: 3, due });
    });

    it('stays as it was when it is over', async () => {
      await help.assist(priya, 'projector', evening);
      await help.assist(priya, 'emergency somebody fainted', evening);
      const [{ id }] = (await calls()) as [HelpRequest];
      await help.press('help.done', omar, id, evening);
      expect(await newCall(1)).toBe(false);
      expect((await lower()).reply?.summary).toMatchObject({ key: 'help.press.over' });
      expect((await calls()).map(({ urgency }) => urgency)).toEqual(['emergency', 'emergency']);
    });
  });

  it('keeps its urgency, and the steps of that, when its building is typed with quieter words', async () => {
    const robin = 'staff:robin';
    await help.assist(robin, 'emergency a fight', night);
    await help.assist(robin, 'assist cen', later(0));
    const [call, ...more] = await help.callsOf(robin);
    expect(more).toEqual([]);
    expect(call).toMatchObject({ branch: 'CEN', urgency: 'emergency', lastAfterMs: 180_000 });
  });
});
