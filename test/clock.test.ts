import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, createClock } from '../src/clock.ts';

const second = 1000;
const hour = 60 * 60 * second;

describe('the real clock, on a machine whose timers stand still while it sleeps', () => {
  let sleptMs: number;
  let clock: Clock;
  let beganMs: number;
  let comeAt: number[];

  beforeEach(() => {
    vi.useFakeTimers();
    sleptMs = 0;
    comeAt = [];
    begin(() => performance.now() + sleptMs);
  });
  afterEach(() => vi.useRealTimers());

  function begin(upMs: () => number): void {
    clock = createClock(upMs);
    beganMs = clock.elapsedMs();
  }

  const elapsedMs = () => Math.round(clock.elapsedMs() - beganMs);
  const setWall = (ms: number) => void vi.setSystemTime(Date.now() + ms);
  const note = () => void comeAt.push(elapsedMs());

  function sleepFor(ms: number): void {
    sleptMs += ms;
    setWall(ms);
  }

  it('counts the time that the machine slept, each time', () => {
    vi.advanceTimersByTime(90 * second);
    sleepFor(11 * hour);
    expect(elapsedMs()).toBe(11 * hour + 90 * second);
    vi.advanceTimersByTime(second);
    sleepFor(hour);
    expect(elapsedMs()).toBe(12 * hour + 91 * second);
  });

  it('does what fell due meanwhile within seconds, and knows how late it is', () => {
    clock.after(hour, note);
    vi.advanceTimersByTime(1800 * second);
    sleepFor(11 * hour);
    vi.advanceTimersByTime(11 * second);
    expect(comeAt).toHaveLength(1);
    expect(comeAt[0]).toBeGreaterThanOrEqual(11.5 * hour);
  });

  it('waits for the rest of a time of which it slept a part', () => {
    clock.after(2 * hour, note);
    vi.advanceTimersByTime(1800 * second);
    sleepFor(hour);
    vi.advanceTimersByTime(1800 * second);
    expect(comeAt).toEqual([2 * hour]);
  });

  it.each([11 * hour, -11 * hour])('stays as it is when the wall clock is set by %i', (ms) => {
    clock.after(hour, note);
    vi.advanceTimersByTime(1800 * second);
    setWall(ms);
    expect(elapsedMs()).toBe(1800 * second);
    vi.advanceTimersByTime(1799 * second);
    expect(comeAt).toEqual([]);
    vi.advanceTimersByTime(second);
    expect(comeAt).toEqual([hour]);
  });

  it.each([
    ['stands still as well', () => 0],
    [
      'cannot be read',
      () => {
        throw new Error('ERR_SYSTEM_ERROR');
      },
    ],
  ])('goes on from where it was when the system’s own count %s', (_how, upMs) => {
    begin(upMs);
    clock.after(hour, note);
    vi.advanceTimersByTime(1800 * second);
    sleepFor(11 * hour);
    vi.advanceTimersByTime(1800 * second);
    expect(comeAt).toEqual([hour]);
  });

  it('forgets a wait that is cancelled, however long it has lasted', () => {
    const cancel = clock.after(hour, note);
    vi.advanceTimersByTime(1800 * second);
    cancel();
    vi.advanceTimersByTime(2 * hour);
    expect(comeAt).toEqual([]);
  });

  it('waits for weeks without coming early', () => {
    clock.after(25 * 24 * hour, note);
    vi.advanceTimersByTime(25 * 24 * hour - 1);
    expect(comeAt).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(comeAt).toEqual([25 * 24 * hour]);
  });
});
