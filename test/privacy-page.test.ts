import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../src/cli/commands.ts';
import { draftKeptMs } from '../src/desk/incidents/rules.ts';
import { keepMs } from '../src/desk/reach/rules.ts';
import { startDesk, type TestDesk } from './support/desk/start-desk.ts';

const dayMs = 24 * 60 * 60_000;

async function rename(directory: string, name: string): Promise<void> {
  const file = join(directory, 'organisation.json');
  const organisation = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...organisation, name }));
}

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
  });

  it('tells the times that the desk keeps to', () => {
    expect(page).toContain(`${draftKeptMs / dayMs} days`);
    expect(page).toContain(`${keepMs / dayMs} days`);
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
