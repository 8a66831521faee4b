import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;

describe.each(allPlaces)('%s: who would be asked', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('says who, in which order, after how long and why, for every kind of asking, and asks nobody', async () => {
    const answer = await desk.person('robin').types('/desk whatif cen');
    for (const line of [
      /Who would be asked at Central Library now, (18:40|6:40 PM)/,
      /Come now.*At once[:\s]+Maria Santos \(on shift\), Priya Nair \(on shift\), Omar Haddad \(on shift\),? and Sam Reid \(on shift\)/s,
      /After 1 minute[:\s]+Lee Wong \(supervisor\) and Nora Lind \(in charge at the branch that helps out\)/,
      /After 3 minutes[:\s]+Dana Whitfield \(director\)/,
      /After 5 minutes[:\s]+Whoever called is told that nobody has confirmed/,
      /A supervisor’s decision.*At once[:\s]+Lee Wong \(supervisor\)/s,
    ])
      expect(answer).toMatch(line);
    expect(answer).toMatch(
      /Help when you can.*At once[:\s]+Maria Santos \(on shift\).*Maria Santos \([^)]*, again\)/s,
    );
    desk.clock.skip(10 * minute);
    expect(await desk.person('lee').rings()).toBe(0);
  });

  it('says what then happens', async () => {
    await desk.person('robin').types('/desk whatif cen');
    await desk.person('robin').types('/assist now cen');
    for (const [after, id] of [
      [0, 'sam'],
      [minute, 'lee'],
      [2 * minute, 'dana'],
    ] as const) {
      desk.clock.skip(after);
      await eventually(`${id} is asked`, async () => (await desk.person(id).sees()).includes('H-0001'));
    }
  });

  it('knows another evening, says that the question is unclear, and that a day needs its time', async () => {
    const robin = desk.person('robin');
    expect(await robin.types('/desk whatif nth-b sat 18:30')).toMatch(
      /Northside Library \(Brook\), Sat .*28/,
    );
    expect(await robin.types('/escalate whatif CEN sat 18:30')).toMatch(/Central Library, Sat .*28/);
    expect(await robin.types('/desk whatif northside')).toContain('Say one branch');
    expect(await robin.types('/desk whatif cen sat')).toContain('Say a time of that day as well');
  });
});

describe('somebody to whom no way leads', () => {
  const room = createRoutesRoom();

  it.each(chats)('is marked so on %s, and whoever has an e-mail address is not', async (people) => {
    const noEmail = { slack: undefined, email: undefined };
    await room.start({ maria: noEmail, omar: { slack: undefined } }, { people, alsoAt: [] });
    const answer = await room.desk.person('robin').types('/desk whatif cen');
    expect(answer).toContain('Maria Santos (on shift; there is no way to reach them)');
    expect(answer).toContain('Omar Haddad (on shift)');
  });

  it.each(chats)('is followed at once by who is asked instead, on %s', async (people) => {
    const none = { slack: undefined, email: undefined };
    await room.start({ maria: none, priya: none, omar: none, sam: none }, { people, alsoAt: [] });
    const answer = await room.desk.person('robin').types('/desk whatif cen');
    expect(answer).toMatch(
      /Come now.*At once.*Sam Reid[^)]*\).*Lee Wong \(supervisor\).*Nora Lind.*After 2 minutes[:\s]+Dana/s,
    );
  });

  it.each(chats)('is followed at once by who decides instead, on %s', async (people) => {
    const none = { slack: undefined, email: undefined };
    await room.start({ lee: none }, { people, alsoAt: [] });
    const answer = await room.desk.person('robin').types('/desk whatif cen');
    expect(answer).toMatch(
      /A supervisor’s decision.*At once[:\s]+Lee Wong[^)]*no way[^)]*\),? and Dana Whitfield \(director\).*After 15 minutes[:\s]+Whoever asked/s,
    );
    await room.desk.person('maria').types('/escalate may we waive the fine');
    await reads(room.desk.person('dana'), 'E-0001');
  });
});
