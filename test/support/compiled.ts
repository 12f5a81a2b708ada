import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** For the environment of a process that a test starts: what was compiled of the portal before. */
export const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

/** Where Node keeps what it compiled today. What it kept before is removed, since each run adds its test files. */
export function compileCache(): string {
  const all = resolve('node_modules/.cache/compiled');
  const today = new Date().toISOString().slice(0, 10);
  for (const day of existsSync(all) ? readdirSync(all) : [])
    if (day !== today) rmSync(join(all, day), { recursive: true, force: true });
  return join(all, today);
}
