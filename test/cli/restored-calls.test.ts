import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpCollection } from '../../src/desk/help/schema.ts';
import { nextCount } from '../../src/desk/numbers/index.ts';
import {
  addCall,
  addQuestion,
  addReport,
  calledAt,
  deskbell,
  openDatabase,
  rewriteFiles,
  setCounter,
  stoppedDesk,
  temporaryFolder,
} from './library.ts';

const stays = 'That stays so, and nobody is asked again.';
const returns =
  'That cannot be taken over, so people are asked again once the desk starts. End there what is over.';

const goesOn = 'That stays as it was last, and nobody is asked again.';
const goesOnAsRead =
  'That stays as it was when it could last be read, and goes on from there once the desk starts.';
const goesOnAnew =
  'That cannot be taken over, so it is as in the backup, and people are asked again once the desk starts. Tell those ' +
  'who are on it.';

/** A database with calls for help, of which a backup has the first alone. */
async function withLostCalls() {
  const { folder, database, settings } = await stoppedDesk();
  const copy = join(folder, 'copy');
  const before = await openDatabase(database);
  await addCall(before, 'H-0001');
  await before.close();
  expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
  const after = await openDatabase(database);
  await addCall(after, 'H-0002');
  await addCall(after, 'H-0003', { ended: { how: 'done', by: 'staff:maria', at: calledAt } });
  await addCall(after, 'H-0004', { drill: { endsAt: calledAt } });
  await addCall(after, 'H-0005');
  await after.close();
  return { copy, database, settings };
}

/** As a program would write it that knows formats which this one does not. */
function newer(whole: string): string {
  return whole.replace(/"version":\d+/, '"version":99');
}

describe('deskbell restore', () => {
  it.each([
    ['whole', (whole: string) => whole],
    ['damaged', (whole: string) => whole.slice(0, -20)],
  ] as const)('over a %s database names the open calls for help that it held alone', async (_state, harm) => {
    const { copy, database, settings } = await withLostCalls();
    await rewriteFiles(database, /^snapshot-/, harm);
    const restored = await deskbell(['restore', copy], settings);
    expect(restored).toMatchObject({ exitCode: 0, errors: '' });
    expect(restored.output).toContain(
      '2 open calls for help are not in the backup: H-0002, H-0005. Nobody is asked by them any more. Tell those who ' +
        'called, so that they call again.',
    );
    expect((await deskbell(['restore', copy], settings)).output).not.toContain('calls for help');
  });

  it.each([
    ['whole', stays, (whole: string) => whole],
    ['damaged', stays, (whole: string) => whole.slice(0, -20)],
    ['newer', stays, newer],
    [
      'much newer',
      returns,
      (whole: string) => newer(whole).replaceAll('"ended":{', '"ended":{"new":"field",'),
    ],
  ] as const)(
    'over a %s database names what had ended since, and questions',
    async (_state, then, change) => {
      const { folder, database, settings } = await stoppedDesk();
      const copy = join(folder, 'copy');
      const before = await openDatabase(database);
      for (const number of ['H-0001', 'H-0002']) await addCall(before, number);
      await addQuestion(before, 'E-0001');
      await before.close();
      expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
      const after = await openDatabase(database);
      const ended = { by: 'staff:maria', at: calledAt };
      await addCall(after, 'H-0001', { ended: { ...ended, how: 'done' } });
      await addQuestion(after, 'E-0001', { ended: { ...ended, how: 'no' } });
      await addQuestion(after, 'E-0002');
      await after.close();
      await rewriteFiles(database, /^snapshot-/, change);

      const { output } = await deskbell(['restore', copy], settings);
      expect(output).toContain(`Open in the backup, and ended since: E-0001, H-0001. ${then}\n`);
      expect(output).toContain(
        '1 open question is not in the backup: E-0002. Nobody is asked by it any more. Tell whoever asked, so that they ask again.\n',
      );
      const open = (await (await openDatabase(database)).all(helpCollection)).filter((one) => !one.ended);
      expect(open.map(({ number }) => number)).toEqual(then === stays ? ['H-0002'] : ['H-0001', 'H-0002']);
    },
  );

  it('of a backup from before an update leaves ended what has ended since, and goes on with the numbers', async () => {
    const folder = await temporaryFolder();
    const [database, copy] = [join(folder, 'db'), join(folder, 'copy')];
    const settings = { DESKBELL_DB: database };
    const old = await openDatabase(database, []);
    await addCall(old, 'H-0001');
    await setCounter(old, 'help', 1);
    await old.close();
    expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
    const updated = await openDatabase(database);
    await addCall(updated, 'H-0001', { ended: { how: 'done', by: 'staff:maria', at: calledAt } });
    await setCounter(updated, 'help', 3);
    await updated.close();

    const { output } = await deskbell(['restore', copy], settings);
    expect(output).toContain(`Open in the backup, and ended since: H-0001. ${stays}\n`);
    const restored = await openDatabase(database);
    expect(await restored.all(helpCollection)).toMatchObject([{ ended: { how: 'done' } }]);
    expect(await restored.transact((tx) => nextCount(tx, 'help'))).toBe(4);
  });

  it('refuses a backup that a newer program made', async () => {
    const folder = await temporaryFolder();
    const copy = join(folder, 'copy');
    const newest = [{ to: 99, describe: 'what this program does not know' }];
    await (await openDatabase(copy, newest)).close();
    const { exitCode, errors } = await deskbell(['restore', copy], { DESKBELL_DB: join(folder, 'db') });
    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /^The backup in .*copy was written by a newer Deskbell \(format 99, this one knows \d+\)\./,
    );
    expect(await readdir(folder)).toEqual(['copy']);
  });

  it.each([
    ['whole', goesOn, (whole: string) => whole],
    ['damaged', goesOnAsRead, (whole: string) => whole.slice(0, -20)],
    ['newer', goesOn, newer],
    [
      'much newer',
      goesOnAnew,
      (whole: string) => newer(whole).replaceAll('"number":', '"new":"field","number":'),
    ],
  ] as const)('over a %s database names what is open and has gone on since', async (state, then, change) => {
    const { folder, database, settings } = await stoppedDesk();
    const copy = join(folder, 'copy');
    const before = await openDatabase(database);
    for (const number of ['H-0001', 'H-0002']) await addCall(before, number);
    await addCall(before, 'D-0001', { drill: { endsAt: calledAt } });
    await addQuestion(before, 'E-0001');
    await before.close();
    expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
    const after = await openDatabase(database);
    await addCall(after, 'H-0001', { urgency: 'emergency' });
    await addCall(after, 'D-0001', { urgency: 'emergency', drill: { endsAt: calledAt } });
    await addQuestion(after, 'E-0001', { nobodyToldAt: calledAt });
    await after.close();
    await rewriteFiles(database, /^snapshot-/, change);

    const { output } = await deskbell(['restore', copy], settings);
    expect(output).toContain(`Open in both, and gone on since: E-0001, H-0001. ${then}\n`);
    expect(output).not.toContain('H-0002');
    const urgencies = (await (await openDatabase(database)).all(helpCollection)).map(
      ({ urgency }) => urgency,
    );
    expect(urgencies).toEqual(
      state === 'much newer' ? ['now', 'now', 'now'] : ['emergency', 'emergency', 'now'],
    );
  });

  it('takes nothing over from a database that is older than the backup', async () => {
    const { folder, database, settings } = await stoppedDesk();
    const [early, late] = [join(folder, 'early'), join(folder, 'late')];
    const monday = await openDatabase(database);
    for (const number of ['H-0001', 'H-0002']) await addCall(monday, number);
    await monday.close();
    await deskbell(['backup', early], settings);
    const tuesday = await openDatabase(database);
    await addCall(tuesday, 'H-0001', { urgency: 'emergency' });
    await addCall(tuesday, 'H-0001', { urgency: 'emergency', nobodyToldAt: calledAt });
    await addCall(tuesday, 'H-0002', { ended: { how: 'done', by: 'staff:maria', at: calledAt } });
    await tuesday.close();
    await deskbell(['backup', late], settings);
    // By mistake the desk went on with the older one.
    const again = await openDatabase(early);
    for (const number of ['H-0001', 'H-0002']) await addCall(again, number);
    await again.close();
    const { output } = await deskbell(['restore', late], { DESKBELL_DB: early });
    expect(output).not.toContain('since');
    const restored = await (await openDatabase(early)).all(helpCollection);
    expect(restored).toMatchObject([{ urgency: 'emergency' }, { ended: { how: 'done' } }]);
  });

  it('names submitted reports that are lost, or are drafts again', async () => {
    const { folder, database, settings } = await stoppedDesk();
    const copy = join(folder, 'copy');
    const before = await openDatabase(database);
    for (const id of ['draft', 'submitted']) await addReport(before, id);
    await addReport(before, 'reviewed', 'CEN-2026-00001');
    await before.close();
    expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
    const after = await openDatabase(database);
    await addReport(after, 'reviewed', 'CEN-2026-00001');
    await addReport(after, 'submitted', 'CEN-2026-00002');
    await addReport(after, 'lost', 'CEN-2026-00004');
    await addReport(after, 'also lost', 'CEN-2026-00003');
    await addReport(after, 'new draft');
    await after.close();
    const { output } = await deskbell(['restore', copy], settings);
    expect(output).toContain(
      'Reports that are not in the backup: CEN-2026-00003, CEN-2026-00004. Tell their authors. What they wrote is only in ' +
        'what is kept of the database before.\n',
    );
    expect(output).toContain(
      'Reports that were submitted since the backup and are drafts again: CEN-2026-00002. Tell their authors, so that they ' +
        'look through them and submit them again.\n',
    );
    expect(output).not.toContain('00001');
  });

  it('has somebody look after whoever did not answer a check-in, first of all', async () => {
    const { copy, database, settings } = await withLostCalls();
    const after = await openDatabase(database);
    const checkIn = { at: calledAt, until: calledAt };
    await addCall(after, 'H-0006', { branch: 'NTH-A', checkIn });
    await addCall(after, 'H-0007', { checkIn: { ...checkIn, calledAt } });
    await after.close();
    const [, , first, second] = (await deskbell(['restore', copy], settings)).output.split('\n');
    expect(first).toBe(
      'H-0006 asked people to look after somebody who was alone at NTH-A and did not answer. It is not in the backup, and ' +
        'nobody is asked by it any more. Have somebody look there now.',
    );
    expect(second).toContain('3 open calls for help are not in the backup: H-0002, H-0005, H-0007. ');
  });

  it('needs nothing of a database that cannot be read at all', async () => {
    const { copy, database, settings } = await withLostCalls();
    await rewriteFiles(database, /^(?:snapshot|journal)-/, () => 'no database');
    const restored = await deskbell(['restore', copy], settings);
    expect(restored).toMatchObject({ exitCode: 0, errors: '' });
    expect(restored.output).not.toContain('calls for help');
  });
});
