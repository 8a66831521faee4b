import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isAnswered } from '../../src/cli/control-door.ts';
import { controlPath } from '../../src/cli/control-path.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';

const stopping = 'Deskbell is stopping, so nothing was done and nobody was asked';

it.each(allPlaces)(
  'Who calls while the desk stops is told that nobody was asked and what to dial, and a form is kept: %s',
  async (people) => {
    const isInSlack = people.startsWith('slack');
    const isPage = people === 'page';
    const desk = await startDesk({ people, ...(isInSlack ? {} : { alsoAt: ['slack by socket'] }) });
    onTestFinished(() => desk.stop());
    const { slack } = desk;
    if (slack === undefined) throw new Error('There is no Slack.');
    const [priya, maria, lee] = ['priya', 'maria', 'lee'].map((id) => desk.person(id)) as [
      Person,
      Person,
      Person,
    ];
    await lee.types('/assist');

    // What Slack has not answered keeps the stop waiting, with every door open.
    let answers = () => {};
    slack.fail('chat.postMessage', {
      status: 503,
      once: new Promise<void>((resolve) => {
        answers = resolve;
      }),
    });
    await priya.types('/assist now teen area');
    await eventually('Slack is asked to post', () => slack.calls('chat.postMessage').length > 0);
    const control = await controlPath(join(desk.directory, 'db'));
    let kept: readonly string[] = [];
    const restarting = desk.restart(async (database) => {
      kept = (await readDatabase(database)).calls.map(({ number }) => number);
    });
    await eventually('no command comes in any more', async () => !(await isAnswered(control)));
    const told = await maria.types('/assist emergency reading room');
    expect(told).toContain(stopping);
    expect(told).toContain('In an emergency: Dial 9-911 from any desk phone');
    await lee.submits({ 'How soon': 'Come now', Where: 'Central Library, circulation desk' });
    expect(lee.seesForm()).toContain(stopping);

    answers();
    slack.heal();
    await restarting;
    expect(kept).toEqual(['H-0001']);
    await reads(isPage ? desk.person('maria', 'slack by socket') : maria, 'teen area');
    // Beside a chat the page has a new key at each start.
    if (isPage) return;
    await lee.submits({});
    expect(await reads(maria, 'circulation desk')).toContain('H-0002');
  },
);
