import { dueOf as escalationDue } from '../../src/desk/escalation/schema.ts';
import { dueOf as callDue, type HelpRequest } from '../../src/desk/help/schema.ts';
import type { DrivenClock } from '../support/clock.ts';
import { must } from './record-rules.ts';
import type { World } from './world.ts';

/** Whether what is due happens, and callers are told, within the time that elapses while the program lives. */
export interface Timekeeper {
  /** So much time has passed; a slice longer than a ladder's steps proves nothing about them. */
  passed(ms: number): void;
  look(world: World): void;
  /** What should have been done by now: the machine may be busy, so it is given some real time before it is missed. */
  overdue(): unknown;
  /** After a restart what is due is due by the wall clock again, but not later than it ever was. */
  restarted(world: World): void;
}

/** As long as the disk may refuse once, and a little. */
const graceMs = 20_000;
/** A slice of time in which at most one step of a ladder falls due. */
const fineMs = 15_000;
/** How long a caller may take to say which building it is, and what rounding by slices adds. */
const besidesMs = 60_000 + 4 * fineMs;

interface Due {
  readonly dueAt: string;
  readonly atMs: number;
}

export function createTimekeeper(clock: DrivenClock): Timekeeper {
  const dues = new Map<string, Due>();
  /** By call: how much time has passed in fine slices since somebody did something about it. */
  const silentMs = new Map<string, { readonly touched: string; ms: number }>();

  function follow(id: string, dueAt: string | undefined, now: string): void {
    if (dueAt === undefined) dues.delete(id);
    else if (dues.get(id)?.dueAt !== dueAt)
      dues.set(id, { dueAt, atMs: clock.elapsedMs() + Date.parse(dueAt) - Date.parse(now) });
  }

  function followAll(world: World, now: (record: Told) => string): void {
    for (const call of world.calls.values())
      follow(call.id, call.ended ? undefined : callDue(call)?.at, now(call));
    for (const one of world.escalations.values()) follow(one.id, escalationDue(one)?.at, now(one));
  }

  return {
    passed(ms) {
      if (ms <= fineMs) for (const silent of silentMs.values()) silent.ms += ms;
    },
    look(world) {
      followAll(world, clock.now);
      for (const call of world.calls.values()) {
        if (!isSilent(call)) {
          silentMs.delete(call.id);
          continue;
        }
        const touched = touchedBy(call);
        const silent = silentMs.get(call.id);
        if (silent?.touched !== touched) silentMs.set(call.id, { touched, ms: 0 });
        else
          must(silent.ms <= call.lastAfterMs + besidesMs, 'the caller is told in the policy’s time', {
            ...silent,
            call,
          });
      }
    },
    overdue() {
      const late = [...dues].filter(([, { atMs }]) => clock.elapsedMs() - atMs > graceMs);
      return late.length === 0 ? undefined : late;
    },
    restarted(world) {
      dues.clear();
      silentMs.clear();
      followAll(world, (record) => latest([clock.now(), ...record.timeline.map(({ at }) => at)]));
    },
  };
}

interface Told {
  readonly timeline: readonly { readonly at: string }[];
}

/** Nobody is coming, and the caller has not been told so. */
function isSilent({ ended, responders, nobodyToldAt }: HelpRequest): boolean {
  return ended === undefined && responders.length === 0 && nobodyToldAt === undefined;
}

/** Changes with everything that a person did about the call: its ladder may have begun anew. */
function touchedBy({ timeline, branch, notes }: HelpRequest): string {
  return `${timeline.filter(({ by }) => by !== undefined).length} ${branch} ${notes.length}`;
}

function latest(instants: readonly string[]): string {
  return instants.reduce((one, other) => (other > one ? other : one));
}
