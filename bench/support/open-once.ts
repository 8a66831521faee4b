import { report } from '../part.ts';
import { timed } from '../statistics.ts';
import { openHelpStore } from './help-store.ts';

// Opens the database named by the argument and reports the milliseconds.

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('Which database?');
report(
  await timed(async () => {
    const store = await openHelpStore(directory);
    setImmediate(() => void store.close());
  }),
);
