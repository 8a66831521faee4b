import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Running, start } from '../../src/start.ts';
import { addMs } from '../../src/time.ts';
import { createDrivenClock, type DrivenClock } from '../support/clock.ts';
import { createBrowserPerson } from '../support/desk/browser-person.ts';
import { shifts, staff, sundayEvening, writeLibrary } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let directory: string;
let running: Running | undefined;
let clock: DrivenClock;
const [priya, maria, lee, nora, dana, robin] = ['priya', 'maria', 'lee', 'nora', 'dana', 'robin'].map((id) =>
  createBrowserPerson(() => running?.address ?? '', id, staff.find((one) => one.id === id)?.name ?? id),
) as [Person, Person, Person, Person, Person, Person];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  await writeLibrary(directory);
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

async function startAt(instant: string): Promise<void> {
  clock = createDrivenClock(instant);
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
  });
  running = await start(config, clock);
}

async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** Stops the desk, and starts it so much later by every clock. */
async function sleepFor(ms: number): Promise<void> {
  const until = addMs(clock.now(), ms);
  await stop();
  await startAt(until);
}

/**
 * Waits until everything that is due by now has been done and sent: a call at another branch takes the same way behind
 * it. Without this, "nobody was asked" would be true of a desk that is merely slow.
 */
async function settle(): Promise<void> {
  const number = /H-\d+/.exec(await robin.types('/assist nth-b'))?.[0] ?? '';
  await reads(dana, number);
  await robin.presses('Cancel', number);
}

/** Both clocks go on, and what falls due is done. */
async function goOn(ms: number): Promise<void> {
  clock.skip(ms);
  await settle();
}

/** How often it says so. */
const count = (text: string, words: string) => text.split(words).length - 1;

describe('a desk that was stopped', () => {
  beforeEach(async () => {
    await startAt(sundayEvening);
    await priya.types('/assist now teen area');
    await reads(maria, '[I’m coming]');
  });

  it('carries on with the step that is due next, at its time', async () => {
    await sleepFor(20 * second);
    await reads(priya, 'H-0001');
    expect(await maria.sees()).toContain('[I’m coming]');
    await goOn(35 * second);
    expect(await lee.sees()).not.toContain('H-0001');
    await goOn(10 * second);
    await reads(lee, 'H-0001');
    await reads(nora, 'H-0001');
  });

  it('asks everyone on missed steps in one go, and the last step follows after its own delay', async () => {
    await sleepFor(10 * minute);
    await reads(lee, 'H-0001');
    await reads(nora, 'H-0001');
    await reads(dana, 'H-0001');
    await settle();
    const told = await reads(priya, 'Now also asked');
    expect(told).toContain('Now also asked: Lee Wong, Nora Lind, and Dana Whitfield');
    expect(count(told, 'Now also asked')).toBe(1);
    expect(told).not.toContain('Nobody has confirmed');
    await goOn(115 * second);
    expect(await priya.sees()).not.toContain('Nobody has confirmed');
    await goOn(10 * second);
    expect(await reads(priya, 'Nobody has confirmed call H-0001')).toContain(
      'Dial 9-911 from any desk phone',
    );
  });

  it('asks only the steps that were missed, and the next one at its own time', async () => {
    await sleepFor(90 * second);
    await reads(lee, 'H-0001');
    await settle();
    expect(await dana.sees()).not.toContain('H-0001');
    await goOn(80 * second);
    expect(await dana.sees()).not.toContain('H-0001');
    await goOn(15 * second);
    await reads(dana, 'H-0001');
  });

  it('tells only the caller and the supervisors of a call that is too old', async () => {
    await sleepFor(13 * hour);
    expect(await reads(priya, 'Nobody has confirmed call H-0001')).toContain('Dial 9-911');
    await reads(lee, 'Call H-0001 at Central Library, teen area is still open');
    await settle();
    for (const person of [nora, dana]) expect(await person.sees()).not.toContain('H-0001');
    expect(await priya.sees()).not.toContain('Now also asked');
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
  });

  it('neither asks whoever was on the way to a call that is too old, nor others instead of them', async () => {
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
    const rings = await maria.rings();
    await sleepFor(13 * hour);
    expect(await reads(priya, 'Maria Santos said “I’m coming” to H-0001 but')).toContain('Dial 9-911');
    await reads(lee, 'Call H-0001 at Central Library, teen area is still open');
    await settle();
    await goOn(6 * minute);
    await goOn(6 * minute);
    expect(count(await priya.sees(), 'Maria Santos said “I’m coming” to H-0001')).toBe(1);
    expect(await priya.sees()).not.toContain('Now also asked');
    expect(await maria.rings()).toBe(rings);
    for (const person of [nora, dana]) expect(await person.sees()).not.toContain('H-0001');
    await maria.presses('On scene');
    expect(await reads(maria, 'Press Done when it is over')).toContain('H-0001');
  });

  it('does not ask the next person about a question that is too old and was acknowledged', async () => {
    await priya.types('/escalate fine override');
    await reads(lee, 'E-0001');
    await lee.presses('Acknowledge', 'E-0001');
    await reads(priya, 'Lee Wong has acknowledged E-0001');
    await sleepFor(13 * hour);
    await reads(priya, 'Lee Wong acknowledged E-0001 but has not answered');
    await reads(lee, 'E-0001 at Central Library still waits for an answer');
    await settle();
    await goOn(6 * minute);
    expect(await lee.sees()).not.toContain('is still waiting for your answer');
    expect(await dana.sees()).not.toContain('E-0001');
  });

  it('follows the age at which the policy calls a call too old', async () => {
    await stop();
    const policy = {
      for: 'now',
      steps: [
        { afterSeconds: 0, ask: ['onShift'] },
        { afterSeconds: 30, ask: ['supervisor'] },
      ],
      lastAfterSeconds: 60,
      staleAfterMinutes: 5,
    };
    await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies: [policy] }));
    await startAt(addMs(sundayEvening, 5 * second));
    await nora.types('/assist now nth-a');
    await sleepFor(6 * minute);
    await reads(nora, 'Nobody has confirmed call H-0002');
    // The first call follows the policy that it was made under, and is not too old by that one.
    await reads(lee, 'H-0001');
    await settle();
    expect(await lee.sees()).not.toContain('H-0002');
  });

  it('keeps every card, and a press on an old one counts', async () => {
    const [before, rings] = [await maria.sees(), await maria.rings()];
    await sleepFor(5 * second);
    await settle();
    expect(await maria.sees()).toBe(before);
    expect(await maria.rings()).toBe(rings);
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
    await maria.presses('Done');
    await sleepFor(hour);
    await settle();
    expect(await reads(priya, 'Done (Maria Santos')).not.toContain('Nobody has confirmed');
    expect(await lee.sees()).not.toContain('H-0001');
  });
});

it('A shift that starts after a stop is not asked about a call that is too old', async () => {
  const morning = 'CEN,nora,reference,2026-11-23 08:00,2026-11-23 16:00,';
  await writeFile(join(directory, 'shifts.csv'), `${shifts}${morning}\n`);
  await startAt('2026-11-23T01:30:00.000Z');
  await priya.types('/assist now teen area');
  await reads(maria, '[I’m coming]');
  await sleepFor(12 * hour + 15 * minute);
  await reads(priya, 'Nobody has confirmed call H-0001');
  await reads(lee, 'Call H-0001 at Central Library, teen area is still open');
  await settle();
  expect(await nora.sees()).not.toContain('H-0001');
});

describe('a wall clock that jumps', () => {
  it.each([
    ['an hour ahead', hour],
    ['an hour back', -hour],
  ])('%s neither wakes the next people early nor delays help', async (_name, jump) => {
    await startAt(sundayEvening);
    await priya.types('/assist now teen area');
    await reads(maria, '[I’m coming]');
    clock.jumpWall(jump);
    await goOn(55 * second);
    expect(await lee.sees()).not.toContain('H-0001');
    await goOn(10 * second);
    await reads(lee, 'H-0001');
    clock.jumpWall(-jump);
    await goOn(105 * second);
    expect(await dana.sees()).not.toContain('H-0001');
    await goOn(20 * second);
    await reads(dana, 'H-0001');
    clock.jumpWall(jump);
    await goOn(110 * second);
    expect(await priya.sees()).not.toContain('Nobody has confirmed');
    await goOn(15 * second);
    await reads(priya, 'Nobody has confirmed call H-0001');
  });
});
