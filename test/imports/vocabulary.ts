import { fileURLToPath } from 'node:url';
import {
  buildVocabulary,
  seedVocabularyInput,
  type Vocabulary,
  type VocabularyInput,
} from '../../src/imports/engine/index.ts';

/** The seeds themselves: what the portal ships is what is tested. */
export const seeds = fileURLToPath(new URL('../../seeds/reference', import.meta.url));
export const seedInput: VocabularyInput = seedVocabularyInput(seeds);
export const vocabulary: Vocabulary = buildVocabulary(seedInput);

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/imports/${name}`, import.meta.url));
}
