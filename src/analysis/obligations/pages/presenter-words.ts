import type { Words } from '../../../reference/index.ts';
import { numberText } from '../../../text/formats.ts';
import type { Change } from '../changes.ts';
import type { Cell } from '../sheets/sheet.ts';

/** "12 lines" */
export function counted(key: string, count: number, { t, count: write }: Words): string {
  return t(`obligations:${key}`, { count, number: write(count) });
}

/** A cell as the page shows it: numbers grouped, what is blank as nothing. */
export function cellText(cell: Cell, { lang }: Words): string {
  return typeof cell === 'number' ? numberText(cell, lang) : (cell ?? '');
}

/** "3 changed since: 2 amended, 1 withdrawn"; undefined where nothing changed. */
export function changesText(changes: readonly Change[], words: Words): string | undefined {
  if (changes.length === 0) return undefined;
  const kinds = Map.groupBy(changes, ({ kind }) => kind);
  const parts = [...kinds].map(([kind, some]) => counted(`changed.${kind}`, some.length, words));
  return words.t('obligations:changed.since', {
    records: counted('changed.records', changes.length, words),
    parts: parts.join(', '),
  });
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
