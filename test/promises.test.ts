import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promises } from './promises.ts';

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

describe('what the README promises', () => {
  it('is proven by tests, sentence by sentence', () => {
    expect(Object.keys(promises)).toEqual(sentences());
  });

  it.each(Object.entries(promises))('%s', (_, tests) => {
    expect(tests).not.toEqual([]);
    for (const [file, title] of tests) {
      expect(readFileSync(resolve(root, 'test', file), 'utf8')).toContain(title);
    }
  });
});
