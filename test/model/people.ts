import { branches, staff, shifts as written } from '../support/desk/library.ts';

/** `staff:maria` and so on, as records name people. */
export const idOf = (person: string) => `staff:${person}`;
export const nameOf = (person: string) => staff.find((one) => idOf(one.id) === person)?.name ?? person;
const roleOf = (person: string) => staff.find((one) => idOf(one.id) === person)?.role;

interface Shift {
  readonly branch: string;
  readonly person: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** The plan of shifts as it stands in the file, read without the program's own resolver. */
export interface Plan {
  /** The file without this person. Until the desk has taken it over, both plans are right. */
  without(person: string): string;
  takenOver(): void;
  /** Whether a call at this branch may ask this person for this reason at this moment. */
  mayAsk(person: string, why: string, branch: string | null, at: string): boolean;
}

const dayOf = (line: string) => line.split(',')[3]?.slice(0, 10);

/** In November Toronto is five hours behind. */
const toronto = '-05:00';

export function createPlan(): Plan {
  const [head = '', ...lines] = written.trim().split('\n');
  let rows = new Set(lines);
  const left = new Set(lines);

  const shifts = (): readonly Shift[] =>
    [...rows].map((line) => {
      const [branch = '', person = '', , start = '', end = ''] = line.split(',');
      const instant = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00${toronto}`);
      return { branch, person: idOf(person), startAt: instant(start), endAt: instant(end) };
    });
  const onShift = (person: string, branch: string | undefined, at: number) =>
    shifts().some(
      (one) => one.person === person && one.branch === branch && one.startAt <= at && at < one.endAt,
    );

  return {
    without(person) {
      for (const line of left) if (line.split(',')[1] === person) left.delete(line);
      return `${[head, ...left].join('\n')}\n`;
    },
    takenOver() {
      // What runs on a day that is gone from the file altogether runs on to its end.
      const days = new Set([...left].map(dayOf));
      rows = new Set([...rows].filter((line) => left.has(line) || !days.has(dayOf(line))));
    },
    mayAsk(person, why, branch, at) {
      const known = branches.find((one) => one.code === branch);
      const moment = Date.parse(at);
      switch (why) {
        case 'onShift':
        case 'pic':
        case 'position':
        case 'zone':
        case 'security':
          return onShift(person, known?.code, moment);
        case 'neighbourPic':
          return onShift(person, known?.fallbackBranch, moment);
        case 'supervisor':
          return roleOf(person) === 'supervisor';
        case 'director':
        case 'fallback':
          return roleOf(person) === 'director' || roleOf(person) === 'supervisor';
        default:
          return true;
      }
    },
  };
}
