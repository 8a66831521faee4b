import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** What `npm run test:soak` runs: every step of a call instead of some, and the longer walks of the model test. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['test/soak/**/*.test.ts', 'test/model/model.test.ts'],
    exclude: [],
    // Each walk is a few seconds of waiting in several processes; files one after the other leave the cores to them.
    fileParallelism: false,
    // Some minutes' worth; whoever looks for something rare sets more.
    env: { MODEL_RUNS: process.env.MODEL_RUNS ?? '9', MODEL_STEPS: process.env.MODEL_STEPS ?? '40' },
  },
});
