import { setImmediate } from 'node:timers/promises';

/** A pause to be awaited for every row: every `rows` rows it lets the process answer pages before the job goes on. */
export function yieldToEventLoop(rows: number): () => Promise<void> | undefined {
  let count = 0;
  return () => {
    count += 1;
    return count % rows === 0 ? setImmediate() : undefined;
  };
}
