import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { entraId, personalOf, type TeamsStandIn } from '../support/teams/index.ts';

let desk: TestDesk;
let teams: TeamsStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'teams', alsoAt: ['page'] });
  if (desk.teams === undefined) throw new Error('There is no tenant.');
  teams = desk.teams;
});
afterEach(() => desk.stop());

/** What Maria has been asked, as her notifications say it. */
const asked = () =>
  teams
    .posted(personalOf(entraId('maria')))
    .map(({ summary }) => summary)
    .filter((summary) => summary.includes('H-0001'));

describe('what Teams wants to be waited for', () => {
  it.each([429, 412, 502, 504])('is waited for, and is no repeat: %i', async (status) => {
    teams.fail('sendToConversation', { status });
    await desk.person('priya', 'page').types('/assist now cen');
    await eventually('she was to be asked', () => teams.calls('sendToConversation').length >= 3);
    expect(asked()).toEqual([]);
    teams.heal();
    desk.clock.skip(1000);
    await reads(desk.person('maria'), '[I’m coming]');
    expect(asked()).toEqual([expect.stringMatching(/^Come now/)]);
  });
});
