import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBrowserPerson } from '../../support/desk/browser-person.ts';
import { shifts, staff } from '../../support/desk/library.ts';
import type { Person } from '../../support/desk/person.ts';
import { createSlackPerson } from '../../support/desk/slack-person.ts';
import type { PlaceOfPeople, TestDesk } from '../../support/desk/start-desk.ts';
import { type Reach, type SlackUser, slackUser } from '../../support/slack/index.ts';

/** One of each role that the library has nobody of. */
const more = [
  { id: 'stu', name: 'Stu Dent', role: 'student', branches: ['CEN'], slack: 'U0STU' },
  { id: 'cora', name: 'Cora Dinator', role: 'coordinator', branches: ['CEN'], slack: 'U0CORA' },
  { id: 'adam', name: 'Adam Min', role: 'admin', branches: ['CEN'], slack: 'U0ADAM' },
  { id: 'nils', name: 'Nils North', role: 'supervisor', branches: ['NTH-A'], slack: 'U0NILS' },
] as const;

/** Lists them all, with Omar in charge a month ago and Maria now. */
export async function listEveryone(data: string): Promise<void> {
  await writeFile(join(data, 'staff.json'), JSON.stringify([...staff, ...more]));
  const before = await readFile(join(data, 'shifts.csv'), 'utf8');
  if (before !== shifts) throw new Error('The shifts are not the library’s.');
  await writeFile(join(data, 'shifts.csv'), `${shifts}CEN,omar,teen,2026-10-22 13:00,2026-10-22 21:00,pic\n`);
}

/** Somebody with everything that has ever reached their screen. */
export interface Watched {
  readonly person: Person;
  /** As the audit names them. */
  readonly id: string;
  /** Presses a button of somebody else's card, as a forged request would. */
  pressesOf(other: string, label: string, record: string): Promise<void>;
  /** What has reached them so far, as it was sent; also what has been replaced since. */
  screen(): Promise<string>;
}

/** Looks over the shoulder of a member of staff, or of a Slack user who is not listed. */
export function watch(desk: TestDesk, people: PlaceOfPeople, who: string): Watched {
  const member = [...staff, ...more].find((one) => one.id === who);
  const { slack } = desk;
  if (slack === undefined) {
    const seen = watchPage(who);
    const person = createBrowserPerson(() => desk.address, who, member?.name ?? who);
    return {
      person,
      id: `staff:${who}`,
      async pressesOf(_other, _label, record) {
        await fetch(`${desk.address}/desk/act`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: desk.address },
          body: JSON.stringify({
            id: crypto.randomUUID(),
            as: who,
            place: `person:${who}`,
            what: { type: 'pressed', data: { button: 'incident.continue', record } },
          }),
        });
      },
      async screen() {
        await person.sees();
        await person.seesInChannel('CEN');
        return `${seen().join('\n')}\n${await person.seesHome()}`;
      },
    };
  }

  const user = member?.slack ?? who;
  if (!slack.state.users.has(user))
    slack.addUser({ id: user, name: member?.name ?? who, kind: who === 'U0GUEST' ? 'guest' : 'member' });
  const reach = (): Reach =>
    people === 'slack by socket'
      ? 'socket'
      : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
  const client = (id = user): SlackUser => slackUser(slack, reach(), id);
  const direct = slack.directOf(user);
  const kept = new Set<string>();

  function look(): void {
    const { state } = slack as NonNullable<typeof slack>;
    for (const message of state.messages) {
      const isTheirs =
        message.onlyFor === undefined ? !message.channel.startsWith('D') : message.onlyFor === user;
      if (message.channel === direct || isTheirs) kept.add(JSON.stringify(message));
    }
    for (const view of state.views.values()) if (view.user === user) kept.add(JSON.stringify(view));
    kept.add(JSON.stringify(state.homes.get(user) ?? ''));
  }
  const looking =
    <Args extends unknown[], R>(act: (...args: Args) => Promise<R>) =>
    async (...args: Args) => {
      const result = await act(...args);
      look();
      return result;
    };
  const acts = createSlackPerson(slack, reach, user, member?.name ?? who);
  return {
    person: {
      ...acts,
      types: looking(acts.types),
      presses: looking(acts.presses),
      submits: looking(acts.submits),
      sends: looking(acts.sends),
      opensHome: looking(acts.opensHome),
      pressesAtHome: looking(acts.pressesAtHome),
    },
    id: member === undefined ? `slack:T0LIBRARY:${user}` : `staff:${who}`,
    async pressesOf(other, label) {
      const found = client(other)
        .sees()
        .findLast((message) => message.buttons.some((button) => button.label === label));
      await client().presses(label, found);
      look();
    },
    async screen() {
      look();
      return [...kept].join('\n');
    },
  };
}

/** Every answer that the page gets for this person, as it came. */
function watchPage(who: string): () => readonly string[] {
  const bodies: string[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
    const response = await before(...args);
    const [address, init] = args;
    const asked = `${address instanceof Request ? address.url : address.toString()} ${typeof init?.body === 'string' ? init.body : ''}`;
    const isTheirs = asked.includes(`as=${who}`) || asked.includes(`"as":"${who}"`);
    const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
    if (isTheirs && !isStream) bodies.push(await response.clone().text());
    return response;
  };
  return () => bodies;
}
