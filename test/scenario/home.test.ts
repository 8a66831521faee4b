import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';

/** Waits until the person's Home passes, and gives it back. */
function home(person: Person, what: string, passes: (shown: string) => boolean): Promise<string> {
  return eventually(`${person.name}’s Home ${what}`, async () => {
    const shown = await person.seesHome();
    if (!passes(shown)) throw new Error(shown);
    return shown;
  });
}
const shows = (person: Person, words: string) =>
  home(person, `shows "${words}"`, (shown) => shown.includes(words));
const hides = (person: Person, words: string) =>
  home(person, `no longer shows "${words}"`, (shown) => !shown.includes(words));

/** Whether the text has all of these, each after the one before. */
function inOrder(text: string, ...parts: readonly string[]): boolean {
  const at = parts.map((part) => text.indexOf(part));
  return at.every((one, index) => one > (at[index - 1] ?? -1));
}

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('Home', () => {
    it('shows my shift and the next, who is on at my branch, and a button for every command that is for me', async () => {
      const maria = desk.person('maria');
      await maria.opensHome();
      const shown = await shows(maria, 'Your shift');
      expect(shown).toMatch(/Now at Central Library: reference, in charge, until (21:00|9:00 PM)\./);
      expect(shown).toMatch(/Next: Central Library, Mon .*(09:00|9:00 AM) to (17:00|5:00 PM)\./);
      expect(shown).toContain('On shift at Central Library');
      expect(shown).toMatch(/Open until (21:00|9:00 PM)\./);
      expect(shown).toMatch(/Omar Haddad[\s:]+teen, until/);
      expect(shown).toContain('[Call for help]');
      expect(shown).toContain('[Who is on shift]');
    });

    it('says the day of a shift that begins at midnight', async () => {
      const path = join(desk.directory, 'shifts.csv');
      const shifts = await readFile(path, 'utf8');
      await writeFile(path, `${shifts}NTH-B,robin,front desk,2026-11-23 00:00,2026-11-23 08:00,\n`);
      const robin = desk.person('robin');
      await robin.opensHome();
      expect(await shows(robin, 'Next: Northside')).toMatch(/Next: Northside Library \(Brook\), Mon .*23/);
    });

    it('offers what is waiting to supervisors only', async () => {
      expect(await desk.person('lee').types('/desk home')).toContain('[What is waiting]');
      expect(await desk.person('maria').types('/desk home')).not.toContain('[What is waiting]');
    });

    it('says so when I am not on, and shows my home branch', async () => {
      const robin = desk.person('robin');
      await robin.opensHome();
      const shown = await shows(robin, 'You are not on shift now.');
      expect(shown).toContain('No later shift is planned for you.');
      expect(shown).toMatch(/On shift at Northside Library \(Brook\)[\s\S]*Nobody is on shift now\./);
    });

    it('follows a call from its first moment to its end, for the caller and for those asked', async () => {
      const [priya, maria, omar] = [desk.person('priya'), desk.person('maria'), desk.person('omar')];
      for (const person of [priya, maria, omar]) await person.opensHome();
      await shows(omar, 'Your shift');
      await priya.types('/assist now teen area');
      expect(await shows(priya, 'Your open calls')).toContain('Nobody has answered yet');
      expect(await shows(maria, 'Waiting for you')).toContain(
        'H-0001: Come now · Central Library, teen area',
      );
      await shows(omar, 'H-0001');
      await reads(maria, 'H-0001');
      await maria.presses('I’m coming');
      await shows(priya, 'Maria Santos is coming');
      await shows(maria, 'Maria Santos is coming');
      await hides(omar, 'H-0001');
      await maria.presses('Done');
      await hides(priya, 'H-0001');
      await hides(maria, 'H-0001');
    });

    it('begins with what nobody has answered, the most urgent first, then the oldest', async () => {
      const maria = desk.person('maria');
      await maria.opensHome();
      await desk.person('priya').types('/assist reading room');
      await desk.person('omar').types('/assist now');
      await desk.person('lee').types('/assist now cen');
      await home(maria, 'has the urgent ones first', (shown) => inOrder(shown, 'H-0002', 'H-0003', 'H-0001'));
      await desk.person('sam').types('/assist emergency');
      const shown = await home(maria, 'begins with the emergency', (now) =>
        inOrder(now, 'H-0004: Emergency', 'H-0002: Come now', 'H-0003: Come now', '1 more is open.'),
      );
      expect(shown).not.toContain('H-0001');
      await reads(maria, 'H-0004');
      await maria.presses('I’m coming', 'H-0004');
      await home(maria, 'goes on with what nobody has answered', (now) =>
        inOrder(now, 'H-0002', 'H-0003', 'H-0001: When you can'),
      );
    });

    it('answers its buttons in my own conversation, and opens forms', async () => {
      const priya = desk.person('priya');
      await priya.opensHome();
      await shows(priya, '[Who is on shift]');
      expect(await priya.pressesAtHome('Who is on shift')).toContain('Maria Santos');
      await priya.pressesAtHome('Call for help');
      expect(priya.seesForm()).toContain('How soon');
    });

    it('can be answered from: whoever is asked presses there', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await maria.opensHome();
      await priya.types('/assist now');
      await shows(maria, '[I’m coming]');
      await maria.pressesAtHome('I’m coming');
      await reads(priya, 'Maria Santos is coming to you');
    });

    it('follows a shift that ends, though nothing was changed', async () => {
      const priya = desk.person('priya');
      await priya.opensHome();
      await shows(priya, 'Now at Central Library');
      desk.clock.skip(2 * 60 * 60_000 + 21 * 60_000);
      const shown = await shows(priya, 'You are not on shift now.');
      expect(shown).toContain('Closed now.');
    });

    it('is what “home” answers in a conversation', async () => {
      const maria = desk.person('maria');
      const said = await maria.types('/desk home');
      expect(said).toContain('Now at Central Library: reference, in charge');
      expect(said).toContain('[Call for help]');
    });
  });
});

describe('Home on the page', () => {
  it('is followed for as long as it is left open', async () => {
    const desk = await startDesk();
    onTestFinished(() => desk.stop());
    const priya = desk.person('priya');
    await priya.opensHome();
    await shows(priya, 'Now at Central Library');
    desk.clock.skip(7 * 24 * 60 * 60_000 + 60_000);
    await shows(priya, 'You are not on shift now.');
    desk.clock.skip(60_000);
    await priya.types('/assist now cen');
    await shows(priya, 'Your open calls');
  });
});

// Only Slack and the page keep a Home in view and redraw it; on Teams it is a card that stays as it was.
describe('Home in Slack', () => {
  let desk: TestDesk;
  let slack: SlackStandIn;
  beforeEach(async () => {
    desk = await startDesk({ people: 'slack over http' });
    slack = desk.slack as SlackStandIn;
  });
  afterEach(() => desk.stop());

  const published = (user: string) =>
    slack.calls('views.publish').filter((call) => call.args.user_id === user).length;

  it('is drawn again only when it changed, and only for those who have opened theirs', async () => {
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    await priya.opensHome();
    await lee.opensHome();
    await shows(lee, 'You are not on shift now.');
    await shows(priya, 'Your shift');
    await priya.types('/assist now');
    await shows(priya, 'Your open calls');
    const maria = desk.person('maria');
    await reads(maria, 'H-0001');
    // Before the step that asks Lee, who has nothing to see on her Home then.
    await maria.presses('I’m coming', 'H-0001');
    await shows(priya, 'Maria Santos is coming');
    // Long enough for whatever else would have been drawn: both are looked at in the same round.
    desk.clock.skip(60_000);
    await maria.presses('Done', 'H-0001');
    await hides(priya, 'H-0001');
    expect(published('U0LEE')).toBe(1);
    expect(published('U0MARIA')).toBe(0);
  });

  it('catches up after a restart with what happened meanwhile', async () => {
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    await maria.opensHome();
    await shows(maria, 'Your shift');
    slack.fail('views.publish', { status: 500 });
    await priya.types('/assist now');
    await reads(maria, 'H-0001');
    await desk.restart();
    slack.heal('views.publish');
    await shows(maria, 'Waiting for you');
  });

  it('is drawn for whoever opened it while Slack failed, once Slack takes it', async () => {
    const maria = desk.person('maria');
    slack.fail('views.publish', { status: 500, times: 1 });
    await maria.opensHome();
    await eventually('Slack fails', () => published('U0MARIA') > 0);
    await home(maria, 'is drawn', (shown) => {
      desk.clock.skip(1000);
      return shown.includes('Your shift');
    });
  });

  it('is not drawn over by the one that Slack was too busy for when it was opened', async () => {
    const [priya, maria, lee] = [desk.person('priya'), desk.person('maria'), desk.person('lee')];
    slack.fail('views.publish', { retryAfter: 30, times: 1 });
    await maria.opensHome();
    await eventually('Slack is busy', () => published('U0MARIA') > 0);
    await priya.types('/assist now');
    await shows(maria, 'Waiting for you');
    const before = published('U0MARIA');
    desk.clock.skip(30_000);
    await lee.opensHome();
    await shows(lee, 'You are not on shift now.');
    await priya.types('/onshift');
    expect(await maria.seesHome()).toContain('Waiting for you');
    expect(published('U0MARIA')).toBe(before);
  });

  it('is the newest where a change is drawn while Slack still shows the one that was opened', async () => {
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    let shown = () => {};
    const late = new Promise<void>((resolve) => {
      shown = resolve;
    });
    slack.fail('views.publish', { late, times: 1 });
    await maria.opensHome();
    await priya.types('/assist now');
    await reads(maria, 'H-0001');
    await shows(maria, 'Waiting for you');
    shown();
    await eventually('the older one has come', () => published('U0MARIA') > 1);
    await shows(maria, 'Waiting for you');
  });

  it('holds up no card when Slack takes no more Homes for a while', async () => {
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    await maria.opensHome();
    await shows(maria, 'Your shift');
    slack.fail('views.publish', { retryAfter: 30, times: 1 });
    await priya.types('/assist now');
    await reads(maria, 'H-0001');
    await eventually('Slack is busy', () => slack.calls('views.publish').at(-1)?.outcome.includes('30'));
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos, since');
    desk.clock.skip(30_000);
    await shows(maria, 'Maria Santos is coming');
  });

  it('is no longer drawn for somebody who has left', async () => {
    const maria = desk.person('maria');
    await maria.opensHome();
    await shows(maria, 'Your shift');
    slack.state.users.delete('U0MARIA');
    await desk.person('priya').types('/assist now');
    await eventually('Slack refuses it', () => published('U0MARIA') === 2);
    await desk.person('omar').presses('I’m coming', 'H-0001');
    await reads(desk.person('priya'), 'Omar Haddad is coming');
    desk.clock.skip(60_000);
    expect(published('U0MARIA')).toBe(2);
  });

  it('tells guests why there is nothing for them', async () => {
    slack.addUser({ id: 'U0GUEST', name: 'Gus Guest', kind: 'guest' });
    const guest = slackUser(
      slack,
      { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) },
      'U0GUEST',
    );
    await guest.opensHome();
    await eventually('the sentence', () => guest.home().join().includes('you are here as a guest'));
    expect(guest.home().join()).not.toContain('[');
  });
});
