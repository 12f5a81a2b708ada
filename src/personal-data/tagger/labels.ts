import type { WordSet } from './word-set.ts';

/** What a token is: nothing of a person's, a name, a number, a home. */
export const labels = ['none', 'name', 'number', 'home'] as const;
export const labelCount = labels.length;
export const stepCount = (labelCount + 1) * labelCount;

/** What was learnt, in whole numbers from -127 to 127. */
export interface Weights {
  /** Of each feature, the weights of the four labels in the four bytes of one number, the first the lowest. */
  readonly features: Int32Array;
  /** Of each label after another; the last row is that of the beginning. */
  readonly steps: Int8Array | Float32Array;
  /** Words of places and species. */
  readonly places: WordSet;
  /** Words that are part of no name, number or home, whatever is beside them. */
  readonly plain: WordSet;
}
