import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
