import type { Writable } from 'node:stream';

/** Resolves when a stream that is full takes more, or takes no more at all. */
export function waitForDrain(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    const go = (): void => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.once('drain', go).once('close', go);
    if (stream.destroyed) go();
  });
}
