import type { Transaction } from '../../store/store.ts';
import { type Question, questionCollection, type Stretch, stretchCollection } from './schema.ts';

/** One for each check-in, however often it is asked: all its messages follow it. */
export function questionId(stretch: Pick<Stretch, 'id'>, askedAt: string): string {
  return `${stretch.id}@${askedAt}`;
}

/** Writes a changed stretch down, and with it what its question says: one that is no longer asked loses its buttons. */
export async function putStretch(tx: Transaction, before: Stretch, after: Stretch): Promise<Stretch> {
  const stretch = await tx.put(stretchCollection, after);
  const [was, is] = [askedAt(before), askedAt(after)];
  if (was !== undefined && was !== is) await close(tx, questionId(before, was), after);
  if (is !== undefined) await open(tx, questionId(after, is), after, is);
  return stretch;
}

/** Since when the person is asked, also where others have been asked to look meanwhile. */
function askedAt({ state, question, missed }: Stretch): string | undefined {
  return state === 'over' ? undefined : (question?.askedAt ?? missed?.askedAt);
}

async function open(tx: Transaction, id: string, stretch: Stretch, askedAt: string): Promise<void> {
  const { id: of, branch, person, until, question, missed } = stretch;
  const dueAt = question?.dueAt ?? (await tx.get(questionCollection, id))?.dueAt ?? askedAt;
  await tx.put(questionCollection, {
    id,
    stretch: of,
    branch,
    person,
    until,
    askedAt,
    dueAt,
    ...(question?.againAt === undefined ? {} : { isAgain: true }),
    ...(missed === undefined ? {} : { call: missed.call }),
  });
}

async function close(tx: Transaction, id: string, { timeline }: Stretch): Promise<void> {
  const question: Question | undefined = await tx.get(questionCollection, id);
  const last = timeline.at(-1);
  if (question === undefined || last === undefined) return;
  const closed = { what: last.what === 'answered' ? 'answered' : 'over', at: last.at } as const;
  await tx.put(questionCollection, { ...question, closed });
}
