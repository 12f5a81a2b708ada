import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

const require = createRequire(import.meta.url);

/** A font of a file. The reader is large, and loaded with the first: whoever measures a text cannot wait for it. */
export function openFont(path: string): Font {
  const { openSync } = require('fontkit') as typeof import('fontkit');
  return openSync(path) as Font;
}
