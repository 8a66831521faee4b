import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, type TestDesk } from '../support/desk/start-desk.ts';
import { alone, begins, begun, missed, startWithCheckIns } from '../support/desk/with-check-ins.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;

/** Whole minutes until the check-in that a text speaks of last, on the clocks of the branch. */
function minutesToNext(text: string, now: string): number {
  const [, hours = '', minutes = ''] = [...text.matchAll(/next check-in is at (\d+):(\d+)/g)].at(-1) ?? [];
  const at = (Number(hours) % 12) * 60 + Number(minutes);
  const [nowHours = '', nowMinutes = ''] = new Date(Date.parse(now) - 5 * 60 * minute)
    .toISOString()
    .slice(11, 16)
    .split(':');
  return at - ((Number(nowHours) % 12) * 60 + Number(nowMinutes));
}

describe.each(allPlaces)('%s: somebody who is alone', (people) => {
  let desk: TestDesk;
  const begin = async () => {
    desk = await startWithCheckIns(people);
    await begun(desk);
  };
  /** Until Nora's shift is over, after a missed check-in. */
  const untilOver = async (nora: Person) => {
    // What each ten minutes bring is sent before the next are over: else the desk doubts whether it arrived.
    for (let past = 0; past < 110; past += 10) {
      await allRecorded(desk);
      desk.clock.skip(10 * minute);
    }
    await reads(nora, 'Check-ins at Northside Library (Ashton) have ended.');
  };
  afterEach(() => desk.stop());

  it('is asked after half an hour, answers by one press, and nobody else hears of it', async () => {
    await begin();
    const nora = desk.person('nora');
    expect(minutesToNext(await nora.sees(), desk.clock.now())).toBeOneOf([29, 30]);
    const others = ['maria', 'lee', 'dana', 'priya'].map((id) => desk.person(id));
    const before = await Promise.all(others.map((one) => one.rings()));
    desk.clock.skip(30 * minute);
    await reads(nora, 'Are you all right?');
    const answer = await nora.presses('I’m all right', 'Are you all right?');
    expect(answer).toMatch(/Thank you\..*until (21:00|9:00 PM)/s);
    expect(minutesToNext(answer, desk.clock.now())).toBeOneOf([29, 30]);
    desk.clock.skip(20 * minute);
    expect(await Promise.all(others.map((one) => one.rings()))).toEqual(before);
    expect(await nora.sees()).not.toContain('others were asked');
  });

  it('finds no button any more on a question that is answered, which says so, and one on the next', async () => {
    await begin();
    const nora = desk.person('nora');
    const buttons = async () => (await nora.sees()).split('[I need help now]').length - 1;
    desk.clock.skip(30 * minute);
    await reads(nora, 'If there is no answer by');
    await allRecorded(desk);
    desk.clock.skip(5 * minute);
    await reads(nora, 'others are asked to look.');
    await eventually('both questions have buttons', async () => (await buttons()) === 3);
    await nora.presses('I’m all right', 'Are you all right?');
    await reads(nora, 'You answered at');
    await eventually('only the card has buttons', async () => (await buttons()) === 1);
    expect(await nora.sees()).not.toContain('are asked to look.');
    desk.clock.skip(30 * minute);
    await eventually('the next question has buttons', async () => (await buttons()) === 2);
    expect(await nora.sees()).toContain('You answered at');
  });

  it('is asked once more, and then the missed check-in walks its own policy', async () => {
    await begin();
    const nora = desk.person('nora');
    const asked =
      /Nora Lind has not answered the check-in at \d+:\d\d(?: PM)? at Northside Library \(Ashton\), where they are alone until (21:00|9:00 PM)/;
    desk.clock.skip(30 * minute);
    await reads(nora, 'If there is no answer by');
    desk.clock.skip(5 * minute);
    await reads(nora, 'others are asked to look');
    expect(await desk.person('maria').sees()).not.toContain('has not answered');
    desk.clock.skip(5 * minute);
    expect(await reads(desk.person('maria'), 'has not answered')).toMatch(asked);
    expect(await desk.person('maria').sees()).toContain('[I’m coming]');
    // The supervisors of that branch are nobody, so the director is asked without waiting for them.
    desk.clock.skip(2 * minute);
    expect(await reads(desk.person('dana'), 'has not answered')).toMatch(asked);
  });

  it('answers late: the call ends, and those who are coming are told', async () => {
    await begin();
    const nora = desk.person('nora');
    const maria = desk.person('maria');
    await missed(desk);
    await maria.presses('I’m coming');
    await reads(nora, 'Maria Santos is coming to you');
    expect(await nora.presses('I’m all right')).toContain('told that you are all right (H-0001)');
    await reads(maria, 'They have answered and are all right');
    expect(await reads(nora, 'The next check-in is at')).not.toContain('[On scene]');
  });

  it('calls for help by one press, which is an ordinary call', async () => {
    await begin();
    const nora = desk.person('nora');
    expect(await nora.presses('I need help now')).toContain('H-0001 is saved');
    expect(await reads(nora, 'H-0001: Come now')).not.toContain('has not answered');
    // And is asked sooner how they are.
    await eventually('the next check-in is sooner', async () => {
      const minutes = minutesToNext(await nora.sees(), desk.clock.now());
      return minutes === 10 || minutes === 9;
    });
  });

  it('says that they are all right while their call goes on, reads that it does, and can end it there', async () => {
    await begin();
    const nora = desk.person('nora');
    await nora.presses('I need help now');
    await reads(nora, 'H-0001: Come now');
    const answer = await nora.presses('I’m all right');
    expect(answer).toContain('Your call H-0001 goes on. If nobody need come, cancel it here.');
    expect(minutesToNext(answer, desk.clock.now())).toBeOneOf([9, 10]);
    expect(await nora.presses('Cancel H-0001')).toContain('H-0001');
    await reads(nora, 'Cancelled');
    expect(await nora.presses('I’m all right')).not.toContain('goes on');
  });

  it('says that help is needed after a missed check-in: everybody asked is told that it is a call now', async () => {
    await begin();
    const nora = desk.person('nora');
    const maria = desk.person('maria');
    await missed(desk);
    expect(await nora.presses('I need help now')).toContain('H-0001');
    expect(await reads(maria, 'You were asked again')).toContain('H-0001: Come now');
    // Her first card is drawn anew beside it.
    await eventually(
      'no card says why it was missed',
      async () => !(await maria.sees()).includes('has not answered'),
    );
    await reads(nora, '[Cancel]');
  });

  it('says so long after, when their shift is over: it is that call still, at that building', async () => {
    await begin();
    const nora = desk.person('nora');
    await missed(desk);
    await untilOver(nora);
    await eventually(
      'one card has a button',
      async () => (await nora.sees()).split('[I need help now]').length === 2,
    );
    await allRecorded(desk);
    const answer = await nora.presses('I need help now');
    expect(answer).toContain('H-0001');
    expect(answer).toContain('“Come now” at Northside Library (Ashton)');
    await reads(nora, '[Cancel]');
  });

  it('is not told by the question that all is over when their shift is, and answers it there', async () => {
    await begin();
    const nora = desk.person('nora');
    await missed(desk);
    await untilOver(nora);
    await reads(nora, 'You did not answer the check-in at');
    expect(await nora.sees()).not.toContain('no longer asked');
    await allRecorded(desk);
    const answer = await nora.presses('I’m all right', 'You did not answer the check-in at');
    expect(answer).toContain('told that you are all right (H-0001)');
    await reads(desk.person('maria'), 'They have answered and are all right');
  });

  it('can see it on their Home and type it, and others are told that they are not alone', async () => {
    await begin();
    const nora = desk.person('nora');
    await nora.opensHome();
    await eventually('the Home says it', async () => {
      const home = await nora.seesHome();
      return home.includes(alone) && minutesToNext(home, desk.clock.now()) >= 29;
    });
    desk.clock.skip(10 * minute);
    expect(minutesToNext(await nora.types('/desk checkin'), desk.clock.now())).toBeOneOf([29, 30]);
    expect(await desk.person('priya').types('/desk checkin')).toContain('no check-in to answer now');
  });
});

describe('on a desk that runs', () => {
  let desk: TestDesk;
  afterEach(() => desk.stop());
  const asked = 'Are you all right?';

  it('a check-in is durable and caught up after a restart, once', async () => {
    desk = await startWithCheckIns('page');
    const nora = desk.person('nora');
    await begun(desk);
    desk.clock.skip(20 * minute);
    await desk.restart();
    desk.clock.skip(10 * minute);
    await reads(nora, 'If there is no answer by');
    await eventually('it has rung', async () => (await nora.rings()) === 2);
    await desk.restart();
    desk.clock.skip(5 * minute);
    await reads(nora, 'others are asked to look.');
    await eventually('it has rung once more', async () => (await nora.rings()) === 3);
    await desk.restart();
    desk.clock.skip(5 * minute);
    await reads(desk.person('maria'), 'has not answered');
  });

  it.each([1, -1])('a wall clock that jumps by %d h neither hurries nor delays a check-in', async (hours) => {
    desk = await startWithCheckIns('page');
    const nora = desk.person('nora');
    await begun(desk);
    const rings = await nora.rings();
    desk.clock.jumpWall(hours * 60 * minute);
    desk.clock.skip(29 * minute);
    // Something else that is due by then has been done.
    await nora.types('/onshift nth-a');
    expect(await nora.rings()).toBe(rings);
    desk.clock.skip(minute);
    await reads(nora, asked);
  });

  it('a wall clock that is put back while the desk is away does not delay a check-in that was asked', async () => {
    desk = await startWithCheckIns('page');
    const nora = desk.person('nora');
    await begun(desk);
    desk.clock.skip(30 * minute);
    await reads(nora, asked);
    desk.clock.jumpWall(-60 * minute);
    await desk.restart();
    desk.clock.skip(5 * minute);
    await reads(nora, 'others are asked to look.');
    desk.clock.skip(5 * minute);
    await reads(desk.person('maria'), 'has not answered');
  });

  it('a second person whom the changed plan shows stops them, and the person can read that', async () => {
    desk = await startWithCheckIns('page');
    const nora = desk.person('nora');
    await begun(desk);
    await appendFile(
      join(desk.directory, 'shifts.csv'),
      'NTH-A,robin,desk,2026-11-22 18:00,2026-11-22 21:00,\n',
    );
    await eventually('the plan is taken over', async () => {
      desk.clock.skip(1000);
      return (await nora.sees()).includes('Check-ins at Northside Library (Ashton) have ended.');
    });
    const rings = await nora.rings();
    desk.clock.skip(60 * minute);
    expect(await nora.types('/desk checkin')).toContain('no check-in to answer now');
    expect(await nora.rings()).toBe(rings);
  });

  it('a plan that was changed while the desk was not running holds from the start', async () => {
    desk = await startWithCheckIns('page');
    const nora = desk.person('nora');
    await begun(desk);
    const line = 'NTH-A,robin,desk,2026-11-22 18:00,2026-11-22 21:00,\n';
    await appendFile(join(desk.directory, 'shifts.csv'), line);
    await desk.restart();
    await reads(nora, 'Check-ins at Northside Library (Ashton) have ended.');
  });

  it('somebody whom no platform knows is told of to those in charge at once', async () => {
    desk = await startWithCheckIns('slack over http', (staff) =>
      staff.map(({ slack, email, ...one }) => (one.id === 'nora' ? one : { slack, email, ...one })),
    );
    await begins(desk);
    await reads(
      desk.person('dana'),
      'Check-ins cannot reach Nora Lind, who is alone at Northside Library (Ashton) until',
    );
    desk.clock.skip(60 * minute);
    expect(await desk.person('maria').sees()).not.toContain('has not answered');
  });

  it('what-if knows who would be asked to look where somebody is alone', async () => {
    desk = await startWithCheckIns('page');
    const lee = desk.person('lee');
    const answer = await lee.types('/desk whatif nth-a');
    expect(answer).toMatch(
      /A check-in not answered.*At once[:\s]+Maria Santos \(in charge at the branch that helps out\)/s,
    );
    expect(answer).toContain('The supervisors and the administrators’ channel are told');
    expect(await lee.types('/desk whatif cen')).not.toContain('A check-in not answered');
  });

  it('those in charge see on their today page who has not answered', async () => {
    desk = await startWithCheckIns('page');
    await begun(desk);
    await missed(desk);
    expect(await desk.person('dana').types('/desk today')).toMatch(
      /Nora Lind has not answered the check-in at .*Nobody has answered yet/s,
    );
  });
});
