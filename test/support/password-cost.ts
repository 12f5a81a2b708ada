import { onTestFinished } from 'vitest';
import { setPasswordMemory } from '../../src/access/index.ts';
import { castPasswordMemory } from './cast.ts';

/** Until this test ends, a hash costs what it does in production. */
export function costAsUsual(): void {
  setPasswordMemory();
  onTestFinished(() => setPasswordMemory(castPasswordMemory));
}
