import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { staff } from '../desk/library.ts';
import type { Person } from '../desk/person.ts';
import { createSlackPerson } from '../desk/slack-person.ts';
import { linkStaff, startLibraryTeams } from '../desk/teams-library.ts';
import { createTeamsPerson } from '../desk/teams-person.ts';
import { temporaryDirectory } from '../disk.ts';
import { eventually } from '../eventually.ts';
import { type SlackStandIn, slackUser, startSlackStandIn } from '../slack/index.ts';
import { type SmtpStandIn, startSmtpStandIn } from '../smtp.ts';
import { entraId, type TeamsStandIn } from '../teams/index.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../webhook.ts';
import { type DrivenProgram, startDrivenProgram } from './driven-program.ts';
import { writeLibraryNow } from './library-now.ts';
import { type DatabaseContent, readDatabase } from './read-database.ts';

/** The compiled program, with a clock that the test drives, between a Slack, a mail server and a gateway on loopback. */
export interface ChatDesk {
  readonly program: DrivenProgram;
  readonly address: string;
  readonly slack: SlackStandIn;
  /** Where everybody is as well; there when it was asked for. */
  readonly teams: TeamsStandIn;
  readonly gateway: WebhookStandIn;
  readonly smtp: SmtpStandIn;
  readonly database: string;
  inSlack(id: string): Person;
  inTeams(id: string): Person;
  /** Presses in Slack without waiting for a reply, which may not come while Slack fails. */
  pressesInSlack(id: string, label: string): Promise<void>;
  /** The subjects of the mails to somebody of the staff. */
  mailsTo(id: string): readonly string[];
  /** Waits for an e-mail to somebody whose subject says this, while the time goes on. */
  isMailed(id: string, words: string): Promise<unknown>;
  /** Waits for something while the time goes on, a second for each look. */
  meanwhile<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>>;
  content(): Promise<DatabaseContent>;
}

export interface ChatDeskOptions {
  readonly teams?: boolean;
  /** What staff.json says besides of some people. */
  readonly staff?: Readonly<Record<string, object>>;
}

/** Starts all of it until the test ends. */
export async function startChatDesk(main: string, options: ChatDeskOptions = {}): Promise<ChatDesk> {
  const directory = temporaryDirectory();
  const database = join(directory, 'db');
  await writeLibraryNow(directory);
  const file = join(directory, 'staff.json');
  const listed = JSON.parse(await readFile(file, 'utf8')) as readonly { readonly id: string }[];
  await writeFile(file, JSON.stringify(listed.map((one) => ({ ...one, ...options.staff?.[one.id] }))));

  const slack = await startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email, zone: 'America/Toronto' })),
    channels: ['C0CENTRAL', 'C0NORTHA'].map((id) => ({ id, members: staff.map((one) => one.slack) })),
  });
  onTestFinished(() => slack.stop());
  const teams = options.teams ? await startLibraryTeams(directory) : undefined;
  onTestFinished(() => teams?.stop());
  const smtp = await startSmtpStandIn();
  onTestFinished(() => smtp.stop());
  const gateway = await startWebhookStandIn();
  onTestFinished(() => gateway.stop());
  const program = startDrivenProgram(main, new Date().toISOString(), {
    DESKBELL_DATA: directory,
    DESKBELL_DB: database,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: smtp.url,
    SMTP_FROM: 'desk@example.org',
    NOTIFY_WEBHOOK_URL: gateway.url,
    NOTIFY_WEBHOOK_SECRET: gateway.secret,
    ...(teams === undefined ? {} : { ...teams.settings, NODE_EXTRA_CA_CERTS: teams.certificateFile }),
  });
  onTestFinished(() => program.kill());
  const address = await program.address();
  if (teams !== undefined) await linkStaff(teams, address, database);

  const reach = () => ({ deskUrl: address, now: program.now });
  const member = (id: string) => staff.find((one) => one.id === id) as (typeof staff)[number];
  const people = new Map<string, Person>();
  const known = (key: string, create: () => Person) => {
    const person = people.get(key) ?? create();
    people.set(key, person);
    return person;
  };
  const mailsTo = (id: string) => smtp.to(`${id}@example.org`).map(({ subject }) => subject);
  const meanwhile: ChatDesk['meanwhile'] = (what, look) =>
    eventually(what, async () => {
      await program.pass(1000);
      return look();
    });

  return {
    program,
    address,
    slack,
    get teams() {
      if (teams === undefined) throw new Error('Nobody is in Teams.');
      return teams;
    },
    gateway,
    smtp,
    database,
    inSlack: (id) =>
      known(`slack ${id}`, () => createSlackPerson(slack, reach, member(id).slack, member(id).name)),
    inTeams: (id) =>
      known(`teams ${id}`, () => {
        if (teams === undefined) throw new Error('Nobody is in Teams.');
        return createTeamsPerson(teams, () => address, entraId(id), member(id).name);
      }),
    pressesInSlack: async (id, label) => {
      await slackUser(slack, reach(), member(id).slack).presses(label);
    },
    mailsTo,
    isMailed: (id, words) =>
      meanwhile(`${id} is told by e-mail: ${words}`, () => mailsTo(id).some((one) => one.includes(words))),
    meanwhile,
    content: () => readDatabase(database),
  };
}
