import { eventually } from '../eventually.ts';
import { type SeenMessage, type TeamsStandIn, type TeamsUser, teamsUser } from '../teams/index.ts';
import { branches } from './library.ts';
import { lookFor } from './look-for.ts';
import type { Person } from './person.ts';

/** What Teams shows beside a pressed card when the answer comes as a message. */
const beside = /^The answer is /;
/** On the card that answers typed words where a form is needed: a dialog opens by a press only. */
const formLabels = ['Open the form', 'Continue'];
/** Words that are to open a report's form are a draft, whose own card opens it. A report in one line begins with its place. */
const onDraft = /^Your words are saved as a draft .* press Continue on its card/;

/** Somebody in a Teams client. What rings is a posted card, the other messages in the personal chat are replies. */
export function createTeamsPerson(
  teams: TeamsStandIn,
  deskUrl: () => string,
  user: string,
  name: string,
): Person {
  // The address of the desk changes with a restart.
  const client = (): TeamsUser => teamsUser(teams, { deskUrl: deskUrl() }, user);
  /** What dialogs said that were no forms. */
  const dialogs: string[] = [];
  let homeMessage: string | undefined;

  const bot = (conversation?: string) =>
    client()
      .sees(conversation)
      .filter((message) => !message.own);
  const posted = () => bot().filter((message) => message.rang);
  const replies = () => bot().filter((message) => !message.rang);
  const words = (message: SeenMessage) => message.lines.join('\n');
  const told = () =>
    client()
      .told()
      .filter((line) => !beside.test(line));

  /** The open dialog; one without a button is a reply. */
  function openForm() {
    const form = client().form();
    if (form === undefined || form.buttons.length > 0) return form;
    dialogs.push(form.lines.join('\n'));
    client().closesForm();
    return undefined;
  }

  /** Does something and waits for what is said in private in answer, or for a form. */
  async function answered(act: (client: TeamsUser) => Promise<unknown>): Promise<string> {
    const before = new Map(replies().map((message) => [message.id, words(message)]));
    const toldBefore = told().length;
    const dialogsBefore = dialogs.length;
    const formBefore = JSON.stringify(client().form());
    await act(client());
    return eventually(`Teams answers ${name}`, () => {
      const form = openForm();
      const said = [
        ...dialogs.slice(dialogsBefore),
        ...replies()
          .filter((message) => before.get(message.id) !== words(message))
          .map(words),
        ...told().slice(toldBefore),
      ];
      if (said.length > 0) return said.join('\n');
      return form === undefined || JSON.stringify(form) === formBefore ? undefined : ' ';
    });
  }

  function find(label: string, on: string, among: readonly SeenMessage[]): SeenMessage | undefined {
    return among.findLast(
      (message) => words(message).includes(on) && message.buttons.some((button) => button.label === label),
    );
  }

  const channels = () =>
    branches.flatMap(({ channels: { teams: channel } }) => (channel === undefined ? [] : [channel]));

  async function types(typed: string): Promise<string> {
    const before = new Set(posted().map((message) => message.id));
    const reply = await answered((one) => one.says(typed.trim().replace(/^\//, '')));
    // The card of a draft that has been submitted may have its button still.
    const last = onDraft.test(reply)
      ? await eventually('the card of the draft', () =>
          find(
            'Continue',
            '',
            posted().filter((message) => !before.has(message.id)),
          ),
        )
      : replies().at(-1);
    const opener = last?.buttons.find((button) => formLabels.includes(button.label) && button.opensDialog);
    if (last === undefined || opener === undefined) return reply;
    if (!reply.includes(words(last)) && !onDraft.test(reply)) return reply;
    await client().presses(opener.label, last);
    return reply;
  }

  return {
    name,
    types,
    async presses(label, on = '') {
      const look = () =>
        find(label, on, posted()) ??
        find(label, on, replies()) ??
        find(
          label,
          on,
          channels().flatMap((channel) => bot(channel)),
        );
      const found = await lookFor(look);
      if (found === undefined) throw new Error(`${name} sees no button "${label}".`);
      return answered((one) => one.presses(label, found));
    },
    async pressesAway(label, on) {
      const found = find(label, on, posted());
      if (found === undefined) throw new Error(`${name} sees no button "${label}".`);
      await client().presses(label, found);
    },
    async pressesInReply(label, on = '') {
      const found = find(label, on, replies());
      if (found === undefined) throw new Error(`${name} was answered with no button "${label}".`);
      return answered((one) => one.presses(label, found));
    },
    hears: async () => [...dialogs, ...replies().map(words), ...told()].join('\n\n'),
    sees: async () => posted().map(words).join('\n\n'),
    async seesInChannel(code) {
      const channel = branches.find((branch) => branch.code === code)?.channels.teams;
      if (channel === undefined) return '';
      return bot(channel)
        .filter((message) => message.rang)
        .map(words)
        .join('\n\n');
    },
    seesForm() {
      const form = openForm();
      return form === undefined ? undefined : [form.title, ...form.lines].join('\n');
    },
    submits: (values) => answered((one) => one.submits(values)),
    async sends(label, values) {
      // Teams shows the rest of a form by itself.
      if (label === 'More') return ' ';
      return answered((one) => one.submits(values, label));
    },
    async opensHome() {
      await client().says('home');
      homeMessage = replies().at(-1)?.id;
    },
    /** Home on Teams is a card that stays as it was: who wants to know asks again. */
    async seesHome() {
      await this.opensHome();
      const home = replies().find((message) => message.id === homeMessage);
      return home === undefined ? '' : words(home);
    },
    async pressesAtHome(label) {
      const home = replies().find((message) => message.id === homeMessage);
      if (home === undefined) throw new Error(`${name} has no Home.`);
      return answered((one) => one.presses(label, home));
    },
    rings: async () => posted().length,
  };
}
