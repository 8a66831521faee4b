import fc from 'fast-check';
import { seats } from './seats.ts';

/** What one person does. */
export type Act =
  | { readonly do: 'call'; readonly seat: number; readonly words: string; readonly twice: boolean }
  | {
      readonly do: 'press';
      readonly seat: number;
      /** Any button when left out. */
      readonly label?: string;
      /** 0 is the newest that this person has seen. */
      readonly age: number;
      readonly twice: boolean;
    };

/** How a platform fails. `lost`: it does what was asked and the answer never arrives. */
export const troubles = ['busy', 'broken', 'cut', 'lost', 'lostBroken'] as const;
export type Trouble = (typeof troubles)[number];
const troubled = ['slack', 'teams', 'mail'] as const;
export type Troubled = (typeof troubled)[number];

/** One step of a sequence. Plain data, so that a failing sequence can be read, shrunk and kept. */
export type Step =
  | Act
  | { readonly do: 'together'; readonly acts: readonly Act[] }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'jump'; readonly minutes: number }
  | {
      readonly do: 'crash';
      readonly amid: readonly Act[];
      readonly afterMs: number;
      readonly downSeconds: number;
    }
  | { readonly do: 'restart'; readonly downSeconds: number }
  | { readonly do: 'trouble'; readonly platform: Troubled; readonly how: Trouble }
  | { readonly do: 'heal' }
  | { readonly do: 'full'; readonly amid: readonly Act[] }
  | { readonly do: 'deactivated'; readonly person: string }
  | { readonly do: 'absent'; readonly person: string };

const calls = [
  'assist',
  'assist now',
  'assist emergency',
  'assist now NTH-A',
  'assist now teen area',
  'assist CEN',
  'escalate',
] as const;

/** By how often people press them. */
const labels: readonly (readonly [label: string, weight: number])[] = [
  ['I’m coming', 6],
  ['Can’t come', 4],
  ['On scene', 3],
  ['Done', 2],
  ['Cancel', 2],
  ['Ask more people now', 2],
  ['Ask somebody now', 1],
  ['Close with a reason', 2],
  ['New call', 2],
  ['Central Library', 1],
  ['Yes', 1],
  ['No', 1],
  ['Acknowledge', 1],
  ['Pass on', 2],
  ['Withdraw', 1],
  ['Ask the next person now', 1],
];

const seat = fc.nat(seats.length - 1);
/** A delivery that comes twice is not rare: every slow answer makes one. */
const twice = fc.nat(5).map((dice) => dice === 0);
const downSeconds = fc.constantFrom(0, 5, 90, 900, 14 * 3600);

const call: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('call' as const),
  // Often the same person, whose words then join the open call.
  seat: fc.oneof(fc.constant(0), seat),
  words: fc.constantFrom(...calls),
  twice,
});
const press: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('press' as const),
  seat,
  label: fc.oneof(...labels.map(([label, weight]) => ({ arbitrary: fc.constant(label), weight }))),
  age: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: fc.nat(20), weight: 1 }),
  twice,
});
const pressAny: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('press' as const),
  seat,
  age: fc.nat(30),
  twice,
});
const act = fc.oneof(
  { arbitrary: press, weight: 6 },
  { arbitrary: call, weight: 2 },
  { arbitrary: pressAny, weight: 1 },
);
const platform = fc.constantFrom(...troubled);

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: press, weight: 12 },
  { arbitrary: call, weight: 5 },
  { arbitrary: pressAny, weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      acts: fc.array(act, { minLength: 2, maxLength: 3 }),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(2, 20, 61, 130, 400, 900, 4000, 3 * 3600, 26 * 3600),
    }),
    weight: 7,
  },
  {
    arbitrary: fc.record({ do: fc.constant('jump' as const), minutes: fc.constantFrom(-60, 60) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      amid: fc.array(act, { maxLength: 2 }),
      afterMs: fc.nat(25),
      downSeconds,
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant('restart' as const), downSeconds }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      platform,
      how: fc.constantFrom(...troubles),
    }),
    weight: 3,
  },
  { arbitrary: fc.constant({ do: 'heal' as const }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('full' as const),
      amid: fc.array(act, { minLength: 1, maxLength: 2 }),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('deactivated' as const),
      person: fc.constantFrom('omar', 'lee', 'maria'),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('absent' as const),
      person: fc.constantFrom('maria', 'omar', 'sam', 'nora'),
    }),
    weight: 1,
  },
);

/** A call, and then whatever may happen; the same ones for the same seed. */
export function drawSequences(count: number, longest: number): readonly (readonly Step[])[] {
  const rest = fc.array(step, { minLength: Math.ceil(longest / 2), maxLength: longest, size: 'max' });
  return fc.sample(fc.tuple(call, rest), count).map(([first, later]) => [first, ...later]);
}
