import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFiles, problemToSentence, readDataFolder } from '../src/admin/index.ts';
import { demoDirectory, settingsTable } from '../src/config.ts';
import { builtInPolicies, defaultStaleAfterMs, policyKinds, type Target } from '../src/desk/asking/index.ts';
import { slackScopes } from '../src/platforms/slack/scopes.ts';
import { startDesk, type TestDesk } from './support/desk/start-desk.ts';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Bytes. */
const largestPicture = 170_000;

describe('the README', () => {
  it('lists every setting, in order, with its default and meaning', () => {
    const rows = settingsTable.map(({ name, default: standard, meaning }) => [
      `\`${name}\``,
      standard === '' ? 'none' : standard,
      meaning,
    ]);
    expect(tableUnder('| Setting | Default | What it is |')).toEqual(rows);
  });

  it('lists every Slack scope with its reason', () => {
    const rows = slackScopes.map(({ scope, reason }) => [`\`${scope}\``, reason]);
    expect(tableUnder('| Scope | What for |')).toEqual(rows);
  });

  it('tells whom each built-in policy asks, when, and when it ends', () => {
    const rows = policyKinds.map((kind) => {
      const { steps, lastAfterMs } = builtInPolicies[kind];
      const cells = steps.map(({ afterMs, ask }) => {
        const asked = ask.map((target) => targetWords.get(target)).join(', ');
        return afterMs === 0 ? asked : `${timeWords(afterMs)}: ${asked}`;
      });
      return [`\`${kind}\``, ...cells, timeWords(lastAfterMs)];
    });
    expect(tableUnder('| `for` | First | Then | Then | Caller is told |')).toEqual(rows);
  });

  it('tells for how many minutes a call is worth waking somebody for', () => {
    expect(readme).toContain(`\`staleAfterMinutes\` (${defaultStaleAfterMs / 60_000} unless given)`);
  });

  it('shows every picture there is, and only pictures there are', () => {
    const shown = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) => match[1] as string);
    const there = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
    expect(shown.toSorted()).toEqual(there.toSorted());
  });

  it('shows only pictures that `npm run pictures` takes, and that load fast', () => {
    const folder = join(root, 'scripts/pictures');
    const scripts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const taken = scripts.flatMap((script) => script.match(/[\w-]+\.png/g) ?? []);
    const there = readdirSync(join(root, 'docs/pictures'));
    expect(there.toSorted()).toEqual(taken.toSorted());
    const large = there.filter((name) => statSync(join(root, 'docs/pictures', name)).size > largestPicture);
    expect(large).toEqual([]);
  });

  it('links only to its own headings and to files that exist', () => {
    const links = [...readme.matchAll(/(?<!!)\[[^\]]+\]\((?!https:)([^)]+)\)/g)].map(
      (match) => match[1] ?? '',
    );
    const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(
      (match) =>
        `#${match[1]
          ?.toLowerCase()
          .replaceAll(/[^\w\- ]/g, '')
          .replaceAll(' ', '-')}`,
    );
    expect(links.filter((link) => !anchors.includes(link) && !existsSync(join(root, link)))).toEqual([]);
  });
});

describe('the examples of files in the README', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskbell-readme-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are a library without a mistake', async () => {
    for (const name of Object.values(dataFiles)) {
      const example = new RegExp(`\\*\\*\`${name}\`\\*\\*[\\s\\S]*?\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(
        readme,
      );
      await writeFile(join(folder, name), example?.[1] ?? '');
    }
    const { problems } = await readDataFolder(folder);
    expect(problems.map(problemToSentence)).toEqual([]);
  });
});

describe('the commands in the README, typed in the demo library', () => {
  /** Slack's own. */
  const foreign = /^\/invite /;
  const typed = [
    ...new Set([...readme.matchAll(/`(\/[a-z]+(?: [^`]*)?)`/g)].map((match) => match[1] ?? '')),
  ].filter((words) => !foreign.test(words));
  let desk: TestDesk;
  beforeAll(async () => {
    // A Sunday morning in Toronto, when Maria is on shift.
    desk = await startDesk({ at: '2026-11-22T15:00:00.000Z', env: { DESKBELL_DATA: demoDirectory } });
  });
  afterAll(() => desk.stop());

  it('are more than a few', () => {
    expect(typed.length).toBeGreaterThan(8);
  });

  it.each(typed)('%s is understood', async (words) => {
    const reply = await desk.person('maria').types(words);
    expect(reply).not.toMatch(/has no command|could not read|did not work/);
    expect(reply !== '' || desk.person('maria').seesForm() !== undefined).toBe(true);
  });
});

/** How the README names whom a step asks. */
const targetWords: ReadonlyMap<Target, string> = new Map([
  ['onShift', 'on shift'],
  ['pic', 'person in charge'],
  ['security', 'security'],
  ['supervisor', 'supervisor'],
  ['director', 'director'],
  ['neighbourPic', "neighbour's person in charge"],
]);

function timeWords(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

/** The cells of the rows under a header. */
function tableUnder(header: string): readonly (readonly string[])[] {
  const lines = readme.split('\n');
  const start = lines.indexOf(header);
  expect(start).toBeGreaterThan(0);
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
