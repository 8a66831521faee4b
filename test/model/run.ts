import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staff } from '../support/desk/library.ts';
import { bringToRest } from './at-rest.ts';
import { type House, openHouse, type Street } from './house.ts';
import { createPlan, type Plan } from './people.ts';
import { checkCommit, checkOnce, must, noteMark } from './record-rules.ts';
import { createWatch, type Watch } from './screen-rules.ts';
import { createHands, type Hands, seats } from './seats.ts';
import type { Act, Step, Trouble, Troubled } from './steps.ts';
import { createTimekeeper, type Timekeeper } from './time-rules.ts';
import { createWorld, doubt, fillDisk, remember, type World } from './world.ts';

/** Real milliseconds. */
const longestCatchUpMs = 10_000;

/** One sequence under way. */
export interface Run {
  readonly house: House;
  readonly hands: Hands;
  readonly world: World;
  /** Lets time pass, reads what has been committed and received since, and holds the invariants after each slice. */
  pass(ms: number, sliceMs: number): Promise<void>;
}

interface State extends Run {
  readonly plan: Plan;
  readonly watch: Watch;
  readonly time: Timekeeper;
  readonly troubles: Map<Troubled, Trouble>;
  /** A platform was in trouble since the last look. */
  troubled: boolean;
  notes: number;
}

/**
 * Plays one sequence on a desk of its own, looks after every step, and in the end makes everything well and asks for
 * what must then be so.
 *
 * @throws Broken with the promise that was not kept
 */
export async function playSequence(street: Street, steps: readonly Step[]): Promise<void> {
  const house = await openHouse(street);
  const hands = createHands(house);
  const plan = createPlan();
  const world = createWorld();
  const watch = createWatch(
    house,
    hands,
    staff.map(({ id }) => id),
  );
  const state: State = {
    house,
    hands,
    world,
    plan,
    watch,
    time: createTimekeeper(house.clock),
    troubles: new Map(),
    troubled: false,
    notes: 0,
    pass: (ms, sliceMs) =>
      house.pass(ms, sliceMs, async (slice) => {
        state.time.passed(slice);
        await catchUp(state);
      }),
  };
  try {
    house.journal.read();
    for (const step of steps) {
      await play(state, step);
      await house.quiet();
      await catchUp(state);
    }
    await heal(state);
    // Whether a card was redrawn while the disk was full is not written down: a start redraws to be sure.
    if (steps.some((step) => step.do === 'full')) await house.restart(() => away(state, 0));
    await bringToRest(state);
  } finally {
    await house.stop();
  }
}

/** Looks until nothing is overdue: on a busy machine what is due takes its time. */
async function catchUp(state: State): Promise<void> {
  const until = performance.now() + longestCatchUpMs;
  for (;;) {
    look(state);
    const overdue = state.time.overdue();
    if (overdue === undefined) return;
    must(performance.now() < until, 'what is due is done', {
      overdue,
      calls: [...state.world.calls.values()],
    });
    await state.house.quiet();
  }
}

function look(state: State): void {
  const { house, world, plan, watch, time, hands, troubles } = state;
  const commits = house.journal.read();
  for (const committed of commits) {
    checkCommit(world, committed, plan);
    remember(world, committed, state.troubled);
  }
  // Only now: a call may be saved just after the shifts, by a step that had looked just before.
  if (commits.some(({ collection }) => collection === 'shiftDays')) plan.takenOver();
  state.troubled = troubles.size > 0;
  checkOnce(world);
  time.look(world);
  watch.look(world);
  hands.look();
}

async function play(state: State, step: Step): Promise<void> {
  const { house, troubles } = state;
  const { clock, street } = house;
  switch (step.do) {
    case 'call':
    case 'press':
      return act(state, step);
    case 'together':
      await Promise.all(step.acts.map((one) => act(state, one)));
      return;
    case 'wait':
      return state.pass(step.seconds * 1000, sliceOf(step.seconds));
    case 'jump':
      clock.jumpWall(step.minutes * 60_000);
      return;
    case 'crash': {
      const underWay = step.amid.map((one) => act(state, one));
      await new Promise((resolve) => setTimeout(resolve, step.afterMs));
      await house.crash(() => away(state, step.downSeconds));
      await Promise.all(underWay);
      return;
    }
    case 'restart':
      return house.restart(() => away(state, step.downSeconds));
    case 'trouble':
      troubles.set(step.platform, step.how);
      state.troubled = true;
      return makeTrouble(street, step.platform, step.how);
    case 'heal':
      return heal(state);
    case 'full':
      look(state);
      fillDisk(state.world);
      street.disk.fill();
      await Promise.all(step.amid.map((one) => act(state, one)));
      await house.quiet();
      street.disk.free();
      // The next save finds that there is room again.
      await state.pass(12_000, 6000);
      state.world.isFull = false;
      return;
    case 'deactivated': {
      const member = staff.find(({ id }) => id === step.person);
      if (member !== undefined) street.slack.addUser({ id: member.slack, name: member.name, deleted: true });
      return;
    }
    case 'absent':
      writeFileSync(join(street.data, 'shifts.csv'), state.plan.without(step.person));
      return state.pass(3000, 1000);
  }
}

/** What somebody does. A network that is cut off in the middle of it is theirs to bear. */
async function act(state: State, one: Act): Promise<void> {
  const seat = seats[one.seat] as (typeof seats)[number];
  if (one.twice) state.house.street.gate.repeatNext();
  try {
    if (one.do === 'press') await state.hands.presses(one.seat, one.label, one.age);
    else {
      state.notes += 1;
      await state.hands.types(seat, `${one.words} ${noteMark}${state.notes}`);
    }
  } catch (thrown) {
    if (!isCutOff(thrown)) throw thrown;
  }
}

function isCutOff(thrown: unknown): boolean {
  return (
    thrown instanceof Error && /fetch failed|terminated|aborted|timeout|answered 50/i.test(thrown.message)
  );
}

function away(state: State, seconds: number): void {
  // Only what is on the disk counts; a target in `sending` there has been posted or has not.
  look(state);
  doubt(state.world);
  state.house.clock.skip(seconds * 1000);
  state.time.restarted(state.world);
  for (const [platform, how] of state.troubles) makeTrouble(state.house.street, platform, how);
}

function makeTrouble({ slack, teams, mail }: Street, platform: Troubled, how: Trouble): void {
  const failures = {
    broken: { status: 500 },
    cut: { reset: true },
    lost: { reset: true, afterwards: true },
    lostBroken: { status: 500, afterwards: true },
  } as const;
  if (platform === 'mail') mail.fail(how === 'lost' || how === 'lostBroken' ? 'hang' : 451);
  else if (platform === 'slack') slack.fail('*', how === 'busy' ? { retryAfter: 7 } : failures[how]);
  else teams.fail('*', how === 'busy' ? { status: 429, retryAfter: 7 } : failures[how]);
}

async function heal({ house, troubles }: State): Promise<void> {
  house.street.slack.heal();
  house.street.teams.heal();
  house.street.mail.heal();
  troubles.clear();
}

/** Fine enough for the ladders' minutes, and not too slow for days. */
function sliceOf(seconds: number): number {
  if (seconds <= 1000) return 10_000;
  return seconds <= 20_000 ? 300_000 : 2 * 3600_000;
}
