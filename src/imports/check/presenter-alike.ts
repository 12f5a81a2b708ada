import { goodsTextOf, type ListedAlike, type RecordWords as Words } from '../../seizures/index.ts';
import type { Import } from '../store.ts';
import { addressOf } from '../wizard-step.ts';
import { alikeAnswers } from './alike.ts';
import type { StagedRow } from './store-rows.ts';

/** Rows that may be records there are: the row and the record side by side, and what was said of them. Pure. */
export function alikeRows(
  words: Words,
  file: Import,
  rows: readonly StagedRow[],
  records: ReadonlyMap<string, ListedAlike>,
) {
  return rows.flatMap(row => {
    const problem = row.problems.find(({ code }) => code.startsWith('row_alike'));
    const record = records.get(String(problem?.values?.ref ?? ''));
    if (!problem || !record || !row.record) return [];
    const { facts, lines } = row.record;
    const [line] = lines;
    const side = (key: string, mine: string, theirs: string) => ({ label: words.label(key), mine, theirs });
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const title = words.t('imports:alike.line', { line: row.line });
    return [
      {
        rowNo: row.rowNo,
        title,
        href: `${addressOf(file, 'check')}?row=${row.rowNo}#rows`,
        ref: record.ref,
        sides: [
          side('seizureDate', words.date(text(facts.seizureDate)), words.date(record.seizureDate)),
          side('product', line ? goodsTextOf(line, words) : '', goodsTextOf(record, words)),
          side('placeName', text(facts.placeName), record.placeName ?? ''),
          side('nationalRef', text(facts.nationalRef), record.nationalRef ?? ''),
        ].filter(({ mine, theirs }) => mine !== '' || theirs !== ''),
        field: {
          type: 'choice',
          display: 'radios',
          id: `alike-${row.rowNo}`,
          name: `alike.${row.rowNo}`,
          label: words.t('imports:alike.question', { line: row.line, ref: record.ref }),
          value: String(problem.values?.answer ?? ''),
          options: alikeAnswers.map(value => ({ value, label: words.t(`imports:alike.${value}`) })),
        } as const,
      },
    ];
  });
}
