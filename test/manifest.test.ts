import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from './support/desk/start-desk.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { readonly command: string; readonly usage_hint: string }[];
    readonly shortcuts: readonly { readonly callback_id: string }[];
  };
}
interface Declared {
  readonly word: string;
  readonly direct: boolean;
  readonly usage: string;
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../manifest.json'), 'utf8')) as Manifest;

describe('manifest.json, held against the commands of the running program', () => {
  let desk: TestDesk;
  let commands: readonly Declared[];
  beforeAll(async () => {
    desk = await startDesk();
    const response = await fetch(`${desk.address}/desk/start`);
    commands = ((await response.json()) as { commands: readonly Declared[] }).commands;
  });
  afterAll(() => desk.stop());

  it('has /desk and every direct command, and no other', () => {
    const direct = commands.filter((command) => command.direct).map((command) => `/${command.word}`);
    const declared = manifest.features.slash_commands.map(({ command }) => command);
    expect(declared.toSorted()).toEqual(['/desk', ...direct].toSorted());
  });

  it('hints at the usage that the command itself declares', () => {
    for (const { word, usage } of commands.filter(({ direct }) => direct)) {
      const entry = manifest.features.slash_commands.find(({ command }) => command === `/${word}`);
      expect(entry?.usage_hint).toBe(usage);
    }
  });

  it('has shortcuts only for commands', () => {
    const words = commands.flatMap(({ word }) => [`command.${word}`, `message.${word}`]);
    for (const { callback_id: id } of manifest.features.shortcuts) expect(words).toContain(id);
  });
});
