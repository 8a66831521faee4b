import { staff } from '../support/desk/library.ts';
import { slackUser } from '../support/slack/index.ts';
import { entraId, teamsUser } from '../support/teams/index.ts';
import type { House } from './house.ts';

/** Somebody in front of one platform. The same person may sit at two. */
export interface Seat {
  readonly id: string;
  readonly at: 'slack' | 'teams' | 'page';
}

/** The library's people, spread over the platforms: on shift, elsewhere, in charge, and one who is nowhere that day. */
export const seats: readonly Seat[] = [
  { id: 'priya', at: 'slack' },
  { id: 'maria', at: 'teams' },
  { id: 'omar', at: 'slack' },
  { id: 'omar', at: 'teams' },
  { id: 'sam', at: 'page' },
  { id: 'lee', at: 'slack' },
  { id: 'dana', at: 'teams' },
  { id: 'nora', at: 'teams' },
  { id: 'robin', at: 'slack' },
];

/** A button on a card as it looked at some moment: on the screen it may have changed since. */
interface Held {
  readonly label: string;
  press(): Promise<unknown>;
}

/** What people have in their hands, also what they saw earlier. */
export interface Hands {
  /** Looks at every screen. */
  look(): void;
  types(seat: Seat, words: string): Promise<unknown>;
  /**
   * Presses a button with this label, the newest first; older ones by `age`. Whoever has none leaves it to the next one
   * who has. Nothing when nobody has.
   */
  presses(by: number, label: string | undefined, age: number): Promise<unknown>;
  /** Whatever somebody was told in private, as text, by person. */
  told(id: string): readonly string[];
}

interface Shown {
  readonly buttons: readonly { readonly label: string }[];
}

export function createHands(house: House): Hands {
  const { slack, teams, gate } = house.street;
  const held = new Map<Seat, Held[]>(seats.map((seat) => [seat, []]));
  const seen = new Set<string>();
  const pages = new Map<string, string[]>();

  const inSlack = (id: string) =>
    slackUser(
      slack,
      { deskUrl: gate.address, now: () => Date.parse(house.clock.now()) },
      staff.find((one) => one.id === id)?.slack ?? '',
    );
  const inTeams = (id: string) => teamsUser(teams, { deskUrl: gate.address }, entraId(id));

  function keep<M extends Shown>(
    seat: Seat,
    message: M,
    press: (label: string, message: M) => Promise<unknown>,
  ) {
    const key = `${seat.at} ${seat.id} ${JSON.stringify(message)}`;
    if (message.buttons.length === 0 || seen.has(key)) return;
    seen.add(key);
    for (const { label } of message.buttons) {
      held.get(seat)?.push({ label, press: () => press(label, message) });
    }
  }

  /** Fills in what a press has opened, as somebody would. */
  async function fillIn(seat: Seat): Promise<void> {
    const client = seat.at === 'slack' ? inSlack(seat.id) : inTeams(seat.id);
    const form = client.form();
    if (form === undefined) return;
    const words = form.lines.join('\n');
    const label = ['Why it is closed', 'Reason'].find((one) => words.includes(one));
    try {
      if (label !== undefined) await client.submits({ [label]: 'Somebody else has seen to it.' });
    } finally {
      if (client.form() !== undefined) await client.closesForm();
    }
  }

  async function atPage(id: string, act: () => Promise<string>): Promise<void> {
    const said = await act();
    pages.set(id, [...(pages.get(id) ?? []), said]);
  }

  async function pressesAtPage(id: string, label: string): Promise<boolean> {
    try {
      await atPage(id, () => house.atPage(id).presses(label));
      return true;
    } catch (thrown) {
      if (thrown instanceof Error && thrown.message.includes('sees no button')) return false;
      throw thrown;
    }
  }

  return {
    look() {
      for (const seat of seats) {
        if (seat.at === 'slack') {
          const client = inSlack(seat.id);
          for (const place of [undefined, 'C0CENTRAL', 'C0NORTHA']) {
            for (const message of client.sees(place)) {
              keep(seat, message, (label, one) => client.presses(label, one));
            }
          }
        }
        if (seat.at === 'teams') {
          const client = inTeams(seat.id);
          for (const place of [undefined, '19:central@thread.tacv2', '19:northa@thread.tacv2']) {
            for (const message of client.sees(place)) {
              keep(seat, message, (label, one) => client.presses(label, one));
            }
          }
        }
      }
    },
    async types(seat, words) {
      if (seat.at === 'page') return atPage(seat.id, () => house.atPage(seat.id).types(words));
      if (seat.at === 'teams') return inTeams(seat.id).says(words);
      const [first = '', ...rest] = words.split(' ');
      return inSlack(seat.id).types(`/${first}`, rest.join(' '));
    },
    async presses(by, label, age) {
      const inOrder = [...seats.slice(by), ...seats.slice(0, by)];
      for (const seat of inOrder) {
        // On the page there is only what is there now.
        if (seat.at === 'page') {
          if (label !== undefined && (await pressesAtPage(seat.id, label))) return;
          continue;
        }
        const found = (held.get(seat) ?? []).filter((one) => label === undefined || one.label === label);
        const chosen = found.at(-1 - (age % Math.max(1, found.length)));
        if (chosen === undefined) continue;
        await chosen.press();
        await fillIn(seat);
        return;
      }
    },
    told(id) {
      const user = staff.find((one) => one.id === id)?.slack;
      const inPrivate = slack.state.messages
        .filter((one) => one.onlyFor === user)
        .map((one) => `${one.text} ${JSON.stringify(one.blocks)}`);
      const client = inTeams(id);
      const fromTeams = client
        .sees()
        .filter((one) => !one.own)
        .map((one) => one.lines.join('\n'));
      return [...inPrivate, ...fromTeams, ...client.told(), ...(pages.get(id) ?? [])];
    },
  };
}
