import { Refused } from '../kinds/kinds.ts';
import type { Task } from './tasks.ts';

/**
 * The far end of a sandboxed process: does one task after the other as they come, and ends with the portal. `collects`
 * frees memory after each.
 */
export function runTaskLoop<T extends Task>(
  work: (task: T) => Promise<unknown>,
  { collects = true }: { readonly collects?: boolean } = {},
): void {
  const answer = (message: unknown): void => void process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (task: T) => {
    work(task)
      .then(
        done => answer({ done }),
        (error: unknown) =>
          answer(
            error instanceof Refused
              ? { refused: error.refusal.reason, ...(error.refusal.values ? { values: error.refusal.values } : {}) }
              : { failed: String(error) },
          ),
      )
      .finally(() => {
        // A decoded picture is hundreds of megabytes beside the heap, which would feel them at the next one only.
        if (collects) globalThis.gc?.();
      });
  });
  answer('ready');
}
