import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { addStaff, deskbell, openDatabase, ordinaryUser, temporaryFolder } from './library.ts';

/** What root has: a stopped desk's folder, which is another user's, and a backup that is root's. */
async function deskOfAnotherUser(context: TestContext) {
  const { uid = -1, gid = -1 } = ordinaryUser(context);
  const folder = await temporaryFolder();
  const backup = join(folder, 'backup');
  await makeDatabase(backup, 'omar');
  const home = join(folder, 'home');
  await mkdir(home);
  await chown(home, uid, gid);
  await chmod(folder, 0o755);
  return { folder, home, backup, user: { uid, gid } };
}

async function makeDatabase(directory: string, id: string): Promise<void> {
  const store = await openDatabase(directory);
  await addStaff(store, id);
  await store.close();
}

/** Whose a folder and all that lies in it is. */
async function ownersOf(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder, { recursive: true });
  const all = await Promise.all(
    [folder, ...names.map((name) => join(folder, name))].map((path) => stat(path)),
  );
  return new Set(all.map(({ uid, gid }) => `${uid}:${gid}`));
}

// Nobody else may give files away, so nobody else leaves any that the desk may not read.
describe.runIf(process.getuid?.() === 0)('What root puts in the place of a database', () => {
  it('belongs to the owner of its folder, and so does what it puts aside', async (context) => {
    const { folder, home, backup, user } = await deskOfAnotherUser(context);
    const database = join(home, 'db');
    await makeDatabase(database, 'maria');
    // Its files stay root's, as a restore by root used to leave them.
    const { uid, gid } = user;
    await chown(database, uid, gid);
    const settings = { DESKBELL_DB: database };
    expect(await deskbell(['restore', backup], settings)).toMatchObject({ exitCode: 0 });
    expect(await ownersOf(database)).toEqual(new Set([`${uid}:${gid}`]));
    expect(await readdir(join(database, 'replaced-1'))).not.toEqual([]);

    const copies = join(home, 'copies');
    await mkdir(copies);
    await chown(copies, uid, gid);
    expect(await deskbell(['backup', join(copies, '1')], settings, user)).toMatchObject({ exitCode: 0 });
    expect((await ownersOf(folder)).size).toBe(2);
  });

  it('belongs to the owner of the folder above where it is new', async (context) => {
    const { home, backup, user } = await deskOfAnotherUser(context);
    const database = join(home, 'new', 'db');
    expect(await deskbell(['restore', backup], { DESKBELL_DB: database })).toMatchObject({ exitCode: 0 });
    expect(await ownersOf(home)).toEqual(new Set([`${user.uid}:${user.gid}`]));
  });

  it('belongs to the owner of the damaged one after a repair', async (context) => {
    const { home, user } = await deskOfAnotherUser(context);
    const database = join(home, 'db');
    await makeDatabase(database, 'maria');
    await chown(database, user.uid, user.gid);
    const fixed = join(home, 'new', 'fixed');
    expect(await deskbell(['repair', fixed], { DESKBELL_DB: database })).toMatchObject({ exitCode: 0 });
    expect(await ownersOf(join(home, 'new'))).toEqual(new Set([`${user.uid}:${user.gid}`]));
  });

  it('gives away nothing that has a second name elsewhere', async (context) => {
    const { folder, home, backup, user } = await deskOfAnotherUser(context);
    const database = join(home, 'db');
    await mkdir(database);
    await chown(database, user.uid, user.gid);
    const secret = join(folder, 'secret');
    await writeFile(secret, '');
    execFileSync('ln', [secret, join(database, 'snapshot-000000000001.json')]);
    execFileSync('ln', ['-s', secret, join(database, 'journal-000000000001.jsonl')]);
    expect(await deskbell(['restore', backup], { DESKBELL_DB: database })).toMatchObject({ exitCode: 0 });
    expect((await stat(secret)).uid).toBe(0);
  });
});
