import { eventually } from '../eventually.ts';
import { readDatabase } from '../process/read-database.ts';
import type { TestDesk } from './start-desk.ts';

/**
 * Waits until the desk has written down what became of every message that is on its way. A driven clock that skips
 * minutes before that makes the desk doubt whether they arrived.
 */
export async function allRecorded(desk: TestDesk): Promise<void> {
  await eventually('what was sent is written down', async () => {
    const { outbox } = await readDatabase(desk.database);
    return outbox.every(({ targets }) =>
      targets.every(({ state }) => state !== 'sending' && state !== 'pending'),
    );
  });
}
