import { mostInList, separateUpTo } from './list.ts';
import { merge, type Sending } from './sending.ts';

/** Asks that wait for their turn, by the person that they are for. */
export interface WaitingAsks {
  /** It waits, and may be carried by another. Only calls are: everything else says something of its own. */
  add(sending: Sending): void;
  remove(sending: Sending): void;
  /** Lets a message whose turn has come carry the others, where too many wait for the same person. */
  gather(sending: Sending): void;
}

/** @param placeOf what an address comes to today: the same conversation can have been written down in two ways. */
export function createWaitingAsks(placeOf: (sending: Sending) => string): WaitingAsks {
  const people = new Map<string, Set<Sending>>();
  const personOf = ({ route, parts }: Sending) => `${route}:${parts[0]?.target.person}`;

  function remove(sending: Sending): void {
    const person = personOf(sending);
    const found = people.get(person);
    found?.delete(sending);
    if (found?.size === 0) people.delete(person);
  }

  return {
    add(sending) {
      if (!mayBeListed(sending)) return;
      const person = personOf(sending);
      people.set(person, (people.get(person) ?? new Set()).add(sending));
    },
    remove,
    gather(sending) {
      if (!mayBeListed(sending)) return;
      const waiting = people.get(personOf(sending));
      if (waiting === undefined || sending.parts.length + waiting.size <= separateUpTo) return;
      const place = placeOf(sending);
      const carried: Sending[] = [];
      let count = sending.parts.length;
      for (const other of inOrderOfRank(waiting)) {
        if (other === sending || placeOf(other) !== place) continue;
        if (count + other.parts.length > mostInList) break;
        count += other.parts.length;
        carried.push(other);
      }
      if (count <= separateUpTo) return;
      for (const other of carried) remove(other);
      merge(sending, carried);
    },
  };
}

/** Without sorting them: hundreds may wait, and a list takes the first few. */
function* inOrderOfRank(waiting: ReadonlySet<Sending>): Generator<Sending> {
  const ranks = new Set(Array.from(waiting, ({ rank }) => rank));
  for (const rank of [...ranks].sort((a, b) => a - b)) {
    for (const one of waiting) if (one.rank === rank) yield one;
  }
}

function mayBeListed({ parts, alone }: Sending): boolean {
  return !alone && parts.every(isAsk);
}

function isAsk({ row, target: { content, person }, isCall }: Sending['parts'][number]): boolean {
  return (
    isCall && row.lane === 'ask' && person !== undefined && 'view' in content && content.view === 'asked'
  );
}
