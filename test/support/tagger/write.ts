import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { weightsFile } from '../../../src/personal-data/tagger/weights.ts';
import { wordSet } from '../../../src/personal-data/tagger/word-set.ts';
import { examples, placeWords, plainWords } from './examples.ts';
import { hashOfSources, sourcesFile } from './sources.ts';
import { train } from './train.ts';

/** `npm run train-tagger`: learns from sentences of test/fixtures/guard and writes the weights of the tagger. */
writeFileSync(weightsFile, trainedWeights());
writeFileSync(sourcesFile, `${hashOfSources()}\n`);

/** Weights as the file has them: one byte each, the largest as 127, and those that tell next to nothing as 0. */
function trainedWeights(): Buffer {
  const all = examples();
  const sets = { places: wordSet(placeWords()), plain: wordSet(plainWords(all)) };
  const { steps, features } = train(all, sets);
  const largest = [steps, features].flatMap(all => [...all]).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const small = (all: Float32Array): Int8Array =>
    Int8Array.from(all, one => Math.round((one / largest) * 127)).map(one => (Math.abs(one) < 2 ? 0 : one));
  return brotliCompressSync(Buffer.concat([sets.places, sets.plain, asBytes(small(steps)), asBytes(small(features))]));
}

function asBytes(small: Int8Array): Uint8Array {
  return new Uint8Array(small.buffer);
}
