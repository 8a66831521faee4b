import { escapeHtml } from './activities.ts';
import type { Delivered } from './deliver.ts';
import { fillInputs, type Typed } from './fill-inputs.ts';
import { isRecord, type Json, record, text } from './json.ts';
import { type SeenForm, type SeenMessage, toSeen, toSeenForm } from './seen.ts';
import type { TeamsStandIn } from './stand-in.ts';
import { mriOf, personalOf, type StandInMessage, screenOf, splitThread } from './state.ts';

export interface Reach {
  /** Such as `http://127.0.0.1:3000`; `/api/messages` is added. */
  readonly deskUrl: string;
}

/** The same delivery once more, as the Bot Framework does when it got no answer. */
export interface Redelivery {
  again(): Promise<void>;
}

/**
 * One person in front of a Teams client.
 *
 * @example
 * const maria = teamsUser(teams, { deskUrl }, entraId('maria'));
 * await maria.says('assist now teen area');
 * await ben.presses("I'm coming");
 * maria.sees().at(-1)?.lines
 */
export interface TeamsUser {
  /** The Entra object id. */
  readonly id: string;
  /** The conversation with the bot. */
  readonly personal: string;
  /** Types to the bot. */
  says(words: string): Promise<Redelivery>;
  /** Types in a channel, a thread (`…;messageid=…`) or a group chat, with a mention of the bot. */
  mentions(where: string, words: string): Promise<Redelivery>;
  /** Types to the others in a channel or a thread: Teams tells nobody else. */
  writes(where: string, words: string): SeenMessage;
  /** Presses the button with this label, in the latest message that has one or in the given one. */
  presses(label: string, message?: SeenMessage): Promise<Redelivery>;
  /** Presses it on a client that is too old for Action.Execute. */
  pressesFallback(label: string, message?: SeenMessage): Promise<Redelivery>;
  /** Fills the open dialog by the labels (or ids) of its fields and sends it, by its first button unless told. */
  submits(values?: Readonly<Record<string, Typed>>, label?: string): Promise<Redelivery>;
  closesForm(): void;
  /** Chooses a command of the message extension, beside the box where messages are typed. */
  usesAction(command: string, where?: string): Promise<Redelivery>;
  /** Chooses one in the menu of a message. @param changes over what Teams tells of the message */
  usesActionOn(command: string, message: SeenMessage, changes?: Json): Promise<Redelivery>;
  /** Adds the app, or takes it away. */
  installs(): Promise<void>;
  uninstalls(): Promise<void>;
  /** The open dialog, as it looks now. */
  form(): SeenForm | undefined;
  /** The messages in a conversation, oldest first; in the one with the bot unless said otherwise. */
  sees(conversation?: string): readonly SeenMessage[];
  /** What Teams has shown beside the messages: answers that are no card, and its own errors. */
  told(): readonly string[];
  /** Delivers any activity. */
  sends(activity: Json): Promise<Delivered>;
}

export function teamsUser(teams: TeamsStandIn, reach: Reach, id: string): TeamsUser {
  const { state, activities } = teams;
  const personal = personalOf(id);
  const screen = screenOf(state, id);

  const sends = (activity: Json) => teams.deliver(reach.deskUrl, activity);
  const again = (activity: Json): Redelivery => ({ again: async () => void (await sends(activity)) });

  /** Delivers what opens no dialog; a refusal is shown as Teams would. */
  async function tell(activity: Json): Promise<Redelivery> {
    showError(await sends(activity));
    return again(activity);
  }

  function showError({ status, body }: Delivered): boolean {
    const failed = status >= 300;
    if (failed) screen.told.push(`Something went wrong: HTTP ${status} ${JSON.stringify(body) ?? ''}`.trim());
    return failed;
  }

  function sees(conversation = personal): readonly SeenMessage[] {
    return teams.posted(conversation).map((message) => toSeen(message, id, state));
  }

  function everywhere(): readonly SeenMessage[] {
    const mine = ({ members }: { readonly members?: readonly string[] }) => members?.includes(id) ?? false;
    const channels = [...state.teams.values()]
      .filter(mine)
      .flatMap((team) => [team.id, ...(team.channels ?? []).map((channel) => channel.id)]);
    const groups = [...state.groups.values()].filter(mine).map((group) => group.id);
    return [personal, ...channels, ...groups]
      .flatMap((place) => sees(place))
      .toSorted((one, other) => Number(one.id) - Number(other.id));
  }

  /** A person's own words stand in the conversation like any others. */
  function typed(activity: Json): void {
    addMessage(text(record(activity.conversation).id), text(activity.id), text(activity.text));
  }

  function addMessage(where: string, message: string, words: string): StandInMessage {
    const { id: conversation, thread } = splitThread(where);
    const said = { text: words, summary: '', card: undefined, rang: false, edits: 0 };
    const place = thread === undefined ? { conversation } : { conversation, thread };
    const added = { ...place, ...said, id: message, from: mriOf(id) };
    state.messages.push(added);
    return added;
  }

  function find(label: string, message: SeenMessage | undefined) {
    const seen =
      message ?? everywhere().findLast((one) => one.buttons.some((button) => button.label === label));
    const button = seen?.buttons.find((one) => one.label === label);
    const on = state.messages.find((one) => one.conversation === seen?.conversation && one.id === seen.id);
    if (button === undefined || on === undefined) throw new Error(`${id} sees no button "${label}".`);
    return { button, on };
  }

  async function pressExecute(action: Json, on: StandInMessage): Promise<Redelivery> {
    const activity = activities.execute(id, on, action);
    const delivered = await sends(activity);
    const body = record(delivered.body);
    if (showError(delivered)) return again(activity);
    if (body.type === 'application/vnd.microsoft.card.adaptive' && isRecord(body.value)) {
      const now = state.messages.find((one) => one.conversation === on.conversation && one.id === on.id);
      const answered = { card: body.value, edits: now?.edits ?? on.edits };
      screen.answered.set(`${on.conversation}/${on.id}`, answered);
    } else if (body.type !== undefined) screen.told.push(said(body.value));
    return again(activity);
  }

  /** What Teams does with the answer to a dialog: shows it, shows the next, or closes. */
  function showDialog(
    delivered: Delivered,
    from: { readonly where: string; readonly command?: string },
  ): void {
    if (showError(delivered)) return;
    const task = record(record(delivered.body).task);
    const value = record(task.value);
    screen.dialog = undefined;
    if (task.type === 'message') screen.told.push(said(task.value));
    if (task.type !== 'continue') return;
    screen.dialog = { ...from, title: text(value.title), card: record(record(value.card).content) };
  }

  async function openDialog(activity: Json, from: { readonly where: string; readonly command?: string }) {
    showDialog(await sends(activity), from);
    return again(activity);
  }

  function openForm() {
    if (screen.dialog === undefined) throw new Error(`${id} has no form open.`);
    return screen.dialog;
  }

  return {
    id,
    personal,
    sees,
    sends,
    says: (words) => {
      const activity = activities.message(id, words);
      typed(activity);
      return tell(activity);
    },
    mentions: (where, words) => {
      const activity = activities.mention(id, where, words);
      typed(activity);
      return tell(activity);
    },
    writes: (where, words) => toSeen(addMessage(where, state.nextMessage(), words), id, state),
    presses: async (label, message) => {
      const { button, on } = find(label, message);
      const data = record(button.action.data);
      if (button.opensDialog) {
        return openDialog(activities.taskFetch(id, on, data), { where: threadOf(on) });
      }
      if (button.action.type === 'Action.Execute') return pressExecute(button.action, on);
      return tell(activities.submit(id, on, data));
    },
    pressesFallback: async (label, message) => {
      const { button, on } = find(label, message);
      return tell(activities.submit(id, on, record(record(button.action.fallback).data)));
    },
    submits: async (values = {}, label) => {
      const { card, where, command } = openForm();
      const { buttons } = toSeenForm(openForm());
      const button = label === undefined ? buttons[0] : buttons.find((one) => one.label === label);
      if (button === undefined) throw new Error(`${id} has no form open with "${label ?? 'a button'}".`);
      const filled = fillInputs(card, values);
      const data = { ...record(button.action.data), ...filled };
      const from = command === undefined ? { where } : { where, command };
      const activity =
        command === undefined
          ? activities.taskSubmit(id, data, { where })
          : activities.extensionSubmit(id, command, data, { where });
      showDialog(await sends(activity), from);
      return again(activity);
    },
    closesForm: () => {
      openForm();
      screen.dialog = undefined;
    },
    usesAction: (command, where = personal) =>
      openDialog(activities.extensionFetch(id, command, { where }), { where, command }),
    usesActionOn: (command, seen, changes = {}) => {
      const on = state.messages.find((one) => one.conversation === seen.conversation && one.id === seen.id);
      if (on === undefined) throw new Error('The message is gone.');
      const author = [...state.users.keys()].find((user) => mriOf(user) === on.from) ?? '';
      const where = threadOf(on);
      const html = `<p>${seen.lines.map(escapeHtml).join('<br>')}</p>`;
      const quoted = { conversation: where, id: on.id, author, html, changes };
      return openDialog(activities.extensionFetchOn(id, command, quoted), { where, command });
    },
    installs: async () => {
      await tell(activities.installed(id));
      await tell(activities.met(id));
    },
    uninstalls: async () => void (await tell(activities.installed(id, 'remove'))),
    form: () => (screen.dialog === undefined ? undefined : toSeenForm(screen.dialog)),
    told: () => screen.told,
  };
}

function threadOf({ conversation, thread }: StandInMessage): string {
  return thread === undefined ? conversation : `${conversation};messageid=${thread}`;
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
