import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { testFiles } from './test/support/projects.ts';
import { workDirectory } from './test/support/work-directory.ts';

process.env.TMPDIR ??= workDirectory();

/** What a file imports decides where it belongs: see test/support/needs.ts. */
const projects = Object.entries(testFiles()).map(([name, include]) => ({
  extends: true as const,
  // A journey is many pages, each looked at by axe.
  test: { name, include, isolate: name === 'isolated', testTimeout: name === 'browser' ? 180_000 : 60_000 },
}));

export default defineConfig({
  test: {
    projects,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/hooks.ts'],
    pool: 'forks',
    // `isolate`: to import the portal takes as long as most files' tests do, and a worker does it once. Files leave
    // nothing behind (after-file.ts).
    // A third of a test's time is waiting: three keep two processors busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    hookTimeout: 300_000,
  },
});
