import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { buckets } from './features.ts';
import { labelCount, stepCount, type Weights } from './labels.ts';
import { setBytes } from './word-set.ts';

/** Two sets of words and the weights, a byte each, compressed. Written by `npm run train-tagger`. */
export const weightsFile = new URL('weights.bin.br', import.meta.url);
let kept: Weights | undefined;

/** The weights in the tree, read when they are first asked for. */
export function weights(): Weights {
  kept ??= read();
  return kept;
}

function read(): Weights {
  const packed = brotliDecompressSync(readFileSync(weightsFile));
  if (packed.length !== 2 * setBytes + stepCount + buckets * labelCount)
    throw new Error(`${weightsFile.pathname} is not whole`);
  // A copy of its own lies at an address that whole numbers of four bytes may be read from.
  const features = new Int8Array(packed.subarray(2 * setBytes + stepCount));
  return {
    places: packed.subarray(0, setBytes),
    plain: packed.subarray(setBytes, 2 * setBytes),
    steps: new Int8Array(packed.subarray(2 * setBytes, 2 * setBytes + stepCount)),
    features: new Int32Array(features.buffer),
  };
}
