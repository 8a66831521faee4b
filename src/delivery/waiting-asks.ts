import { mostInList, separateUpTo } from './list.ts';
import { faceOf, merge, type Sending } from './sending.ts';

/** Asks that wait for their turn, by the person that they are for. */
export interface WaitingAsks {
  /** It waits, and may be carried by another. Only calls are: everything else says something of its own. */
  add(sending: Sending): void;
  remove(sending: Sending): void;
  /**
   * Lets a message whose turn has come carry the others, where too many calls wait for the same person. What asks about
   * the same call again is carried in any case, and takes no room.
   */
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
      if (waiting === undefined) return;
      const place = placeOf(sending);
      const own = new Set(sending.parts.map(faceOf));
      const faces = new Set(own);
      const found: Sending[] = [];
      let isFull = false;
      for (const other of inOrderOfRank(waiting)) {
        if (other === sending || placeOf(other) !== place) continue;
        const more = new Set(other.parts.map(faceOf).filter((face) => !faces.has(face)));
        isFull ||= faces.size + more.size > mostInList;
        if (isFull && more.size > 0) continue;
        for (const face of more) faces.add(face);
        found.push(other);
      }
      const isList = faces.size > separateUpTo;
      const carried = found.filter(({ parts }) => isList || parts.every((part) => own.has(faceOf(part))));
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
