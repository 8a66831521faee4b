import type { Card, CardPart } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import type { Branch } from '../branches/index.ts';
import { type Beside, buttonsOf, factsOf } from './cards.ts';
import {
  dutiesPhrase,
  headingPhrase,
  isSpan,
  nextPhrase,
  onShiftAt,
  openingPhrase,
  type RosterReads,
  timeParam,
  together,
  type When,
} from './phrases.ts';
import { say } from './texts.en.ts';
import type { OnShift } from './types.ts';

/** Up to so many branches the summary names people too, and their duties stand with them. */
const mostInFull = 8;

/** So many names are spread over more branches than that: what one message of the strictest platform takes. */
const mostNames = 130;

/** What a branch's line has room for. */
interface Room {
  readonly duties: boolean;
  /** Of those who are on, and of those who are next. */
  readonly names: number;
  readonly next: number;
}

/** Who is on at every branch; a moment is the same instant everywhere, given in `zone`. */
export function allCard(read: RosterReads, when: When, zone: string, beside: Beside): Card {
  const heading = headingPhrase(say('onshift.allBranches'), when, zone);
  const lists = read.branches.all().map((branch) => ({ branch, list: onShiftAt(read, branch, when) }));
  const room = roomFor(lists.length);
  const facts = lists.map(({ branch, list }) => ({
    label: { own: read.branches.label(branch) },
    value: branchPhrase(read, branch, when, list, room),
  }));
  const count = say('onshift.count', {
    people: new Set(lists.flatMap(({ list }) => list.map((on) => on.person))).size,
    branches: lists.filter(({ list }) => list.length > 0).length,
  });
  const lines = facts.map(({ label, value }) => say('onshift.branchLine', { branch: label, says: value }));
  const shortened = lists.find(({ list }) => named(list, room).length < list.length);
  return {
    summary: say('onshift.branchLine', {
      branch: heading,
      says: together([...beside.remarks, count, ...(room.duties ? lines : [])]),
    }),
    parts: [
      { type: 'heading', text: heading },
      ...[...beside.remarks, count].map((text): CardPart => ({ type: 'text', text })),
      ...(shortened === undefined
        ? []
        : [{ type: 'context' as const, text: say('onshift.all.shortened', { code: shortened.branch.id }) }]),
      ...factsOf(facts),
      ...buttonsOf(beside.buttons),
    ],
  };
}

function roomFor(branches: number): Room {
  if (branches <= mostInFull) {
    return { duties: true, names: Number.POSITIVE_INFINITY, next: Number.POSITIVE_INFINITY };
  }
  const names = Math.max(2, Math.floor(mostNames / branches));
  return { duties: false, names, next: Math.floor(names / 2) };
}

/** Whether it is open, who is on until when, whether somebody is in charge, and who is next. */
function branchPhrase(
  read: RosterReads,
  branch: Branch,
  when: When,
  list: readonly OnShift[],
  room: Room,
): Text {
  const sentences = [openingPhrase(read, branch, when)];
  if (list.length === 0) sentences.push(say(`onshift.nobody.${when.type}`));
  const people = named(list, room);
  for (const group of byTimes(people, when)) {
    sentences.push(groupPhrase(read, branch, when, group, room));
  }
  const more = list.length - people.length;
  if (more > 0) sentences.push(say('onshift.andMore', { count: more }));
  if (list.length > 0 && !list.some(inCharge)) sentences.push(say('onshift.noneInCharge'));
  sentences.push(nextPhrase(read, branch, when, room.next));
  return together(sentences);
}

/** Those who are named: one name more takes no more room than saying that there is one more. */
function named(list: readonly OnShift[], { names }: Room): readonly OnShift[] {
  return list.length <= names + 1 ? list : list.slice(0, names);
}

/** Those whose times would be said with the same words, each group in the list's order. */
function byTimes(list: readonly OnShift[], when: When): Iterable<readonly [OnShift, ...OnShift[]]> {
  const groups = new Map<string, [OnShift, ...OnShift[]]>();
  for (const on of list) {
    const times = isSpan(when) ? `${on.startAt} ${on.endAt}` : on.endAt;
    const group = groups.get(times);
    if (group === undefined) groups.set(times, [on]);
    else group.push(on);
  }
  return groups.values();
}

/** `On until 20:00: Maria Santos (in charge) and Tom Baker.` */
function groupPhrase(
  read: RosterReads,
  branch: Branch,
  when: When,
  group: readonly [OnShift, ...OnShift[]],
  room: Room,
): Text {
  const people = group.map((on): Text | string => {
    const person = read.people.name(on.person);
    if (room.duties) {
      const duty = dutiesPhrase(on);
      return duty === undefined ? person : say('onshift.person', { person, duty });
    }
    return inCharge(on) ? say('onshift.person.inCharge', { person }) : person;
  });
  const [{ startAt, endAt }] = group;
  const until = timeParam(endAt, branch, when);
  return isSpan(when)
    ? say('onshift.group.fromTo', { people, from: timeParam(startAt, branch, when), to: until })
    : say('onshift.group.until', { people, until });
}

function inCharge(on: OnShift): boolean {
  return on.flags.includes('pic');
}
