import { z } from 'zod';
import { toDeskError } from '../errors.ts';
import type { Platform, PlatformMemory } from '../platforms/platform.ts';
import type { Collection, Store } from '../store/store.ts';
import type { Log } from './log.ts';

const memorySchema = z.strictObject({
  /** The platform's name. */
  id: z.string(),
  revision: z.int(),
  /** Opaque outside the platform's folder. */
  text: z.string(),
});

/** What each platform keeps from one start to the next. */
export const memoryCollection: Collection<z.infer<typeof memorySchema>> = {
  name: 'platformMemories',
  schema: memorySchema,
  indexes: {},
};

/** The memory of one platform. What is kept already is not written again. */
export function createPlatformMemory(
  store: Store,
  { name }: Pick<Platform, 'name'>,
  log: Pick<Log, 'warn'>,
): PlatformMemory {
  const warn = (thrown: unknown, what: string) =>
    log.warn({ platform: name, reason: toDeskError(thrown).message }, what);

  return {
    async recall() {
      try {
        return (await store.get(memoryCollection, name))?.text;
      } catch (thrown) {
        warn(thrown, 'what a platform keeps from one start to the next could not be read');
        return undefined;
      }
    },
    async keep(text) {
      try {
        if ((await store.get(memoryCollection, name))?.text === text) return;
        await store.transact((tx) => tx.put(memoryCollection, { id: name, text }));
      } catch (thrown) {
        warn(thrown, 'what a platform keeps from one start to the next could not be saved');
      }
    },
  };
}
