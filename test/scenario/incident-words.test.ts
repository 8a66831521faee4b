import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, whatHappened } from '../desk/incidents/write-report.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const odd = [
  '<!channel> <!here> <@U0LEE> <#C0CENTRAL|general> <!subteam^S1> @here @channel @lee',
  '*bold* _x_ ~gone~ `code` ```block``` > quoted # heading - item 1. item',
  '[link](https://example.org) <https://example.org|click> https://example.org :fire: :+1:',
  '<b>&amp;</b> &lt;i&gt; <script>alert(1)</script> <img src=x onerror=alert(1)> {{name}} {number}',
  '=1+1 =HYPERLINK("https://example.org","x") +1+1 -2+3 @SUM(A1) \\n \\ "quoted" \'single\'',
  'مرحبا 你好 é ☃ ',
].join(' ');

/** Exactly as many characters as fit, and a word at both ends to see that none was cut. */
function longText(name: string, length = 3000): string {
  const room = length - name.length - 5;
  const start = `${name}-begins ${odd.repeat(20)}`.slice(0, room).trimEnd();
  return `${start.padEnd(room, '.')} ${name}-end`;
}

const flat = (text: string) => text.replaceAll('\n', '');

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  async function shows(person: Person, ...texts: readonly string[]): Promise<void> {
    const pages = [flat(await person.types('/incident CEN-2026-00001'))];
    while (pages.at(-1)?.includes('[Read on]')) pages.push(flat(await person.presses('Read on')));
    // Slack refuses a message whose texts are longer than this together.
    for (const page of pages) expect(page.length).toBeLessThan(10_000);
    for (const text of texts) expect(pages.filter((page) => page.includes(text))).toHaveLength(1);
  }

  it('shows 3,000 characters of anything as they were typed wherever they are read, and they ring nobody', async () => {
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    const [narrative, staffDid, asked, answer, note, again] = [
      longText('narrative'),
      longText('staff'),
      longText('question', 1000),
      longText('answer'),
      longText('note'),
      longText('reopened'),
    ] as const;
    for (const text of [narrative, staffDid]) expect(text).toHaveLength(3000);
    await priya.types('/incident');
    await priya.sends('Save as draft', { [whatHappened]: narrative, 'What staff did': staffDid });
    await reads(priya, 'Only you can see this draft');
    await priya.presses('Continue');
    expect(flat(priya.seesForm() ?? '')).toContain(narrative);
    expect(flat(priya.seesForm() ?? '')).toContain(staffDid);
    await priya.submits(fields(people));
    await hears(priya, 'CEN-2026-00001 is submitted');
    await reads(lee, 'CEN-2026-00001');
    const [omar, sam] = [desk.person('omar'), desk.person('sam')];
    const rung = await Promise.all([omar.rings(), sam.rings()]);
    await shows(lee, narrative, staffDid);

    await lee.presses('Ask for more');
    await lee.submits({ 'What you want to know': asked });
    await reads(priya, 'has a question about your report');
    await priya.presses('Answer');
    expect(flat(priya.seesForm() ?? '')).toContain(asked);
    await priya.submits({ 'Your answer': answer });
    await reads(lee, 'Priya Nair has answered');
    await lee.presses('Close', 'CEN-2026-00001');
    await lee.submits({ 'What came of it': note });
    await reads(priya, 'Your report CEN-2026-00001 is closed');
    await eventually('the card can be reopened', async () => (await lee.sees()).includes('[Reopen]'));
    await lee.presses('Reopen');
    await lee.submits({ 'Why it is reopened': again });
    await reads(priya, 'Lee Wong has reopened report CEN-2026-00001');
    await shows(priya, narrative, staffDid, asked, answer, note, again);
    await shows(lee, narrative, staffDid, asked, answer, note, again);
    expect(await lee.types('/incident list narrative')).toContain('1 report found');

    // Nobody else has heard of any of it, and nothing that was posted is a mention.
    expect(await Promise.all([omar.rings(), sam.rings()])).toEqual(rung);
    expect(mentionsIn(desk)).toEqual([]);
  });

  it('gives back what is longer than fits, all of it', async () => {
    const priya = desk.person('priya');
    await priya.types('/incident log teen area he shouted');
    await reads(priya, 'Only you can see this draft');
    const long = `${longText('first')}${longText('second')}`.slice(0, 3900);
    const said = flat(await priya.types(`/incident log ${long}`));
    expect(said).toContain('and 3000 fit');
    expect(said).toContain('first-begins');
    expect(said).toContain(long.slice(-50).trim());
  });
});

/** Whatever Slack would take for a mention in what the desk has sent: its own words, unescaped, where markup counts. */
function mentionsIn({ slack }: TestDesk): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (typeof value === 'object' && value !== null) {
      const { type, text } = value as { type?: unknown; text?: unknown };
      if (type === 'mrkdwn' && typeof text === 'string' && /<[!@#]/.test(text)) found.push(text);
      if (['user', 'usergroup', 'channel', 'broadcast'].includes(String(type))) found.push(String(type));
      for (const one of Object.values(value)) visit(one);
    }
  };
  for (const call of slack?.calls() ?? []) {
    visit(call.args.blocks);
    visit(call.args.view);
    if (typeof call.args.blocks === 'string') visit(JSON.parse(call.args.blocks));
    if (typeof call.args.view === 'string') visit(JSON.parse(call.args.view));
    if (typeof call.args.text === 'string' && /<[!@#]/.test(call.args.text)) found.push(call.args.text);
  }
  return found;
}
