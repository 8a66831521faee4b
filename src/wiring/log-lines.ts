import { write, writeSync } from 'node:fs';

/** Where the log's lines go; in pino's words. */
export interface Lines {
  write(line: string): void;
  /** Without waiting for anything: for the end of the process. */
  flushSync(): void;
}

/** What is kept of what cannot be written: a disk that stays full must not fill the memory. */
const keptBytes = 256 * 1024;
/** Whoever reads a pipe and has fallen behind is given this long each time. */
const busyPauseMs = 100;
/** At the end of the process nobody can be given longer in all. */
const mostPauses = 5;

/**
 * Lines on a file descriptor. What cannot be written there, as on a full disk, neither ends the program nor holds it up:
 * it is kept for the next try, which comes with the next line, as far as there is room for it, and left out beyond that.
 * pino's own destination ends the program at the first refusal, and when the program ends it tries for ever.
 *
 * @param onLost told how many lines were left out, once others can be written again
 */
export function createLines(fd: number, onLost: (count: number) => void): Lines {
  /** What is under way, or was refused. */
  let chunk: Buffer = Buffer.alloc(0);
  let waiting = '';
  let isWriting = false;
  let isPausing = false;
  let lost = 0;

  function push(): void {
    if (isWriting || isPausing) return;
    if (chunk.length === 0) {
      if (waiting === '') return;
      chunk = Buffer.from(waiting);
      waiting = '';
    }
    isWriting = true;
    write(fd, chunk, 0, chunk.length, null, (error, written) => {
      isWriting = false;
      if (error === null) {
        chunk = chunk.subarray(written);
        tellLost();
        push();
      } else if (isBusy(error)) pause();
    });
  }

  function pause(): void {
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      push();
    }, busyPauseMs);
  }

  function tellLost(): void {
    const count = lost;
    lost = 0;
    if (count > 0) onLost(count);
  }

  return {
    write(line) {
      if (chunk.length + Buffer.byteLength(waiting) + Buffer.byteLength(line) > keptBytes) lost += 1;
      else waiting += line;
      push();
    },
    flushSync() {
      // What is under way is with the system already.
      let left = Buffer.concat([isWriting ? Buffer.alloc(0) : chunk, Buffer.from(waiting)]);
      chunk = isWriting ? chunk : Buffer.alloc(0);
      waiting = '';
      for (let pauses = 0; left.length > 0 && pauses < mostPauses; ) {
        try {
          left = left.subarray(writeSync(fd, left));
        } catch (thrown) {
          if (!isBusy(thrown)) return;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyPauseMs);
          pauses += 1;
        }
      }
    },
  };
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN';
}
