import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../errors.ts';
import { type FileIdentity, identityAt, sizeIfStillAt } from './files.ts';
import { fateOf, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { showLife, showsLife } from './sign-of-life.ts';

/** Holds a database directory for this process. */
export interface Lock {
  /** Whether the file of this lock is still the one in the directory. Blocks for some microseconds. */
  isHeld(): boolean;
  /**
   * Takes the directory once more, after its lock or the whole of it was removed or replaced.
   *
   * @throws DeskError STORE_LOCKED when another process has taken it meanwhile
   */
  retake(): Promise<void>;
  /** Leaves the directory to others; a lock of theirs is not touched. */
  release(): Promise<void>;
}

/**
 * Takes the directory, or takes it over when its owner is gone.
 *
 * The file `lock` names the owner. It never lies there unfinished, because it is linked into place whole. Of several
 * processes that find the owner gone, one may follow it: the one that links `lock.<hash of what the gone owner wrote>`.
 * A successor that dies half way is followed in the same manner, so that the owner is always the end of that chain.
 *
 * Beside it, `lock.<token>.sock` shows to other containers that the owner runs. It is there before the lock that names it.
 *
 * @throws DeskError STORE_LOCKED when the owner runs, or when that cannot be told from here
 */
export async function lockDirectory(directory: string): Promise<Lock> {
  const own = ownIdentity();
  const token = randomUUID();
  const claim = { directory, own, token, text: JSON.stringify({ ...own, token }) };
  const lock = join(directory, 'lock');
  let hideLife = await showOwnLife(claim);
  let held: HeldFile | undefined;
  try {
    held = await take({ ...claim, advice: 'Stop that one first.' });
  } catch (error) {
    await hideLife();
    throw error;
  }
  return {
    isHeld: () => held !== undefined && sizeIfStillAt(lock, held.identity) !== undefined,
    async retake() {
      const lost = held;
      // It may have gone with the directory.
      if (!(await showsLife(lifeAt(directory, token)))) {
        await hideLife();
        hideLife = await showOwnLife(claim);
      }
      const advice =
        `It took the place of this desk. Stop this desk (process ${process.pid}) and go on with that one. Only if that ` +
        'one has nothing you need, stop it and move its files away: then this desk saves again by itself.';
      held = await take({ ...claim, advice });
      await lost?.handle.close();
    },
    async release() {
      await held?.handle.close();
      held = undefined;
      if ((await readIfThere(lock)) === claim.text) await rm(lock, { force: true });
      await hideLife();
    },
  };
}

/**
 * Finds that no process holds the directory, without taking it: another one may do so right after.
 *
 * @throws DeskError STORE_LOCKED when the owner runs, or when that cannot be told from here
 */
export async function requireFree(directory: string): Promise<void> {
  const { owner } = await endOfChain(directory);
  if (owner === undefined) return;
  const asking = { directory, own: ownIdentity(), token: '', text: '', advice: 'Stop that one first.' };
  await refuseUnlessGone(asking, owner);
}

/** Who wants the directory. */
interface Claim {
  readonly directory: string;
  readonly own: ProcessIdentity;
  readonly token: string;
  /** What the lock is to say. */
  readonly text: string;
  /** What the operator should do when another process of this machine has it. */
  readonly advice: string;
}

/** A lock's file. It stays open: another one would get its numbers otherwise once it is removed. */
interface HeldFile {
  readonly handle: FileHandle;
  readonly identity: FileIdentity;
}

async function take(claim: Claim): Promise<HeldFile> {
  const { directory, text } = claim;
  const lock = join(directory, 'lock');
  const mine = join(directory, `lock.${process.pid}.${randomUUID()}.tmp`);
  try {
    await writeDurably(mine, text);
    while (!(await tryToTake(claim, mine))) {
      // Somebody else was quicker; the next look tells whether they run.
    }
    // Held from here on. The chain is shortened to the one file: the name first, then what is no longer needed.
    await rename(mine, lock);
    await rm(mine, { force: true });
    await sweep(claim);
  } catch (error) {
    await rm(mine, { force: true }).catch(() => {});
    throw error;
  }
  const handle = await open(lock, 'r');
  try {
    return { handle, identity: identityAt(lock) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function tryToTake(claim: Claim, mine: string): Promise<boolean> {
  const { directory, text } = claim;
  const end = await endOfChain(directory);
  // A copy of this desk's own lock, or the one it left on a volume that was away meanwhile.
  if (end.owner === text) return true;
  if (end.owner !== undefined) await refuseUnlessGone(claim, end.owner);
  if (!(await linkIfFree(mine, end.next))) return false;
  // A chain that was shortened meanwhile no longer leads here: then the link was made in vain.
  if ((await endOfChain(directory)).owner === text) return true;
  await rm(end.next, { force: true });
  return false;
}

/** The text of the current owner, and the name that a successor has to link. */
async function endOfChain(directory: string): Promise<{ owner: string | undefined; next: string }> {
  let owner: string | undefined;
  let next = join(directory, 'lock');
  for (;;) {
    const text = await readIfThere(next);
    if (text === undefined) return { owner, next };
    owner = text;
    next = join(directory, `lock.${createHash('sha256').update(text).digest('hex')}`);
  }
}

async function refuseUnlessGone(
  { directory, own, advice: whenRunning }: Claim,
  owner: string,
): Promise<void> {
  const file = join(directory, 'lock');
  const advice =
    `If you are sure that no desk uses it, remove ${file} and start again. Where nothing can be removed, copy the ` +
    'whole folder to another disk first.';
  const other = parseOwner(owner);
  if (other === undefined) {
    throw new DeskError('STORE_LOCKED', `The lock of the database in ${directory} cannot be read. ${advice}`);
  }
  const fate = await fateIn(directory, other, own);
  if (fate === 'running' && own.started === '') {
    throw new DeskError(
      'STORE_LOCKED',
      `The database in ${directory} was locked by process ${other.pid}, and this machine has a process of that number. ` +
        `This system does not say whether it is still the same one. If it is no Deskbell, leave it alone, remove ${file} ` +
        `and start again. If it is one, it uses the database. ${whenRunning}`,
    );
  }
  if (fate === 'running') {
    const where = `${fateOf(other, own) === 'hidden' ? 'of another container ' : ''}on this machine`;
    throw new DeskError(
      'STORE_LOCKED',
      `The database in ${directory} is in use by process ${other.pid} ${where}. ${whenRunning}`,
    );
  }
  if (fate === 'elsewhere') {
    throw new DeskError(
      'STORE_LOCKED',
      `The database in ${directory} was left locked by process ${other.pid} on another machine or container ` +
        `(${other.host}), and whether it still runs cannot be told from here. ${advice}`,
    );
  }
}

interface Owner extends ProcessIdentity {
  readonly token: string;
}

/** As `fateOf`, and of another container by whether it shows that it runs. */
async function fateIn(directory: string, other: Owner, own: ProcessIdentity) {
  const fate = fateOf(other, own);
  if (fate !== 'hidden') return fate;
  return (await showsLife(lifeAt(directory, other.token))) ? 'running' : 'gone';
}

function lifeAt(directory: string, token: string): string {
  return join(directory, `lock.${token}.sock`);
}

/** Nobody asks for it where processes have no spaces of their own. */
async function showOwnLife({ directory, own, token }: Pick<Claim, 'directory' | 'own' | 'token'>) {
  return own.space === '' ? async () => {} : showLife(lifeAt(directory, token));
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

/** Removes the links of the chain, and what others who died on the way left. */
async function sweep({ directory, own }: Claim): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (/^lock\.[0-9a-f]{64}$/.test(name)) await rm(path, { force: true });
    if (/^lock\..+\.sock$/.test(name) && !(await showsLife(path))) await rm(path, { force: true });
    if (!/^lock\..+\.tmp$/.test(name)) continue;
    const owner = parseOwner((await readIfThere(path)) ?? '');
    if (owner === undefined || (await fateIn(directory, owner, own)) === 'gone')
      await rm(path, { force: true });
  }
}

async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** On disk before it gets its name: a lock that a power cut left empty could not be judged. */
async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
