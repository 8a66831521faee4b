import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { DeskError } from '../../src/errors.ts';

const mail = { SMTP_URL: 'smtps://desk:p%40ss@mail.example.org', SMTP_FROM: 'desk@example.org' };
const hook = {
  NOTIFY_WEBHOOK_URL: 'https://sms.example.org/send',
  NOTIFY_WEBHOOK_SECRET: 'a-secret-of-sixteen',
};

/** The sentences of a start that is refused. */
function problemsOf(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof DeskError) return error.message;
    throw error;
  }
  return '';
}

describe('e-mail', () => {
  it('is off unless it is set', () => {
    expect(readConfig({})).not.toHaveProperty('email');
    expect(readConfig({})).not.toHaveProperty('webhook');
  });

  it('reads the address of the server, with the password in it', () => {
    const { from, ...server } = readConfig(mail).email ?? {};
    expect(from).toBe('desk@example.org');
    expect(server).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      requireTls: false,
      user: 'desk',
      password: 'p@ss',
    });
  });

  it('needs TLS before a password goes to another machine, and only then', () => {
    const requireTls = (SMTP_URL: string) => readConfig({ ...mail, SMTP_URL }).email?.requireTls;
    expect(requireTls('smtp://desk:pass@mail.example.org')).toBe(true);
    expect(requireTls('smtp://desk:pass@127.0.0.1:2525')).toBe(false);
    expect(requireTls('smtp://mail.example.org:25')).toBe(false);
    expect(readConfig({ ...mail, SMTP_URL: 'smtp://mail.example.org' }).email?.port).toBe(587);
  });

  it.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://desk@mail.example.org',
    'smtp://desk:very-secret%zz@mail.example.org',
    'smtp://desk:very-secret@mail.example.org/?pool=true',
    'smtp://desk:very-secret@mail.example.org/inbox',
  ])('refuses %s in a sentence without the password', (SMTP_URL) => {
    const problems = problemsOf({ ...mail, SMTP_URL });
    expect(problems).toContain('SMTP_URL is not the address of a mail server.');
    expect(problems).not.toContain('very-secret');
  });

  it.each(['Desk <desk@example.org>', 'desk', 'a@b.org, c@d.org'])('refuses to come from %s', (SMTP_FROM) => {
    expect(problemsOf({ ...mail, SMTP_FROM })).toContain('SMTP_FROM is not an e-mail address.');
  });
});

describe('the webhook', () => {
  it('is https, or on this machine', () => {
    expect(readConfig(hook).webhook).toEqual({
      url: hook.NOTIFY_WEBHOOK_URL,
      secret: hook.NOTIFY_WEBHOOK_SECRET,
    });
    expect(problemsOf({ ...hook, NOTIFY_WEBHOOK_URL: 'http://127.0.0.1:9000/' })).toBe('');
    expect(problemsOf({ ...hook, NOTIFY_WEBHOOK_URL: 'http://[::1]:9000/' })).toBe('');
    for (const url of [
      'http://sms.example.org',
      'sms.example.org',
      'https://me:you@sms.example.org',
      'ftp://x',
    ])
      expect(problemsOf({ ...hook, NOTIFY_WEBHOOK_URL: url })).toContain(
        'NOTIFY_WEBHOOK_URL is not an https',
      );
  });

  it('wants a secret that cannot be guessed, and never repeats it', () => {
    const problems = problemsOf({ ...hook, NOTIFY_WEBHOOK_SECRET: 'hunter2' });
    expect(problems).toContain('NOTIFY_WEBHOOK_SECRET is too short.');
    expect(problems).not.toContain('hunter2');
  });
});

it.each([
  ['SMTP_URL', 'SMTP_FROM'],
  ['SMTP_FROM', 'SMTP_URL'],
  ['NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET'],
  ['NOTIFY_WEBHOOK_SECRET', 'NOTIFY_WEBHOOK_URL'],
] as const)('%s alone asks for %s', (one, other) => {
  expect(problemsOf({ [one]: { ...mail, ...hook }[one] })).toContain(`${one} is set, but ${other} is not.`);
});
