import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells one process from every other that ever ran. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own ticks; empty where the system does not say. */
  readonly started: string;
  /** The boot of the machine that it belongs to; empty where the system does not say. */
  readonly boot: string;
  /** The machine, or the container. */
  readonly host: string;
  /** Among which processes its number counts: those of the machine, or of one container. Empty or absent where none says. */
  readonly space?: string | undefined;
}

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: statusOf(process.pid)?.started ?? '',
    boot: readOr('/proc/sys/kernel/random/boot_id', ''),
    host: `${hostname()} ${readOr('/etc/machine-id', '')}`.trim(),
    space: linkOr('/proc/self/ns/pid', ''),
  };
}

/**
 * Whether a process is still there, judged from the same machine; `elsewhere` when this machine cannot tell. `hidden`: it
 * is of another container on it, of which this process sees none, and only what it has opened can tell.
 */
export function fateOf(
  other: ProcessIdentity,
  own: ProcessIdentity,
): 'running' | 'gone' | 'hidden' | 'elsewhere' {
  if (other.host !== own.host) return 'elsewhere';
  if (other.boot !== own.boot) return 'gone';
  if (other.space && own.space && other.space !== own.space) return 'hidden';
  // Without /proc only the number tells; another program may have got it since, and then the operator is asked.
  if (own.started === '') return exists(other.pid) ? 'running' : 'gone';
  const status = statusOf(other.pid);
  return status !== undefined && status.started === other.started && !status.ended ? 'running' : 'gone';
}

/** Reads Linux's /proc; undefined when there is no such process, or no /proc. */
function statusOf(pid: number): { readonly started: string; readonly ended: boolean } | undefined {
  const text = readOr(`/proc/${pid}/stat`, '');
  // The second field is the program's name in parentheses and may hold spaces.
  const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const started = rest[18];
  // A killed process whose parent has not asked for it yet is still listed, as a zombie.
  return started === undefined ? undefined : { started, ended: state === 'Z' || state === 'X' };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function linkOr(path: string, otherwise: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return otherwise;
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return otherwise;
  }
}
