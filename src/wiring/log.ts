import pino from 'pino';

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

/** JSON lines on standard output. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[left out]' },
  });
}
