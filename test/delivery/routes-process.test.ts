import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { limitFileSize, temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { type SlackStandIn, slackUser, startSlackStandIn } from '../support/slack/index.ts';
import { type SmtpStandIn, startSmtpStandIn } from '../support/smtp.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const webhookSecret = 'very-secret-webhook-signature';
const note = 'Mr Abernathy shouts';

let directory: string;
let slack: SlackStandIn;
let smtp: SmtpStandIn;
let lives: Program[];
beforeEach(async () => {
  directory = temporaryDirectory();
  await writeLibraryNow(directory);
  lives = [];
  slack = await startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email })),
  });
  onTestFinished(() => slack.stop());
  slack.fail('chat.postMessage', { error: 'channel_not_found' });
  smtp = await startSmtpStandIn();
  onTestFinished(() => smtp.stop());
});

function start(): Program {
  const life = startProgram(program.main, {
    LOG_LEVEL: 'trace',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: smtp.url,
    SMTP_FROM: 'desk@example.org',
    NOTIFY_WEBHOOK_URL: 'http://127.0.0.1:9/nobody',
    NOTIFY_WEBHOOK_SECRET: webhookSecret,
  });
  lives.push(life);
  onTestFinished(() => life.kill());
  return life;
}

/** Priya calls; Maria and Omar are asked, whom Slack does not know any more. */
async function call(life: Program): Promise<void> {
  const deskUrl = await life.address();
  await slackUser(slack, { deskUrl }, 'U0PRIYA').types('/assist', `now cen ${note}`);
}

const asked = ['maria@example.org', 'omar@example.org'];

function expectNoSecrets(): void {
  const logged = lives.map((life) => life.stdout() + life.stderr()).join('\n');
  expect(logged).toContain('"platform":"email"');
  for (const secret of [smtp.password, webhookSecret, 'Abernathy', ...asked])
    expect(logged).not.toContain(secret);
}

it('sends the e-mails that were owed at a kill after the next start, and each once', async () => {
  await smtp.close();
  const first = start();
  await call(first);
  await eventually('e-mail was tried', () => first.stdout().includes('a message will be sent again'));
  await first.kill();

  await smtp.open();
  const second = start();
  await second.address();
  for (const to of asked) await eventually(`an e-mail to ${to}`, () => smtp.to(to).length === 1);
  await second.stop();

  const third = start();
  await third.address();
  await third.stop();
  for (const to of asked) expect(smtp.to(to)).toHaveLength(1);
  expectNoSecrets();
});

it('repeats an e-mail that was cut off before it was recorded, marked as a repeat and with the same id', async () => {
  smtp.fail('hang');
  const first = start();
  await call(first);
  for (const to of asked) await eventually(`an e-mail to ${to}`, () => smtp.to(to).length === 1);
  await first.kill();

  smtp.heal();
  const second = start();
  await second.address();
  for (const to of asked) await eventually(`a repeat to ${to}`, () => smtp.to(to).length === 2);
  await second.stop();
  for (const to of asked) {
    const [once, again] = smtp.to(to);
    expect(once?.text).not.toContain('may have reached you before');
    expect(again?.text).toContain('This message may have reached you before.');
    expect(again?.headers.get('message-id')).toBe(once?.headers.get('message-id'));
  }
});

it.runIf(process.platform === 'linux')(
  'sends a call by e-mail that can neither be saved nor go to Slack',
  async () => {
    const life = start();
    await life.address();
    limitFileSize(life.pid, 1);
    await call(life);
    const mail = await eventually('an e-mail to Maria', () => smtp.to('maria@example.org')[0]);
    limitFileSize(life.pid, undefined);
    expect(mail.subject).toBe('Come now: Priya Nair asks for help at Central Library.');
    expect(mail.raw).not.toContain('Abernathy');
    await life.stop();
  },
);
