import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../src/cli/commands.ts';
import { draftKeptMs } from '../src/desk/incidents/rules.ts';
import { checkInsKeptMs } from '../src/desk/lone/index.ts';
import { keepMs } from '../src/desk/reach/rules.ts';
import { peopleKnown } from './support/desk/people-known.ts';
import { startDesk, type TestDesk } from './support/desk/start-desk.ts';

const dayMs = 24 * 60 * 60_000;

async function rename(directory: string, name: string): Promise<void> {
  const file = join(directory, 'organisation.json');
  const organisation = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...organisation, name }));
}

/** All that lies in the database, as text. */
async function stored(directory: string): Promise<string> {
  const files = (await readdir(join(directory, 'db'))).filter((name) => /^(?:snapshot|journal)/.test(name));
  return (await Promise.all(files.map((name) => readFile(join(directory, 'db', name), 'utf8')))).join('\n');
}

it('the page about what is stored tells that Slack’s people are kept by name, also those who never used the desk', async () => {
  const desk = await startDesk({ people: 'slack over http' });
  onTestFinished(() => desk.stop());
  const reader = { name: 'Rita Reader', email: 'rita@example.org', zone: 'America/Halifax' };
  desk.slack?.addUser({ id: 'U0READER', ...reader, deleted: true });
  await desk.restart();
  await peopleKnown(join(desk.directory, 'db'), ['U0READER']);
  const kept = await stored(desk.directory);
  expect(kept).toContain(reader.name);
  expect(kept).toContain(reader.zone);
  expect(kept).not.toContain(reader.email);
  const page = await (await fetch(`${desk.address}/privacy`)).text();
  expect(page).toContain('In Slack it is everybody in the workspace, also guests and closed accounts');
  expect(page).toContain('Their e-mail addresses are only compared with those of staff.');
});

describe('the page about what is stored', () => {
  let desk: TestDesk;
  let response: Response;
  let page: string;
  beforeAll(async () => {
    desk = await startDesk({ people: 'teams', prepare: (directory) => rename(directory, 'Ash & <Brook>') });
    response = await fetch(`${desk.address}/privacy`);
    page = await response.text();
  });
  afterAll(() => desk.stop());

  it('is served to anybody, also without the built-in page, and runs nothing', () => {
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|style=/);
  });

  it('says for whom it speaks, what is stored, where, for how long, and on which terms', () => {
    expect(page).toContain('Ash &amp; &lt;Brook&gt;');
    expect(page).not.toContain('<Brook>');
    for (const heading of ['What is stored', 'Where', 'How long', 'Terms']) {
      expect(page).toMatch(new RegExp(`<h2[^>]*>${heading}</h2>`));
    }
    expect(page).toContain('id="terms"');
    expect(page).toContain('who was alone where, and when they answered');
  });

  it('tells the times that the desk keeps to', () => {
    expect(page).toContain(`${draftKeptMs / dayMs} days`);
    expect(page).toContain(`${keepMs / dayMs} days`);
    expect(page).toContain(
      `Check-ins with whoever is alone are deleted ${checkInsKeptMs / dayMs} days after`,
    );
  });

  it('promises nothing to be deleted that no command deletes', async () => {
    const { lines } = await runCommand(['help'], () => {
      throw new Error('Help needs nothing.');
    });
    expect(lines.filter((line) => /delet|remove|erase/i.test(line))).toEqual([]);
    expect(page).toContain('there is no command yet that deletes them');
    expect(page).not.toContain('deletes it');
  });

  it('names nobody', () => {
    expect(page).not.toMatch(/Maria|example\.org|C0CENTRAL|911/);
  });
});
