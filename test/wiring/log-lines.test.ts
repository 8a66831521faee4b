import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLines } from '../../src/wiring/log-lines.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

/** Longer than what a full disk still has left in a block. */
const line = (what: string) => `${what} ${'x'.repeat(60_000)}\n`;

describe.runIf(process.platform === 'linux')('lines of the log for a disk that is full', () => {
  function open() {
    const disk = makeSmallDisk(2048);
    const path = join(disk.directory, 'desk.log');
    const fd = openSync(path, 'a');
    onTestFinished(() => closeSync(fd));
    const lost: number[] = [];
    const lines = createLines(fd, (count) => lost.push(count));
    const written = () => readFileSync(path, 'utf8').trimEnd().split('\n');
    return { disk, lines, lost, written };
  }

  it('are written once there is room, whole and in their order, as far as they can be kept', async () => {
    const { disk, lines, lost, written } = open();
    lines.write('before\n');
    await eventually('the first is written', () => written()[0] === 'before');
    disk.fill();
    for (let count = 1; count <= 7; count += 1) lines.write(line(String(count)));
    disk.free();
    await eventually('the rest is written', () => {
      lines.write('after\n');
      return written().includes('after');
    });
    const beginnings = written().map((one) => one.split(' ')[0]);
    expect(beginnings.filter((one) => one !== 'after')).toEqual(['before', '1', '2', '3', '4']);
    expect(lost.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(3);
    expect(written().at(1)).toHaveLength(line('1').length - 1);
  });

  it('hold up nobody at the end', () => {
    const { disk, lines } = open();
    disk.fill();
    lines.write(line('1'));
    lines.write(line('2'));
    const from = performance.now();
    lines.flushSync();
    expect(performance.now() - from).toBeLessThan(1000);
  });
});

describe.runIf(process.platform === 'linux')('lines of the log for somebody who does not read them', () => {
  it('wait for one next try, however many they are, and come whole once they are read', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'deskbell-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const path = join(directory, 'desk.log');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    onTestFinished(() => [reader, writer].forEach(closeSync));
    const lines = createLines(writer, () => {});
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    // One of the test runner's own may end meanwhile.
    let others = timers();
    lines.write(line('1'));
    lines.write(line('2'));
    await eventually('the pipe is full', () => {
      others = Math.min(others, timers());
      return timers() > others;
    });
    for (let count = 0; count < 50; count += 1) {
      lines.write('short\n');
      await nextTurn();
    }
    expect(timers()).toBeLessThan(others + 10);
    lines.write('last\n');
    let read = '';
    const part = Buffer.alloc(65_536);
    await eventually('all are read', () => {
      read += part.toString('utf8', 0, readSync(reader, part));
      return read.endsWith('last\n');
    });
    expect(read).toBe(`${line('1')}${line('2')}${'short\n'.repeat(50)}last\n`);
  });
});
