import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startDesk } from './support/desk/start-desk.ts';

const root = resolve(import.meta.dirname, '..');

/** The desk's sentences, line by line. Those of Teams are read nowhere else. */
const lines = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.en.ts') && !name.startsWith('platforms/teams'))
  .flatMap((name) =>
    readFileSync(join(root, 'src', name), 'utf8')
      .split('\n')
      .map((line) => `${name}: ${line.trim()}`),
  );

/** The words of all commands, for a pattern. */
let words: string;
beforeAll(async () => {
  const desk = await startDesk();
  try {
    const start = await fetch(`${desk.address}/desk/start`);
    const { commands } = (await start.json()) as { commands: readonly { readonly word: string }[] };
    words = [...commands.map(({ word }) => word), 'help'].join('|');
  } finally {
    await desk.stop();
  }
});

/** Typed as it stands it is a message to everybody in a Slack channel, and a command of its own may be another app's. */
describe('what a sentence tells people to type', () => {
  it('is marked, so that it is drawn as it is typed where it is read', () => {
    const bare = new RegExp(`(?:“|\\btype )(?:${words})\\b`, 'i');
    expect(lines.filter((line) => bare.test(line))).toEqual([]);
  });

  it('is a command', () => {
    const marked = lines.flatMap((line) =>
      [...line.matchAll(/<type>(.*?)<\/type>/g)].map(([, typed]) => typed),
    );
    expect(marked.length).toBeGreaterThan(20);
    const known = new RegExp(`^(?:(?:${words})\\b|\\{\\w+\\}$)`);
    expect(marked.filter((typed) => !known.test(typed ?? ''))).toEqual([]);
  });

  it('is never a slash command other than /desk', () => {
    const slash = lines.flatMap((line) => [...line.matchAll(/(?<=[\s“(])\/[a-z]+/g)].map(([typed]) => typed));
    expect([...new Set(slash)]).toEqual(['/desk']);
  });
});
