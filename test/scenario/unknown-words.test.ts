import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

describe.each(allPlaces)('words that the desk does not know, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

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

  it('the beginning of one command is asked about', async () => {
    const priya = desk.person('priya');
    const offered = await priya.types('/desk as');
    expect(offered).toContain(`Did you mean “${people === 'teams' ? '' : '/'}assist”?`);
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
