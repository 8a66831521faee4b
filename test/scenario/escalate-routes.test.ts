import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import { eventually } from '../support/eventually.ts';
import { entraId } from '../support/teams/index.ts';

const seconds = 1000;
const room = createRoutesRoom();

describe.each(chats)('a question to a supervisor whom %s does not reach', (people, chat) => {
  it('goes out by e-mail without its words, and the asker sees by which route', async () => {
    await room.startWithout(['lee'], { people, alsoAt: [] });
    await room.desk.person('priya').types('/escalate may we waive the fine of Mr Abernathy');
    const { subject, raw } = await room.mailTo('lee');
    expect(subject).toBe('Decision wanted: Priya Nair at Central Library asks you (E-0001).');
    expect(raw).not.toContain('Abernathy');
    const card = await reads(room.desk.person('priya'), `Lee Wong, by e-mail, as ${chat} did not deliver`);
    expect(card).not.toContain('Could not be reached');
    expect(card).toContain('Nobody has answered yet');
  });

  it('goes out after two minutes while the chat is down, and not to somebody who has answered elsewhere', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/escalate may we close early');
    await room.triedInChat(1);
    const lee = room.desk.person('lee', 'page');
    await reads(lee, '[Acknowledge]');
    room.desk.clock.skip(60 * seconds);
    await lee.presses('Acknowledge');
    await reads(room.priya, 'Lee Wong has acknowledged E-0001.');
    room.desk.clock.skip(61 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('lee')).toEqual([]);
  });
});

describe.each(chats)('%s: a question to a supervisor whom no route reaches', (people) => {
  it('goes to the next person at once, and its asker is told of both', async () => {
    await room.startWithout(['lee'], { people, alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/escalate may we close early');
    await reads(room.desk.person('dana'), '[Yes]');
    await reads(priya, /Could not be reached(?:: |\n)Lee Wong/);
    await reads(priya, 'Now also asked: Dana Whitfield.');
  });

  it('is never silent: where nobody else is left, its asker is told at once', async () => {
    await room.startWithout(['lee', 'dana'], { people, alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/escalate may we close early');
    await reads(priya, 'Nobody has answered E-0001');
    await reads(priya, /Could not be reached(?:: |\n)Lee Wong and Dana Whitfield/);
  });

  it('is never left with somebody whom nothing reached: who decides next is asked, and its asker told', async () => {
    const policies = [
      { for: 'escalate', steps: [{ afterSeconds: 0, ask: ['supervisor'] }], lastAfterSeconds: 60 },
    ];
    await room.startWithout(['dana'], {
      people,
      alsoAt: [],
      async prepare(directory) {
        await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
        await rewriteStaff(directory, (staff) =>
          staff.map((one) => (one.id === 'omar' ? { ...one, role: 'coordinator' } : one)),
        );
      },
    });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/escalate may we close early');
    await reads(room.desk.person('lee'), '[Yes]');
    room.desk.clock.skip(60 * seconds);
    await reads(
      priya,
      'Nobody has answered E-0001. In their absence Omar Haddad decides and has been asked now.',
    );
    await reads(priya, /Could not be reached(?:: |\n)Dana Whitfield/);
    await reads(room.desk.person('omar'), '[Yes]');
  });

  it('waits on their Home once they can be reached, and goes to them when its asker presses for more', async () => {
    await room.startWithout(['lee', 'dana'], { people, alsoAt: [] });
    room.smtp.fail(550);
    const [priya, lee] = [room.desk.person('priya'), room.desk.person('lee')];
    await priya.types('/escalate may we close early');
    await reads(priya, /Could not be reached(?:: |\n)Lee Wong and Dana Whitfield/);
    room.desk.teams?.state.users.set(entraId('lee'), { id: entraId('lee'), name: lee.name });
    await room.changeStaff({ lee: { slack: 'U0LEE' } });
    await eventually('Lee is known', async () => (await lee.types('/desk today')).includes('E-0001'));
    await lee.opensHome();
    await eventually('it is on Lee’s Home', async () =>
      (await lee.seesHome()).includes('Questions that wait for your answer'),
    );
    expect(await priya.presses('Ask the next person now')).toContain('Lee Wong');
    await reads(lee, '[Yes]');
    await lee.presses('Yes');
    await reads(priya, 'Lee Wong decided: Yes (E-0001).');
  });
});

describe.each(chats)('%s: a question to a supervisor who has no address at first', (people) => {
  const nowhere = { slack: undefined, teams: undefined, email: undefined };

  it('goes to them by itself once they have one, and its asker hears of it', async () => {
    await room.start({ lee: nowhere, dana: nowhere }, { people, alsoAt: [] });
    const [priya, lee] = [room.desk.person('priya'), room.desk.person('lee')];
    await priya.types('/escalate may we close early');
    await reads(priya, 'In their absence Dana Whitfield decides and could not be reached.');
    await room.changeStaff({ lee: { slack: 'U0LEE', teams: entraId('lee') } });
    await reads(lee, '[Yes]');
    const seen = await reads(priya, 'No answer yet to E-0001. Now also asked: Lee Wong.');
    expect(seen).toMatch(/Could not be reached(?:: |\n)Dana Whitfield/);
    await room.desk.restart();
    expect((await priya.sees()).split('Now also asked: Lee Wong')).toHaveLength(2);
  });
});
