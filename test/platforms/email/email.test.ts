import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import { createEmail, type EmailOptions } from '../../../src/platforms/email/index.ts';
import type { Messenger, PlainMessage, SendError } from '../../../src/platforms/platform.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { type SmtpStandIn, startSmtpStandIn } from '../../support/smtp.ts';

const words = createWords({ en: [] });
const at = '2026-11-22T23:40:00.000Z';
const message: PlainMessage = { summary: own('Come now'), more: [own('Phone the desk.')], at };

let smtp: SmtpStandIn;
let clock: DrivenClock;
let warnings: object[];
const started: Messenger[] = [];
beforeEach(async () => {
  smtp = await startSmtpStandIn();
  clock = createDrivenClock(at);
  warnings = [];
});
afterEach(async () => {
  for (const email of started.splice(0)) await email.stop();
  await smtp.stop();
});

function start(options: Partial<EmailOptions> = {}): Messenger {
  const email = createEmail({
    host: '127.0.0.1',
    port: smtp.port,
    secure: false,
    requireTls: false,
    from: 'desk@example.org',
    user: smtp.user,
    password: smtp.password,
    clock,
    log: { warn: (fields) => warnings.push(fields) },
    ...options,
  });
  email.start(words);
  started.push(email);
  return email;
}

const lee = { id: 'lee@example.org', private: true };
const draw = { locale: 'en', marker: 'row.0' };

/** How sending fails. */
async function failureOf(sending: Promise<void>): Promise<SendError> {
  return sending.then(
    () => {
      throw new Error('It was sent.');
    },
    (thrown: SendError) => thrown,
  );
}

describe('an e-mail', () => {
  it('is plain text from the desk to one person, and says that it was not written by hand', async () => {
    await start().send(lee, { ...message, summary: own('Grüße: “now”') }, draw);
    const [mail] = smtp.mails;
    expect(mail?.to).toEqual(['lee@example.org']);
    expect(mail?.subject).toBe('Grüße: “now”');
    expect(mail?.text).toBe('Grüße: “now”\n\nPhone the desk.\n');
    expect(mail?.headers.get('from')).toBe('Deskbell <desk@example.org>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('date')).toBe('Sun, 22 Nov 2026 23:40:00 +0000');
  });

  it('has the same id when it is sent again', async () => {
    const email = start();
    await email.send(lee, message, draw);
    await email.send(lee, message, { ...draw, repeat: true });
    const ids = smtp.mails.map((mail) => mail.headers.get('message-id'));
    expect(ids).toEqual(['<row.0@example.org>', '<row.0@example.org>']);
  });

  it.each(['\r\nBcc: eve@example.org', '\n\nBcc: eve@example.org', '\u2028Bcc: x', '\r\n.\r\nMAIL FROM:<x>'])(
    'takes no header, line or command from a name (%j)',
    async (injected) => {
      const line = own(`Priya${injected} asks`);
      await start().send(lee, { summary: line, more: [line], at }, draw);
      const [mail] = smtp.mails;
      expect(smtp.mails).toHaveLength(1);
      expect(mail?.to).toEqual(['lee@example.org']);
      expect(mail?.headers.has('bcc')).toBe(false);
      expect(mail?.subject).toMatch(/^Priya .* asks$/);
      expect(mail?.text.trim().split('\n')).toHaveLength(3);
    },
  );

  it('has a subject that is cut, and the whole of it in the text', async () => {
    const long = 'x'.repeat(500);
    await start().send(lee, { ...message, summary: own(long) }, draw);
    expect(smtp.mails[0]?.subject).toHaveLength(200);
    expect(smtp.mails[0]?.text).toContain(long);
  });

  it('goes only to one plain address', () => {
    const email = start();
    expect(email.address({ email: 'lee@example.org' })).toEqual(lee);
    for (const bad of [
      'lee@example.org,eve@example.org',
      'Lee <lee@example.org>',
      'lee',
      'a@b@c',
      'a@b\r\nX: y',
    ])
      expect(email.address({ email: bad })).toBeUndefined();
    expect(email.address({ phone: '+15550100' })).toBeUndefined();
  });
});

describe('a failure', () => {
  it('is final when the server refuses for good', async () => {
    smtp.fail(550);
    expect(await failureOf(start().send(lee, message, draw))).toMatchObject({ failure: 'never' });
  });

  it('is tried later when the server says so or is not there', async () => {
    smtp.fail(451);
    const email = start();
    expect(await failureOf(email.send(lee, message, draw))).toMatchObject({ failure: 'later' });
    await smtp.close();
    expect(await failureOf(email.send(lee, message, draw))).toMatchObject({ failure: 'later' });
  });

  it('is in doubt when the server takes the mail and says nothing', async () => {
    const email = start();
    smtp.fail('hang');
    const failing = failureOf(email.send(lee, message, draw));
    await eventually('the mail is there', () => smtp.mails.length === 1);
    clock.skip(20_000);
    expect(await failing).toMatchObject({ failure: 'unknown' });
  });

  it('never tells the password, the address or what the server said', async () => {
    const error = await failureOf(start({ password: 'wrong-secret' }).send(lee, message, draw));
    expect(error).toMatchObject({ failure: 'never', reason: 'EAUTH 535' });
    expect(`${error.message} ${String(error.cause)}`).not.toMatch(/secret|lee@|Wrong/);
  });

  it('is found at the start when the password is wrong', async () => {
    start({ password: 'wrong-secret' });
    await eventually('the operator is told', () => warnings.length === 1);
    expect(warnings).toEqual([{ platform: 'email', reason: 'EAUTH 535' }]);
  });
});

it('tells no password to a server without TLS where TLS is needed', async () => {
  const open = await startSmtpStandIn({ tls: false });
  const email = start({ port: open.port, requireTls: true });
  expect((await failureOf(email.send(lee, message, draw))).failure).not.toBe('never');
  expect(open.offered).toBe(0);
  await open.stop();
});
