import { defineConfig } from 'vitest/config';
import { compileCache } from './test/support/compiled.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { testFiles } from './test/support/projects.ts';
import { workDirectory } from './test/support/work-directory.ts';

process.env.TMPDIR ??= workDirectory();
// A portal of its own process reads 1,500 modules: half its start is to compile what the last one compiled.
process.env.NODE_COMPILE_CACHE ??= compileCache();

/** What a file imports decides where it belongs: see test/support/needs.ts. */
const projects = Object.entries(testFiles()).map(([name, include]) => ({
  extends: true as const,
  test: {
    name,
    include,
    isolate: name === 'isolated',
    // Node runs the tests as it runs the portal; only where a module is put in the place of another Vite does.
    experimental: { viteModuleRunner: name === 'isolated', nodeLoader: name === 'isolated' },
  },
}));

export default defineConfig({
  test: {
    projects,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/hooks.ts'],
    pool: 'forks',
    // Pages leave much behind at once: with room for it from the beginning, a collector has little to do.
    execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'],
    // `isolate`: to import the portal takes as long as most files' tests do, and a worker does it once. Files leave
    // nothing behind (after-file.ts).
    // A third of a test's time is waiting: three keep two processors busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Only what hangs is cut off: how long a test takes says more of what else the machine does.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The usual second is over while three workers share two processors.
    expect: { poll: { timeout: 120_000 } },
  },
});
