import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { type Member, rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { begun, startWithCheckIns } from '../support/desk/with-check-ins.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';

const minute = 60_000;
const leave = {
  'made inactive': (id: string) => (staff: readonly Member[]) =>
    staff.map((one) => (one.id === id ? { ...one, active: false } : one)),
  'taken out of staff.json': (id: string) => (staff: readonly Member[]) =>
    staff.filter((one) => one.id !== id),
};
const ways = Object.keys(leave) as (keyof typeof leave)[];
const cases = allPlaces.flatMap((people) => ways.map((how) => [people, how] as const));

describe.each(cases)('%s: somebody of an open call is %s', (people, how) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  /** Nobody's user id is listed: the chat platform knows them by their e-mail addresses. */
  async function begin(): Promise<void> {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteStaff(directory, (staff) => staff.map((one) => ({ ...one, slack: undefined }))),
    });
    await eventually('everybody is known', async () => {
      const home = await desk.person('maria').types('/onshift');
      return home.includes('Omar Haddad') && home.includes('Central Library');
    });
    // Maria is as soon as she writes, the others once the platform has listed them.
    await eventually(
      'everybody can be reached',
      async () => !(await desk.person('maria').types('/desk whatif cen')).includes('no way to reach'),
    );
  }

  async function leaves(id: string, name: string): Promise<void> {
    await rewriteStaff(desk.directory, leave[how](id));
    await eventually(
      `${name} is off the list`,
      async () => !(await desk.person('maria').types('/onshift cen')).includes(name),
    );
  }

  it('who was coming stays the same person: the others are asked when they give up', async () => {
    await begin();
    const [priya, omar] = [desk.person('priya'), desk.person('omar')];
    await priya.types('/assist now cen teen area');
    await eventually('Omar is asked', async () => (await omar.sees()).includes('[I’m coming]'));
    await omar.presses('I’m coming');
    await eventually('Priya sees it', async () => (await priya.sees()).includes('Omar Haddad is coming'));
    await leaves('omar', 'Omar Haddad');
    await omar.presses('Can’t come');
    const card = await eventually('Priya’s card says so', async () => {
      const seen = await priya.sees();
      return /Can’t come(?:: |\n)Omar Haddad/.test(seen) ? seen : undefined;
    });
    expect(card).toContain('Nobody is coming yet');
    await eventually('others are asked', async () =>
      (await desk.person('lee').sees()).includes('[I’m coming]'),
    );
  });

  it('who was asked is waited for no longer: the next are asked at once, and words that follow go to the others', async () => {
    await begin();
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    await priya.types('/assist now cen teen area');
    for (const id of ['maria', 'sam']) {
      await reads(desk.person(id), '[I’m coming]');
      await desk.person(id).presses('Can’t come');
    }
    await reads(desk.person('omar'), '[I’m coming]');
    await allRecorded(desk);
    expect(await lee.sees()).not.toContain('H-0001');
    await leaves('omar', 'Omar Haddad');
    await reads(lee, '[I’m coming]');
    expect(await reads(priya, /No longer on the staff list(?:: |\n)Omar Haddad/)).not.toContain(
      'Could not be reached',
    );
    const told = await priya.types('/assist he is back');
    expect(told).toContain('Lee Wong');
    expect(told).not.toContain('Omar Haddad');
  });

  it('whoever called can still cancel', async () => {
    await begin();
    const priya = desk.person('priya');
    await priya.types('/assist now cen teen area');
    await eventually('Priya has her card', async () => (await priya.sees()).includes('[Cancel]'));
    await leaves('priya', 'Priya Nair');
    await priya.presses('Cancel');
    await eventually('it is over', async () => (await priya.sees()).includes('Cancelled'));
  });
});

// On the page whoever has left is shown their calls alone, and does nothing else.
it.each(cases.filter(([people]) => people !== 'page'))(
  '%s: a supervisor who was asked to decide and is %s decides nothing and is shown the question no more',
  async (people, how) => {
    const desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteStaff(directory, (staff) =>
          staff.map((one) => (one.id === 'omar' ? { ...one, role: 'supervisor' } : one)),
        ),
    });
    try {
      const [priya, omar, maria] = ['priya', 'omar', 'maria'].map((id) => desk.person(id)) as [
        Person,
        Person,
        Person,
      ];
      await priya.types('/escalate may we ban the man in the red coat');
      await reads(omar, 'red coat');
      await allRecorded(desk);
      await rewriteStaff(desk.directory, leave[how]('omar'));
      await eventually(
        'Omar is off the list',
        async () => !(await maria.types('/onshift cen')).includes('Omar Haddad'),
      );
      expect(await omar.presses('No')).toContain('You are not on the list of staff any more');
      expect(await priya.sees()).toContain('Nobody has answered yet');
      expect(await omar.types('/desk home')).not.toContain('red coat');
      await priya.presses('Withdraw');
      await eventually('Omar’s card is without it', async () => !(await omar.sees()).includes('red coat'));
    } finally {
      await desk.stop();
    }
  },
);

it.each(cases)(
  '%s: somebody who is alone and was asked how they are is %s, and others are asked to look',
  async (people, how) => {
    const desk = await startWithCheckIns(people);
    try {
      await begun(desk);
      desk.clock.skip(30 * minute);
      await reads(desk.person('nora'), 'If there is no answer by');
      await allRecorded(desk);
      await rewriteStaff(desk.directory, leave[how]('nora'));
      const maria = desk.person('maria');
      await eventually(
        'Nora is off the list',
        async () => !(await maria.types('/onshift nth-a')).includes('Nora Lind'),
      );
      desk.clock.skip(5 * minute);
      // On the page she is shown no more, so this is asked of what is stored.
      await eventually('Nora is asked again', async () => {
        const { stretches } = await readDatabase(desk.database);
        return stretches.some(({ question }) => question?.againAt !== undefined);
      });
      desk.clock.skip(5 * minute);
      expect(await reads(maria, 'has not answered')).toContain('Northside Library (Ashton)');
    } finally {
      await desk.stop();
    }
  },
);
