import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { testFiles } from './test/support/projects.ts';

/** What a file imports decides where it belongs: see test/support/needs.ts. */
const projects = Object.entries(testFiles()).map(([name, include]) => ({
  extends: true as const,
  test: { name, include },
}));

export default defineConfig({
  test: {
    projects,
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // A third of a test's time is waiting: three keep two processors busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
