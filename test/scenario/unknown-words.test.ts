import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';

describe.each(allPlaces)('words that the desk does not know, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it.each(['/desk /assist now teen area', '/desk desk assist now teen area'])(
    '“%s” is a call',
    async (typed) => {
      expect(await desk.person('priya').types(typed)).toContain('H-0001 is saved and goes to');
    },
  );

  it('a slip in a command keeps what was typed after it: the button says it and sends it', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types('/desk asist now teen area he is "shouting" & <loud>');
    const label = 'Call for help: now teen area he is "shouting" & <loud>';
    expect(offered).toContain(`[${label}]`);
    expect(await priya.presses(label)).toContain('H-0001 is saved and goes to');
    expect(await reads(desk.person('maria'), 'H-0001: Come now · Central Library, teen area')).toContain(
      'he is "shouting" & <loud>',
    );
    expect(await desk.person('priya').seesInChannel('CEN')).not.toContain('shouting');
  });

  it('keeps many words behind a short label', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types(`/desk asist now teen area ${'wet '.repeat(100)}`);
    const label = /\[(Call for help: now teen area wet[^\]]*…)\]/.exec(offered)?.[1] ?? '';
    expect(label.length).toBeLessThanOrEqual(75);
    await priya.presses(label);
    await reads(desk.person('maria'), 'wet wet');
  });

  it('gives more words back than a button can carry, and the button asks for them in the form', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types(`/desk asist now teen area ${'"wet" '.repeat(300)}`);
    expect(offered).toContain('What you typed: now teen area "wet" "wet"');
    await priya.presses('Call for help');
    expect(priya.seesForm()).toContain('How soon');
  });

  it('puts what is typed for a report in no button, and gives it back', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types('/desk incidnt man shouting');
    expect(offered).toContain('[Log an incident]');
    expect(offered).toContain('What you typed: man shouting');
  });

  it.each([
    ['assistnow teen area', 'Call for help: now teen area', 'Come now · Central Library, teen area'],
    ['assist-now teen area', 'Call for help: now teen area', 'Come now · Central Library, teen area'],
    ['asistnow, teen area', 'Call for help: now teen area', 'Come now · Central Library, teen area'],
    ['hlep assist teen area', 'Call for help: teen area', 'Central Library, teen area'],
  ])('“%s” offers the command with what was typed for it', async (typed, label, sent) => {
    const priya = desk.person('priya');
    const offered = await priya.types(`/desk ${typed}`);
    expect(offered).not.toContain('no command');
    expect(offered).toContain(`[${label}]`);
    await priya.presses(label);
    await reads(desk.person('maria'), sent);
  });

  it.each([
    ['assistance teen area', '[Call for help: teen area]'],
    ['on-shift nth-a', '[Who is on shift: nth-a]'],
    ['incident-log', '[Log an incident]'],
  ])('“%s” offers %s', async (typed, button) => {
    const offered = await desk.person('priya').types(`/desk ${typed}`);
    expect(offered).toContain('Did you mean');
    expect(offered).toContain(button);
    expect(offered).not.toContain('Dial');
  });

  it.each([
    ['emergency cen teen area man with knife', 'emergency cen teen area man with knife'],
    ['emergancy!! teen area', 'emergency teen area'],
    ['911', 'emergency'],
    ['HELP', 'now'],
    ['help me', 'now help me'],
    ['help teen area he is back', 'now teen area he is back'],
    ['help CEN entrance', 'now CEN entrance'],
    ['help front desk', 'now front desk'],
    ['help he hit me', 'now help he hit me'],
    ['someone is hurt', 'emergency someone is hurt'],
    ['I need help now', 'now I need help now'],
    ['asist now teen area, knife', 'now teen area, knife'],
  ])(
    '“%s” shows what to dial above a button that calls with it, and sends nothing by itself',
    async (typed, label) => {
      const priya = desk.person('priya');
      const offered = await priya.types(`/desk ${typed}`);
      expect(offered).toMatch(
        /In an emergency: Dial 9-911 from any desk phone[\s\S]*Nobody has been told yet[\s\S]*\[Call for help/,
      );
      expect(offered).toContain(`[Call for help: ${label}]`);
      expect(offered).not.toContain('no command');
      expect(await desk.person('maria').rings()).toBe(0);
      await priya.presses(`Call for help: ${label}`);
      await reads(desk.person('maria'), 'H-0001');
    },
  );

  it.each([
    ['homeless man has a knife', 'Home: less man has a knife'],
    ['come quick he is bleeding', 'Home: quick he is bleeding'],
    ['some man is attacking Sam', 'Home: man is attacking Sam'],
    ['what do I do, he is unconscious', 'Who would be asked: do I do, he is unconscious'],
    ['in the lobby a man has a gun', 'Log an incident'],
    ['accident, he is unconscious', 'Log an incident'],
    ['incidnet man with knife', 'Log an incident'],
    ['on the stairs somebody is bleeding', 'Who is on shift: the stairs somebody is bleeding'],
    ['to the desk quick, knife', 'What is waiting: the desk quick, knife'],
  ])(
    '“%s” shows what to dial and the call, and below them the command that it begins like',
    async (typed, other) => {
      const priya = desk.person('priya');
      const offered = await priya.types(`/desk ${typed}`);
      expect(offered).toMatch(
        /In an emergency: Dial 9-911 from any desk phone[\s\S]*Nobody has been told yet/,
      );
      const [call = '', below = ''] = offered.split('Did you mean');
      expect(call).toContain(`[Call for help: emergency ${typed}]`);
      expect(below).toContain(`[${other}]`);
      await priya.presses(`Call for help: emergency ${typed}`);
      await reads(desk.person('maria'), 'H-0001: Emergency');
    },
  );

  it.each([
    ['HELP onshift', '[Who is on shift]'],
    ['HELP incident', '[Log an incident]'],
  ])('“%s” asks how to use a command, however loud', async (typed, button) => {
    const answer = await desk.person('priya').types(`/desk ${typed}`);
    expect(answer).not.toContain('Nobody has been told');
    expect(answer).not.toContain('Did you mean');
    expect(answer).toContain(button);
  });

  it('somebody whose building nobody knows is shown what to dial anywhere', async () => {
    expect(await desk.person('robin').types('/desk someone is hurt')).toContain('In an emergency: Dial 911');
    expect(await desk.person('robin').types('/desk 911 nth-b')).toContain('In an emergency: Dial 911');
    expect(await desk.person('robin').types('/desk 911 cen')).toContain('Dial 9-911');
  });

  it.each(['help', 'help assist', 'Help', 'help onshift'])('“%s” sounds like no emergency', async (typed) => {
    expect(await desk.person('priya').types(`/desk ${typed}`)).not.toContain('Nobody has been told');
  });

  it.each([
    ['cancel', 'Cancel'],
    ['Cancel H-0001!', 'Cancel'],
    ['done', 'Done'],
    ['coming', 'I’m coming'],
    ["I'm coming", 'I’m coming'],
    ['On my way.', 'I’m coming'],
  ])('“%s” points to the button “%s” on the card, and changes nothing', async (typed, button) => {
    const priya = desk.person('priya');
    await priya.types('/assist now teen area');
    expect(await priya.types(`/desk ${typed}`)).toContain(
      `Nothing has changed yet: press “${button}” on the card of the call.`,
    );
    await reads(priya, 'Nobody has answered yet');
  });

  it.each(['done with that', 'coming to town'])('“%s” names no button', async (typed) => {
    expect(await desk.person('priya').types(`/desk ${typed}`)).toContain('Deskbell has no command');
  });

  it('the beginning of one command is asked about', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types('/desk as');
    expect(offered).toContain(`Did you mean “${typedAt(people, 'assist')}”?`);
    expect(offered).not.toContain('no command');
    expect(offered).toContain('[Call for help]');
    expect(offered).not.toContain('[Who is on shift]');
  });

  it.each(['hello', 'stop', '1'])(
    '“%s” is far from everything: it shows the menu that is the person’s',
    async (typed) => {
      const offered = await desk.person('priya').types(`/desk ${typed}`);
      expect(offered).toContain(`Deskbell has no command “${typed}”.`);
      expect(offered).toContain('What do you need?');
      expect(offered).not.toContain('Did you mean');
      expect(offered).toMatch(/\[Call for help\][\s\S]*\[Who is on shift\]/);
      expect(offered).not.toContain('[Start a drill]');
      expect(offered).not.toContain('[Did it reach everybody]');
    },
  );

  it('offers what few may do to those alone', async () => {
    expect(await desk.person('dana').types('/desk dril')).toContain('[Start a drill]');
    const offered = await desk.person('priya').types('/desk dril');
    expect(offered).not.toContain('[Start a drill]');
    expect(offered).toContain('[Call for help]');
  });
});
