import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    expect(asked.toSorted()).toEqual([dana, 'staff:maria', 'staff:omar', 'staff:priya', 'staff:sam']);
    const { asked: stands } = (await help.callsOf(robin))[1] as HelpRequest;
    expect(stands.filter(({ person }) => person === dana)).toHaveLength(1);
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
