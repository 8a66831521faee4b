import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSlackStandIn } from '../support/slack/index.ts';
import { startSmtpStandIn } from '../support/smtp.ts';
import { startWebhookStandIn } from '../support/webhook.ts';
import { deskbell, temporaryFolder } from './library.ts';

const phone = '+1 555 0100';

/** A library in Slack, with a mail server and a gateway for text messages. */
async function library() {
  const folder = await temporaryFolder();
  const slack = await startSlackStandIn({
    users: ['maria', 'tom'].map((id) => ({ id: `U0${id.toUpperCase()}`, email: `${id}@example.org` })),
  });
  const smtp = await startSmtpStandIn();
  const gateway = await startWebhookStandIn();
  onTestFinished(async () => {
    for (const one of [slack, smtp, gateway]) await one.stop();
  });
  const branch = { code: 'CEN', name: 'Central', timezone: 'UTC', hours: {} };
  const people = [
    { id: 'maria', email: 'maria@example.org', phone },
    { id: 'tom', email: 'tom@example.org' },
    { id: 'lee', email: 'lee@example.org' },
    { id: 'ann', phone },
    { id: 'sue', phone: 'on request' },
    { id: 'gone', active: false },
  ];
  const staff = people.map((one) => ({ name: one.id, role: 'staff', ...one }));
  await writeFile(join(folder, 'branches.json'), JSON.stringify([branch]));
  await writeFile(join(folder, 'staff.json'), JSON.stringify(staff));
  const settings = {
    DESKBELL_DATA: folder,
    DESKBELL_DB: join(folder, 'db'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: smtp.url,
    SMTP_FROM: 'desk@example.org',
    NOTIFY_WEBHOOK_URL: gateway.url,
    NOTIFY_WEBHOOK_SECRET: gateway.secret,
  };
  return { settings, smtp, gateway };
}

describe('deskbell check about routes', () => {
  it('says who is reached by what, and that the later routes answer, without a message to anybody', async () => {
    const { settings, smtp, gateway } = await library();
    const { output: said } = await deskbell(['check'], settings);
    expect(said.split('\n').slice(0, 3)).toEqual([
      expect.stringContaining('assist, now, emergency and escalate at CEN can ask nobody on any step'),
      expect.stringContaining('lee cannot be reached on Slack'),
      expect.stringContaining('ann and sue cannot be reached on Slack: there is neither'),
    ]);
    expect(said).toContain('staff.json: no route reaches sue.');
    expect(said).toContain(
      'staff.json: 2 people have one route only, though 3 are set up: lee (e-mail) and ann (text message).',
    );
    expect(said).toContain(
      '5 members of staff are active. By Slack, e-mail and text message: 1. By Slack and e-mail: 1 (tom). By e-mail only: 1. By text message only: 1. By nothing: 1.',
    );
    expect(said).toContain('The mail server of SMTP_URL answers.');
    expect(said).toContain('The address of NOTIFY_WEBHOOK_URL can be connected to; nothing was sent to it.');
    expect(said).not.toMatch(/gone|very-secret/);
    expect(smtp.offered).toBe(0);
    expect(gateway.calls).toEqual([]);
  });

  it('fails where a later route does not answer, and says why', async () => {
    const { settings, smtp, gateway } = await library();
    await smtp.close();
    await gateway.stop();
    const { exitCode, output } = await deskbell(['check'], settings);
    expect(exitCode).toBe(1);
    expect(output).toContain('SMTP_URL: the mail server cannot be used now (ESOCKET ECONNREFUSED)');
    expect(output).toContain('NOTIFY_WEBHOOK_URL: cannot be connected to now (ECONNREFUSED)');
    expect(output).not.toContain('very-secret');
  });

  it('fails where the mail server refuses the password', async () => {
    const { settings, smtp } = await library();
    const { exitCode, output } = await deskbell(['check'], {
      ...settings,
      SMTP_URL: smtp.url.replace(smtp.password, 'another-secret'),
    });
    expect(exitCode).toBe(1);
    expect(output).toContain('SMTP_URL: the mail server cannot be used now (EAUTH');
    expect(output).not.toContain('another-secret');
  });
});
