import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { eventually } from '../eventually.ts';
import type { SlackStandIn } from '../slack/index.ts';
import { type SmtpStandIn, startSmtpStandIn } from '../smtp.ts';
import type { ReceivedMail } from '../smtp-mail.ts';
import { entraId } from '../teams/index.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../webhook.ts';
import type { Person } from './person.ts';
import { type StartOptions, startDesk, type TestDesk } from './start-desk.ts';

/** The chat platforms as a route is named in words; the two ways to reach Slack send alike. */
export const chats = [
  ['slack over http', 'Slack'],
  ['teams', 'Teams'],
] as const;

/** On Teams somebody's chat is asked for first. */
const bringing = new Set(['chat.postMessage', 'createConversation', 'sendToConversation']);

const redrawing = new Set(['chat.update', 'updateActivity']);

/** Changes what staff.json says of some people. */
export type StaffChanges = Readonly<Record<string, object>>;

/** A library whose people are in Slack unless told, with a mail server and a gateway for text messages beside it. */
export interface RoutesRoom {
  start(changes?: StaffChanges, options?: StartOptions): Promise<void>;
  changeStaff(changes: StaffChanges): Promise<void>;
  readonly desk: TestDesk;
  readonly slack: SlackStandIn;
  readonly smtp: SmtpStandIn;
  readonly gateway: WebhookStandIn;
  /** At the page, while everybody else is in the chat. */
  readonly priya: Person;
  mailsTo(id: string): readonly ReceivedMail[];
  /** Waits for a mail whose subject says this. */
  mailTo(id: string, says?: string): Promise<ReceivedMail>;
  /** Waits until Slack has been asked to post so often. */
  triedInSlack(count: number): Promise<unknown>;
  /** Like `start`, in a library where the chat platform knows nothing of these people. */
  startWithout(ids: readonly string[], options?: StartOptions): Promise<void>;
  /** From now on the chat platform, whichever it is, fails at everything. */
  failChat(): void;
  /** From now on something in between refuses everything in its own words. */
  filterChat(): void;
  healChat(): void;
  /** Waits until the chat platform has been asked to change a message. */
  triedToRedraw(): Promise<unknown>;
  /** How often the chat platform has been asked to bring somebody a message. */
  triesInChat(): number;
  /** Waits until it was that often. */
  triedInChat(count: number): Promise<unknown>;
  /** What is under way ends before a stop does; what was begun by that is ended by the next. */
  letItSettle(): Promise<void>;
}

/** Prepares the room for each test of a file, and clears it away. */
export function createRoutesRoom(): RoutesRoom {
  let smtp: SmtpStandIn;
  let gateway: WebhookStandIn;
  let desk: TestDesk;
  beforeEach(async () => {
    smtp = await startSmtpStandIn();
    gateway = await startWebhookStandIn();
  });
  afterEach(async () => {
    await desk.stop();
    await smtp.stop();
    await gateway.stop();
  });
  const mailsTo = (id: string) => smtp.to(`${id}@example.org`);
  const triesInChat = () =>
    (desk.slack ?? desk.teams)?.calls().filter(({ method }) => bringing.has(method)).length ?? 0;

  async function start(changes: StaffChanges = {}, options: StartOptions = {}): Promise<void> {
    desk = await startDesk({
      people: 'slack over http',
      alsoAt: ['page'],
      env: {
        SMTP_URL: smtp.url,
        SMTP_FROM: 'desk@example.org',
        NOTIFY_WEBHOOK_URL: gateway.url,
        NOTIFY_WEBHOOK_SECRET: gateway.secret,
      },
      ...options,
      async prepare(directory) {
        await changeStaff(directory, changes);
        await options.prepare?.(directory);
      },
    });
  }

  return {
    start,
    async startWithout(ids, options) {
      await start(Object.fromEntries(ids.map((id) => [id, { slack: `U0GONE${id.toUpperCase()}` }])), options);
      for (const id of ids.map(entraId)) desk.teams?.state.users.set(id, { id, deleted: true });
    },
    changeStaff: (changes) => changeStaff(desk.directory, changes),
    failChat() {
      desk.slack?.fail('*', { status: 500 });
      desk.teams?.fail('*', { status: 500 });
    },
    filterChat() {
      desk.slack?.fail('*', { status: 403 });
      desk.teams?.fail('*', { status: 403, page: '<h1>Blocked by your organisation</h1>' });
    },
    healChat() {
      desk.slack?.heal();
      desk.teams?.heal();
    },
    triesInChat,
    triedToRedraw: () =>
      eventually('a card is redrawn', () =>
        (desk.slack ?? desk.teams)?.calls().some(({ method }) => redrawing.has(method)),
      ),
    triedInChat: (count) => eventually('the chat is asked', () => triesInChat() >= count),
    get desk() {
      return desk;
    },
    get slack() {
      return desk.slack as SlackStandIn;
    },
    get smtp() {
      return smtp;
    },
    get gateway() {
      return gateway;
    },
    get priya() {
      return desk.person('priya', 'page');
    },
    mailsTo,
    mailTo: (id, says = '') =>
      eventually(`an e-mail for ${id}`, () => mailsTo(id).find(({ subject }) => subject.includes(says))),
    triedInSlack: (count) =>
      eventually('Slack is asked', () => (desk.slack?.calls('chat.postMessage').length ?? 0) >= count),
    async letItSettle() {
      await desk.restart();
      await desk.restart();
    },
  };
}

async function changeStaff(directory: string, changes: StaffChanges): Promise<void> {
  const path = join(directory, 'staff.json');
  const staff = JSON.parse(await readFile(path, 'utf8')) as readonly { readonly id: string }[];
  await writeFile(path, JSON.stringify(staff.map((member) => ({ ...member, ...changes[member.id] }))));
}
