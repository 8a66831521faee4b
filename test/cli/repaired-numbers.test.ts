import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextCount } from '../../src/desk/numbers/index.ts';
import {
  addCall,
  addQuestion,
  addReport,
  damage,
  deskbell,
  openDatabase,
  setCounter,
  stoppedInTheMiddle,
} from './library.ts';

async function repaired(directory: string) {
  const fixed = `${directory}-fixed`;
  const { exitCode, output, errors } = await deskbell(['repair', fixed], { DESKBELL_DB: directory });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  const store = await openDatabase(fixed);
  return { output, next: (counter: string) => store.transact((tx) => nextCount(tx, counter)) };
}

describe('After deskbell repair no number is given out twice', () => {
  it('where the report that has it was saved once more', async () => {
    const directory = await stoppedInTheMiddle(async (store) => {
      await setCounter(store, 'incident:CEN:2026', 13);
      await setCounter(store, 'incident:CEN:2026', 14);
      await addReport(store, 'late', 'CEN-2026-00014');
    });
    damage(directory, '"value":14');
    const { output, next } = await repaired(directory);
    expect(output).toContain('Lost: commit 2, in');
    expect(output).toContain(
      'New calls, questions and reports leave out the next number of each kind, because it may have been given out.\n',
    );
    expect(await next('incident:CEN:2026')).toBe(16);
  });

  it('where nothing tells of it any more', async () => {
    const directory = await stoppedInTheMiddle(async (store) => {
      await setCounter(store, 'help', 4);
      for (const counter of ['escalation', 'drill']) await setCounter(store, counter, 1);
      await setCounter(store, 'help', 5);
      await addCall(store, 'H-0004');
    });
    for (const words of ['"escalation"', '"drill"', '"value":5']) damage(directory, words);
    const { output, next } = await repaired(directory);
    expect(output).toContain(
      'leave out the next 3 numbers of each kind, because they may have been given out.\n',
    );
    expect(await next('help')).toBe(8);
    for (const counter of ['escalation', 'drill']) expect(await next(counter)).toBe(4);
  });

  it('where the journal ends with what cannot be read', async () => {
    const directory = await stoppedInTheMiddle(async (store) => {
      for (const value of [4, 5, 6]) await setCounter(store, 'escalation', value);
    });
    for (const value of [5, 6]) damage(directory, `"value":${value}`);
    expect(await (await repaired(directory)).next('escalation')).toBeGreaterThan(6);
  });

  it('where nobody knows what is lost', async () => {
    const directory = await stoppedInTheMiddle((store) => setCounter(store, 'help', 4), 'close');
    for (const name of readdirSync(directory)) if (name.startsWith('journal')) rmSync(join(directory, name));
    const { output, next } = await repaired(directory);
    expect(output).toContain('leave out the next 1000 numbers of each kind');
    expect(await next('help')).toBe(1005);
  });

  it('where its counter is lost with a line of the only snapshot', async () => {
    const directory = await stoppedInTheMiddle(async (store) => {
      for (const counter of ['help', 'drill', 'escalation']) await setCounter(store, counter, 7);
      for (const number of ['H-0007', 'D-0007']) await addCall(store, number);
      await addQuestion(store, 'E-0007');
      await addReport(store, 'late', 'NTH-A-2026-00007');
    }, 'close');
    const [oldest, newest] = readdirSync(directory)
      .filter((name) => name.startsWith('snapshot'))
      .sort();
    expect(newest).toBeDefined();
    rmSync(join(directory, oldest ?? ''));
    rmSync(
      join(
        directory,
        readdirSync(directory)
          .filter((name) => name.startsWith('journal'))
          .sort()[0] ?? '',
      ),
    );
    for (const counter of ['help', 'drill', 'escalation']) damage(directory, `"id":"${counter}"`);
    const { next } = await repaired(directory);
    for (const counter of ['help', 'drill', 'escalation', 'incident:NTH-A:2026']) {
      expect(await next(counter)).toBe(11);
    }
  });

  it('and none is left out where nothing is lost', async () => {
    const directory = await stoppedInTheMiddle(async (store) => {
      await setCounter(store, 'help', 4);
      await addCall(store, 'H-0004');
    });
    const { output, next } = await repaired(directory);
    expect(output).toContain('Nothing was lost.');
    expect(await next('help')).toBe(5);
  });
});
