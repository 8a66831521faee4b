import { eventually } from '../eventually.ts';
import { type Reach, type SlackStandIn, type SlackUser, slackUser } from '../slack/index.ts';
import { branches } from './library.ts';
import { lookFor } from './look-for.ts';
import type { Person } from './person.ts';

/** Somebody in a Slack client, through signed HTTP or the Socket Mode connection. */
export function createSlackPerson(
  slack: SlackStandIn,
  reach: () => Reach,
  user: string,
  name: string,
): Person {
  // The address of the desk changes with a restart.
  const client = (): SlackUser => slackUser(slack, reach(), user);
  const replies = () => everywhere().filter((message) => message.ephemeral);

  function everywhere() {
    const channels = [...slack.state.channels.values()].map((channel) => channel.id);
    return [client().direct, ...channels].flatMap((place) => client().sees(place));
  }

  /** Does something and waits for what is said in private in answer, or for a form. */
  async function answered(act: (client: SlackUser) => Promise<unknown>): Promise<string> {
    const before = new Map(replies().map((message) => [message.ts, message.lines.join('\n')]));
    const formBefore = JSON.stringify(client().form());
    await act(client());
    return eventually(`Slack answers ${name}`, () => {
      const said = replies().filter((message) => before.get(message.ts) !== message.lines.join('\n'));
      if (said.length > 0) return said.map((message) => message.lines.join('\n')).join('\n');
      return JSON.stringify(client().form()) === formBefore ? undefined : ' ';
    });
  }

  const posted = () =>
    client()
      .sees()
      .filter((message) => !message.ephemeral);

  return {
    name,
    types(words) {
      const [first = '', ...rest] = words.trim().split(/\s+/);
      const typed = words.trim().slice(first.length).trim();
      // Without a slash it is a message to the desk, answered in the same conversation.
      if (!first.startsWith('/')) return answered((one) => one.types('/desk', [first, ...rest].join(' ')));
      return answered((one) => one.types(first, typed));
    },
    async presses(label, on = '') {
      const holds = (message: {
        readonly lines: readonly string[];
        readonly buttons: readonly { readonly label: string }[];
      }) => message.lines.join('\n').includes(on) && message.buttons.some((button) => button.label === label);
      const look = () => client().sees().findLast(holds) ?? everywhere().findLast(holds);
      const found = await lookFor(look);
      if (found === undefined) throw new Error(`${name} sees no button "${label}".`);
      return answered((one) => one.presses(label, found));
    },
    async pressesAway(label, on) {
      const found = posted().findLast(
        (message) =>
          message.lines.join('\n').includes(on) && message.buttons.some((button) => button.label === label),
      );
      if (found === undefined) throw new Error(`${name} sees no button "${label}".`);
      await client().presses(label, found);
    },
    async pressesInReply(label, on = '') {
      const found = replies().findLast(
        (message) =>
          message.lines.join('\n').includes(on) && message.buttons.some((button) => button.label === label),
      );
      if (found === undefined) throw new Error(`${name} was answered with no button "${label}".`);
      return answered((one) => one.presses(label, found));
    },
    hears: async () =>
      replies()
        .map((message) => message.lines.join('\n'))
        .join('\n\n'),
    sees: async () =>
      posted()
        .map((message) => message.lines.join('\n'))
        .join('\n\n'),
    async seesInChannel(code) {
      const channel = branches.find((branch) => branch.code === code)?.channels.slack;
      if (channel === undefined) return '';
      return client()
        .sees(channel)
        .filter((message) => !message.ephemeral)
        .map((message) => message.lines.join('\n'))
        .join('\n\n');
    },
    seesForm() {
      const form = client().form();
      return form === undefined ? undefined : [...form.lines, ...Object.values(form.problems)].join('\n');
    },
    submits: (values) => answered((one) => one.submits(values)),
    sends: (label, values) => answered((one) => one.pressesInForm(label, values)),
    async opensHome() {
      await client().opensHome();
    },
    seesHome: async () => client().home().join('\n'),
    async pressesAtHome(label) {
      const before = posted().length;
      const formBefore = JSON.stringify(client().form());
      await client().pressesAtHome(label);
      return eventually(`Slack answers ${name}`, () => {
        const said = posted().slice(before);
        if (said.length > 0) return said.map((message) => message.lines.join('\n')).join('\n');
        return JSON.stringify(client().form()) === formBefore ? undefined : ' ';
      });
    },
    rings: async () => posted().length,
  };
}
