import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:soak`
    exclude: ['test/soak/**'],
    // Left to itself vitest keeps one of two cores free; the tests wait for disks and browsers more than they compute.
    maxWorkers: 2,
    setupFiles: ['test/support/repeatable.ts'],
    // Real processes, real disks and a browser share two cores in CI.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As patient as `eventually`; one second, its default, is soon over there.
    expect: { poll: { timeout: 10_000 } },
  },
});
