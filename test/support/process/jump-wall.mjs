// Loaded with --import before the compiled program, which knows nothing of it. At SIGUSR2 the wall clock jumps to so
// many milliseconds before or after the real one as the file WALL_CLOCK_FILE says; what counts elapsed time does not.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let ahead = 0;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + ahead);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

process.on('SIGUSR2', () => {
  ahead = Number(readFileSync(process.env.WALL_CLOCK_FILE, 'utf8'));
});
