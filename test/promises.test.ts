import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';
import { titlesOfTests } from './support/test-titles.ts';

const root = resolve(import.meta.dirname, '..');

/** The sentences under "What happens when", in order. */
function sentences(): readonly string[] {
  const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
  const section = /^## What happens when\n(?<text>.*?)^## /ms.exec(readme)?.groups?.text ?? '';
  const cells = [...section.matchAll(/^\| (?!When|---).* \| (?<then>.*) \|$/gm)].map(
    (row) => row.groups?.then ?? '',
  );
  return cells.flatMap((cell) => cell.split(/(?<=\.) /));
}

/** The tests of a file that run and that this names, or whose group it names. */
function named(file: string, title: string): readonly (readonly string[])[] {
  const tests = titlesOfTests(readFileSync(resolve(root, 'test', file), 'utf8'));
  return tests.filter((titles) => titles.some((one) => one.includes(title)));
}

describe('what the README promises', () => {
  it('is proven by tests, sentence by sentence', () => {
    expect(Object.keys(promises)).toEqual(sentences());
  });

  it.each(Object.entries(promises))('%s', (_, tests) => {
    expect(tests).not.toEqual([]);
    for (const [file, title] of tests) expect(named(file, title), `${file}: ${title}`).not.toEqual([]);
  });
});

describe('a title', () => {
  const source = (first: string, group = 'describe') => `
${group}('a call', () => {
  ${first}('is answered', { timeout: 1000 }, async () => {
    expect(it).toContain('is somewhere');
  });
  // it('is a remark', () => {});
  it.each([
    ['one', f(1)],
    ['two', f(2)],
  ] as const)(
    'has %s',
    () => {},
  );
});
`;

  it('is that of a test that runs, with the groups around it', () => {
    const all = [
      ['a call', 'is answered'],
      ['a call', 'has %s'],
    ];
    for (const how of ['it', "it.runIf(process.platform === 'linux')", 'it.each([1, 2])'])
      expect(titlesOfTests(source(how))).toEqual(all);
    expect(titlesOfTests(source('it', "describe.each(places.filter((one) => one !== 'page'))"))).toEqual(all);
  });

  it('is none of a test that does not run', () => {
    for (const how of ['it.skip', 'it.todo', 'it.skip.each([1, 2])', 'it.skipIf(true)'])
      expect(titlesOfTests(source(how))).toEqual([['a call', 'has %s']]);
    expect(titlesOfTests(source('it').replace('timeout: 1000', 'skip: true'))).toHaveLength(1);
    for (const group of ['describe.skip', 'describe.skip.each([1, 2])'])
      expect(titlesOfTests(source('it', group))).toEqual([]);
  });

  it('is found of every test in the files that are named', () => {
    for (const file of new Set(Object.values(promises).flatMap((tests) => tests.map(([one]) => one)))) {
      const text = readFileSync(resolve(root, 'test', file), 'utf8');
      expect(titlesOfTests(text), file).toHaveLength(
        [...text.matchAll(/^ *(?:it|test)(?:\.\w+)*\(/gm)].length,
      );
    }
  });
});
