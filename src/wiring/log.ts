import pino from 'pino';
import { createLines, type Lines } from './log-lines.ts';

export type Log = pino.Logger;

/** Values that never reach a log line, should somebody log an object that holds them. Words and patrons' details are not logged in the first place. */
const secrets = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'password',
  'secret',
  'authorization',
  'cookie',
  'words',
  'values',
  'note',
  'text',
];

const standardOutput = 1;
/** Of the process, which has one standard output however many logs are made. */
let output: Lines | undefined;

/** JSON lines on standard output. Where they cannot be written, as on a full disk, the program goes on without them. */
export function createLog(level: string): Log {
  output ??= openOutput((count) =>
    log.warn({ count }, 'lines of this log could not be written and are left out'),
  );
  const log: Log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[left out]' },
    },
    output,
  );
  return log;
}

function openOutput(onLost: (count: number) => void): Lines {
  const lines = createLines(standardOutput, onLost);
  process.on('exit', lines.flushSync);
  return lines;
}
