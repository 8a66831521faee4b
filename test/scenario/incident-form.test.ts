import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, report } from '../desk/incidents/write-report.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('takes every category and outcome, also beyond what a platform shows as checkboxes', async () => {
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    await priya.types('/incident');
    if (people !== 'page') await priya.sends('More', {});
    const last = people === 'page' ? 'Events: Something else' : 'Something else';
    await priya.submits({
      ...fields(people, 'The screens went dark.'),
      'Main category': last,
      // The last of more than thirty categories and of eleven outcomes.
      'Other categories': 'computer-system',
      'How it ended': 'no-action',
    });
    await hears(priya, 'CEN-2026-00001 is submitted');
    await reads(lee, 'CEN-2026-00001');
    const read = await lee.presses('Read');
    expect(read).toContain('Something else and Computer system');
    expect(read).toContain('Nothing was done');
    expect(await lee.types('/incident list computer-system')).toContain('1 report found');
  });

  it('is filled in from a call with its words once, and without those that became a call of their own', async () => {
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    await priya.types('/assist teen area a man is shouting');
    await reads(maria, 'H-0001');
    await priya.types('/assist a man is shouting');
    await priya.types('/assist reading room a patron fainted');
    expect(await priya.presses('New call')).toContain('H-0002');
    await reads(maria, 'H-0002');
    await maria.presses('Done', 'H-0001');
    await reads(maria, '[Write this up]');
    await maria.presses('Write this up');
    expect(maria.seesForm()).toContain('Filled in from call H-0001');
    expect(maria.seesForm()?.split('a man is shouting')).toHaveLength(2);
    expect(maria.seesForm()).not.toContain('fainted');
  });
});

// Only on the page can a choice be typed; the chats send what was chosen.
it('keeps what can be read of a form in a draft, and drops a category that is only half typed', async () => {
  const desk = await startDesk();
  try {
    const priya = desk.person('priya');
    await priya.types('/incident');
    await priya.sends('Save as draft', { ...fields('page', 'A man shouted.'), 'Main category': 'nois' });
    await reads(priya, 'Only you can see this draft');
    await priya.presses('Continue');
    expect(priya.seesForm()).toContain('A man shouted.');
  } finally {
    await desk.stop();
  }
});

// What is written does not depend on where it comes from.
it('saves a report, its number, its messages and who did it in one write to the disk', async () => {
  const desk = await startDesk();
  try {
    const priya = desk.person('priya');
    await report(priya, 'page', 'A man shouted.', 'CEN-2026-00001');
    const lines = await journalLines(join(desk.directory, 'db'));
    const holding = lines.filter((line) => line.includes('"number":"CEN-2026-00001"'));
    const [first = ''] = holding;
    for (const collection of ['incidents', 'counters', 'audit', 'outbox', 'keys'])
      expect(first).toContain(`"${collection}"`);
    // Nothing of it was written before, and the report itself never again.
    expect(lines.slice(0, lines.indexOf(first)).join('\n')).not.toContain('A man shouted.');
    expect(lines.filter((line) => line.includes('A man shouted.'))).toEqual([first]);
  } finally {
    await desk.stop();
  }
});

async function journalLines(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('journal'));
  const texts = await Promise.all(names.toSorted().map((name) => readFile(join(directory, name), 'utf8')));
  return texts.flatMap((text) => text.trimEnd().split('\n'));
}
