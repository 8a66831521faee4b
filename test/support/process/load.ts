import { randomUUID } from 'node:crypto';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { type PageAct, sendAct } from './page-client.ts';

/** An act that was answered, so that its sender counts on it. */
export interface ConfirmedAct {
  readonly act: PageAct;
  readonly reply: string;
}

/** What people did over several lives of the program, and what they were told. */
export interface Load {
  readonly confirmed: ReadonlyMap<string, ConfirmedAct>;
  /** Acts whose answer never came: they may or may not have been saved. */
  readonly unanswered: ReadonlyMap<string, PageAct>;
  /** Acts of which people were told that nothing was done, and which have not come again since. */
  readonly turnedAway: ReadonlyMap<string, PageAct>;
  /** Acts that were answered in another way the second time. */
  readonly contradictions: readonly string[];
  /**
   * Lets people act until the address no longer answers or `stop` is called.
   *
   * @param open calls that can be pressed on.
   */
  run(address: string, open: readonly HelpRequest[]): { stop(): Promise<void> };
}

export interface LoadOptions {
  /** Staff ids of those who call, and of those who answer. */
  readonly callers: readonly string[];
  readonly responders: readonly string[];
  /** From 0 up to 1; seeded, so that a failure comes back. */
  readonly random: () => number;
}

/** What is said to whoever comes while the desk is being stopped. */
const stopping = 'Deskbell is stopping, so nothing was done';
/** People at once. */
const people = 6;
/** New calls in one life: enough to be under way at any moment, few enough for the test to read them all each time. */
const callsPerLife = 14;

export function createLoad({ callers, responders, random }: LoadOptions): Load {
  const confirmed = new Map<string, ConfirmedAct>();
  const unanswered = new Map<string, PageAct>();
  const turnedAway = new Map<string, PageAct>();
  const contradictions: string[] = [];
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  function call(): PageAct {
    const id = randomUUID();
    return { id, as: oneOf(callers), what: { type: 'command', typed: `/assist now cen ${noteOf(id)}` } };
  }

  function press(on: HelpRequest): PageAct {
    const [button, as] = oneOf([
      ['help.claim', oneOf(responders)],
      ['help.claim', oneOf(responders)],
      ['help.decline', oneOf(responders)],
      ['help.done', oneOf(responders)],
      ['help.cancel', on.caller.replace('staff:', '')],
    ] as const);
    return { id: randomUUID(), as, what: { type: 'pressed', data: { button, record: on.id } } };
  }

  async function send(address: string, act: PageAct): Promise<void> {
    if (!confirmed.has(act.id)) unanswered.set(act.id, act);
    const { reply } = await sendAct(address, act);
    unanswered.delete(act.id);
    const before = confirmed.get(act.id);
    if (before === undefined && reply.includes(stopping)) {
      turnedAway.set(act.id, act);
      return;
    }
    turnedAway.delete(act.id);
    if (before === undefined) confirmed.set(act.id, { act, reply });
    else if (before.reply !== reply && changedSomething(before))
      contradictions.push(`${before.reply}\n-- and then --\n${reply}`);
  }

  return {
    confirmed,
    unanswered,
    turnedAway,
    contradictions,
    run(address, open) {
      let running = true;
      let calls = 0;
      // What was cut off comes again, as a platform or an impatient person sends it, and some of what was answered.
      const again = [
        ...unanswered.values(),
        ...turnedAway.values(),
        ...sampleOf([...confirmed.values()], 4, random).map(({ act }) => act),
      ];

      function next(): PageAct {
        const repeated = again.pop();
        if (repeated !== undefined) return repeated;
        if (calls < callsPerLife && (open.length === 0 || random() < 0.4)) {
          calls += 1;
          return call();
        }
        return open.length === 0 ? oneOf([...confirmed.values()]).act : press(oneOf(open));
      }

      async function person(): Promise<void> {
        while (running) {
          const act = next();
          const deliveries = random() < 0.3 ? 2 : 1;
          const sent = Array.from({ length: deliveries }, () => send(address, act));
          const results = await Promise.allSettled(sent);
          if (results.some((result) => result.status === 'rejected')) running = false;
        }
      }
      const all = Array.from({ length: people }, person);
      return {
        async stop() {
          running = false;
          await Promise.all(all);
        },
      };
    },
  };
}

/** A press that changed nothing was not written down, and is answered anew from the record as it is then. */
function changedSomething({ act, reply }: ConfirmedAct): boolean {
  return act.what.type === 'command' || /^Thank you|is (?:done|cancelled)\./.test(reply);
}

/** The note by which a call can be found in the database. */
export function noteOf(id: string): string {
  return `note-${id}`;
}

/** A generator of numbers from 0 up to 1 that begins the same each time (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function sampleOf<T>(list: readonly T[], count: number, random: () => number): T[] {
  return Array.from(
    { length: Math.min(count, list.length) },
    () => list[Math.floor(random() * list.length)] as T,
  );
}
