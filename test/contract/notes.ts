import { z } from 'zod';
import type { Collection } from '../../src/store/store.ts';

/** A small record for trying stores on. */
export const noteSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  branch: z.string(),
  rank: z.int().optional(),
  tags: z.array(z.string()).optional(),
  words: z.string().max(10_000),
});
export type Note = z.infer<typeof noteSchema>;

export const notes: Collection<Note> = {
  name: 'notes',
  schema: noteSchema,
  indexes: {
    branch: (note) => note.branch,
    rank: (note) => note.rank,
    tags: (note) => note.tags,
  },
};

export const counterSchema = z.strictObject({ id: z.string(), revision: z.int(), count: z.int() });

export const counters: Collection<z.infer<typeof counterSchema>> = {
  name: 'counters',
  schema: counterSchema,
  indexes: {},
};
