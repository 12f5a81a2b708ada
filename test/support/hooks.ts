import { registerHooks } from './after-file.ts';

// Vitest runs this for each test file, also where several share a process.
registerHooks();
