import { crc32 } from 'node:zlib';
import type { Stored } from '../store.ts';

/**
 * One line of the journal is one group of transactions: `{"n":7,"k":2,"c":123,"t":[…]}`. `n` is the sequence of the
 * first one, `k` how many they are, `c` the checksum of all the rest. Each transaction is a list of changes:
 * `["help",{record}]` is a put, `["help","id"]` a delete.
 */
export interface Group {
  readonly n: number;
  readonly k: number;
  readonly transactions: readonly (readonly JournalChange[])[];
}

export type JournalChange = readonly [collection: string, put: Stored | string];

/** Makes the line, with its line feed, of transactions that are JSON already. */
export function groupToLine(n: number, transactions: readonly string[]): Buffer {
  const k = transactions.length;
  const body = Buffer.from(`[${transactions.join(',')}]`);
  const start = Buffer.from(`{"n":${n},"k":${k},"c":${checksum(n, k, body)},"t":`);
  return Buffer.concat([start, body, LINE_END]);
}

const LINE_END = Buffer.from('}\n');
const LINE = /^\{"n":(\d+),"k":(\d+),"c":(\d+),"t":(\[.*\])\}$/su;

/** Reads a line without its line feed; undefined when it is not whole. */
export function lineToGroup(line: Buffer): Group | undefined {
  const parts = LINE.exec(line.toString('utf8'));
  if (parts === null) return undefined;
  const [n, k, c] = parts.slice(1, 4).map(Number) as [number, number, number];
  const body = parts[4] as string;
  if (checksum(n, k, body) !== c) return undefined;
  return { n, k, transactions: JSON.parse(body) as Group['transactions'] };
}

/** What every file of the database says about itself. */
export interface Head {
  /** Of the format; raised by migrations. */
  readonly version: number;
  /** Whose desk it is; unknown until somebody opens it with a name. */
  readonly organisation?: string | undefined;
  /** Told apart from every other database, so that files of two never mix. */
  readonly database: string;
}

/** The first line of a journal. */
export interface JournalHead extends Head {
  /** The sequence that it follows. */
  readonly after: number;
}

export function journalHeadToLine({ version, organisation, database, after }: JournalHead): Buffer {
  const body = JSON.stringify({ version, organisation, database, after });
  return Buffer.from(`{"c":${crc32(body)},"journal":${body}}\n`);
}

/** Reads the first line of a journal; undefined when it is not whole. */
export function lineToJournalHead(line: Buffer): JournalHead | undefined {
  const parts = /^\{"c":(\d+),"journal":(\{.*\})\}$/su.exec(line.toString('utf8'));
  if (parts === null || crc32(parts[2] as string) !== Number(parts[1])) return undefined;
  return JSON.parse(parts[2] as string) as JournalHead;
}

function checksum(n: number, k: number, body: string | Buffer): number {
  return crc32(body, crc32(`${n} ${k} `));
}
