import { westernDigits } from './digits.ts';

export type CellType = 'blank' | 'number' | 'date' | 'letters' | 'text';

const numberShape = /^[-+(]?[\p{Sc}]?\s?\d[\d\s.,'’\u00a0\u202f]*(?:[eE][-+]?\d+)?\)?\s?(?:%|\p{Sc}|zł)?$/u;
const dateShape = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}\.?)(?:[T ]\d{1,2}:\d{2}.*)?$/;
const lettersShape = /^\p{L}[\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.&-]+){0,3}$/u;

/** The rough kind of a cell, for judging tables; which number or date it is comes later. */
export function cellType(cell: string): CellType {
  const text = westernDigits(cell.trim());
  if (text === '') return 'blank';
  if (text.length > 100) return 'text';
  if (dateShape.test(text)) return 'date';
  if (numberShape.test(text)) return 'number';
  return lettersShape.test(text) ? 'letters' : 'text';
}
