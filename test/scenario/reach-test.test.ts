import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';
import { allPlaces, type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let desk: TestDesk;

/** Twenty minutes after the moment at which a test desk starts. */
const thisEvening = { day: 'sun', time: '19:00' };

async function startLibrary(
  people: PlaceOfPeople,
  reachTest: object | undefined,
  shifts: readonly string[] = [],
): Promise<void> {
  desk = await startDesk({
    people,
    async prepare(directory) {
      const path = join(directory, 'organisation.json');
      const organisation = JSON.parse(await readFile(path, 'utf8')) as object;
      await writeFile(path, JSON.stringify({ ...organisation, reachTest }));
      await appendFile(join(directory, 'shifts.csv'), shifts.map((line) => `${line}\n`).join(''));
    },
  });
}

const isPlanned = () =>
  eventually('it is planned', async () =>
    (await desk.person('lee').types('/desk reach')).includes('The next test is on'),
  );
const isTested = (id: string) => reads(desk.person(id), '[It reached me]');

describe.each(allPlaces)('%s: the test of whether calls would reach people', (people) => {
  afterEach(() => desk.stop());

  it('proves buttons before people rely on them: it goes to everybody, and only a press that came back counts', async () => {
    await startLibrary(people, undefined);
    expect(await desk.person('dana').types('/desk reach now')).toContain('on its way to everybody');
    for (const id of ['maria', 'robin', 'dana']) await isTested(id);
    expect(await desk.person('maria').sees()).toContain('Nobody needs help.');
    expect(await desk.person('maria').presses('It reached me')).toContain('Noted');
    await eventually('the card says so', async () =>
      /Noted at (18:4|6:4)\d.*Thank you/s.test(await desk.person('maria').sees()),
    );
    const list = await desk.person('dana').types('/desk reach');
    expect(list).toMatch(/Asked[:\s]+8 people/);
    expect(list).toMatch(/Confirmed[:\s]+1 person/);
    expect(list).toMatch(/Have not confirmed yet.*Robin Clark/s);
    expect(list).not.toContain('Maria Santos');
    expect(list).toContain('No weekly test is set.');
  });

  it('is not started by others, nor twice at once, and nobody else reads the list', async () => {
    await startLibrary(people, undefined);
    expect(await desk.person('lee').types('/desk reach now')).toContain('Only a director');
    expect(await desk.person('lee').types('/desk reach')).toContain('There has been no test');
    expect(await desk.person('maria').types('/desk reach')).toContain('This list is for supervisors');
    await desk.person('dana').types('/desk reach now');
    await isTested('maria');
    const before = await desk.person('maria').rings();
    expect(await desk.person('dana').types('/desk reach now')).toContain('still under way');
    expect(await desk.person('maria').types('/desk reach')).toContain('[It reached me]');
    expect(await desk.person('maria').rings()).toBe(before);
  });

  it('comes in the week’s hour by itself, and a day later the supervisors learn who is missing', async () => {
    await startLibrary(people, thisEvening);
    await eventually('it is planned', async () =>
      /next test is on Sun .*(19:00|7:00 PM)/.test(await desk.person('lee').types('/desk reach')),
    );
    desk.clock.skip(20 * minute);
    for (const id of ['priya', 'maria', 'nora']) await isTested(id);
    await desk.person('maria').presses('It reached me');
    await desk.restart();
    desk.clock.skip(day);
    const seen = await reads(desk.person('lee'), 'Did not confirm');
    const told = seen.slice(seen.indexOf('Did not confirm'));
    expect(told).toMatch(/Priya Nair[:\s]+.*Central Library/);
    expect(told).not.toContain('Maria Santos');
    // Not of Lee's branch.
    expect(told).not.toContain('Nora Lind');
    // No channel of administrators is set, and there is no administrator.
    expect(await reads(desk.person('dana'), 'Nora Lind')).toContain('Did not confirm');
    // A press after the list still counts.
    await desk.person('priya').presses('It reached me');
    expect(await desk.person('lee').types('/desk reach')).not.toContain('Priya Nair');
  });
});

describe('the test of whether calls would reach people', () => {
  afterEach(() => desk.stop());

  it('rings nobody unless a day is set', async () => {
    await startLibrary('page', undefined);
    for (let days = 0; days < 8; days++) desk.clock.skip(day);
    expect(await desk.person('maria').types('/desk reach')).toContain('This list is for supervisors');
    expect(await desk.person('maria').rings()).toBe(0);
  });

  it('leaves out those on holiday', async () => {
    await startLibrary('page', thisEvening, ['NTH-B,robin,front desk,2026-12-10 09:00,2026-12-10 17:00,']);
    await isPlanned();
    desk.clock.skip(20 * minute);
    await isTested('maria');
    expect(await desk.person('dana').types('/desk reach')).not.toContain('Robin Clark');
    expect(await desk.person('robin').rings()).toBe(0);
  });

  it('is made up for within hours when the desk was not running at the hour', async () => {
    await startLibrary('page', thisEvening);
    await isPlanned();
    desk.clock.jumpWall(3 * hour);
    await desk.restart();
    await isTested('maria');
    expect(await desk.person('lee').types('/desk reach')).toMatch(/next test is on Sun .*29/);
  });

  it.each([
    ['late in the evening', 4 * hour, /next test is on Sun .*29/],
    ['weeks later, for each of them', 15 * day, /next test is on Sun .*13/],
  ])('is not made up for %s', async (_when, ms, next) => {
    await startLibrary('page', thisEvening);
    await isPlanned();
    desk.clock.jumpWall(ms);
    await desk.restart();
    await eventually('the next one is planned', async () =>
      next.test(await desk.person('lee').types('/desk reach')),
    );
    expect(await desk.person('lee').types('/desk reach')).toContain('There has been no test');
    expect(await desk.person('maria').rings()).toBe(0);
  });

  it('is forgotten after five weeks, also when none is made after it', async () => {
    await startLibrary('page', undefined);
    await desk.person('dana').types('/desk reach now');
    await isTested('maria');
    desk.clock.skip(34 * day);
    expect(await desk.person('lee').types('/desk reach')).toContain('Maria Santos');
    await eventually('it is forgotten', async () => {
      desk.clock.skip(2 * hour);
      return (await desk.person('lee').types('/desk reach')).includes('There has been no test');
    });
  });

  it('follows the setting when it is changed while the desk runs', async () => {
    await startLibrary('page', undefined);
    const path = join(desk.directory, 'organisation.json');
    const organisation = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...organisation, reachTest: { day: 'mon', time: '10:00' } }));
    await eventually('it is planned', async () => {
      desk.clock.skip(minute);
      return /next test is on Mon .*23/.test(await desk.person('lee').types('/desk reach'));
    });
    await writeFile(path, JSON.stringify(organisation));
    await eventually('it is not planned any more', async () => {
      desk.clock.skip(minute);
      return (await desk.person('lee').types('/desk reach')).includes('No weekly test is set');
    });
  });
});

describe('the list of the test', () => {
  const room = createRoutesRoom();

  it('says who was reached another way', async () => {
    await room.start();
    room.slack.fail('*', { error: 'channel_not_found' });
    await room.desk.person('dana', 'page').types('/desk reach now');
    const mail = await room.mailTo('maria', 'Test, nobody needs help');
    expect(mail.text).toContain('It reached me');
    await eventually('the route is listed', async () =>
      /Maria Santos[:\s]+Central Library\. Sent by e-mail, as Slack/.test(
        await room.desk.person('dana', 'page').types('/desk reach'),
      ),
    );
  });

  it('says who could not be reached and by which routes', async () => {
    await room.start({}, { alsoAt: [] });
    room.slack.fail('chat.postMessage', { error: 'user_disabled' });
    room.smtp.fail(550);
    const dana = room.desk.person('dana');
    await dana.types('/desk reach now');
    await eventually('it is listed', async () =>
      /Could not be reached.*Omar Haddad[:*\s]+Central Library\. Not delivered by Slack and e-mail\./s.test(
        await dana.types('/desk reach'),
      ),
    );
  });
});
