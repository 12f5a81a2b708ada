import type { NumberCell } from './views.ts';

/** A number in a table: in words on its page, as itself in files. */
export function numberCell(value: number, words: (value: number) => string, href?: string): NumberCell {
  return { text: words(value), value, href };
}

/** A share, or a change, of 1: "12 %" on its page, 0.12 shown in percent in files. Words alone where there is none. */
export function percentCell(ratio: number, text: string): NumberCell {
  return Number.isFinite(ratio) ? { text, value: ratio, isPercent: true } : text;
}
