import { isRemarkKept, type GoodsLine, type Remark, type SeizureRecord } from '../../seizures/index.ts';
import type { KeptProblem } from '../check/store-rows.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { wordKey } from '../engine/plan.ts';
import type { ImportWord, WordPlace } from '../words/store-words.ts';

/** Words of a file that its office may still say the meaning of, once its rows are records. */
export interface OpenWords {
  /** Those asked about, by kind and key. */
  readonly known: ReadonlySet<string>;
  /** Words of goods kept under "other", by heading and text. */
  readonly kept: ReadonlyMap<string, WordPlace>;
}

/** `settled` are words the office wants kept as they are, by kind and key. */
export function openWordsOf(words: readonly ImportWord[], settled: ReadonlySet<string>): OpenWords {
  const open = words.filter(word => !settled.has(placeKey(word)));
  return { known: new Set(open.map(placeKey)), kept: new Map(open.flatMap(keptGoods)) };
}

function keptGoods({ kind, key, heading, word, answer }: ImportWord): (readonly [string, WordPlace])[] {
  if (answer === null || !('other' in answer)) return [];
  if (kind === 'product') return [[`${heading}|${answer.other.slice(0, 200)}`, { kind, key }]];
  return kind === 'heading' ? [[`|${word.slice(0, 200)}`, { kind, key }]] : [];
}

export function placeKey({ kind, key }: WordPlace): string {
  return `${kind} ${key}`;
}

/** A row whose record is about to be saved. */
export interface RemarkedRow {
  readonly record: SeizureRecord;
  readonly problems: readonly KeptProblem[];
}

/** What stays remarked of a record made of some rows, the goods of one under those of the other. */
export function remarksOf(rows: readonly RemarkedRow[], words: OpenWords): Remark[] {
  let before = 0;
  const all: Remark[] = [];
  for (const row of rows) {
    all.push(...ofProblems(row, before, words), ...ofGoods(row, before, words));
    before += row.record.lines.length;
  }
  // Rows that became one record say the same of its facts.
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
}

/** Findings of a record that stay as remarks, by the remark's own code. */
const renamed: Readonly<Record<string, string>> = { 'findings:unitNotAllowed': 'unit_unusual' };

function ofProblems({ record, problems }: RemarkedRow, before: number, words: OpenWords): Remark[] {
  const left = new Set(record.lines.keys());
  return problems
    .map(problem => ({ ...problem, code: renamed[problem.code] ?? problem.code }))
    .filter(({ level, code }) => level === 'warning' && code !== 'taxon_kept' && isRemarkKept(code))
    .map(problem => {
      const { code, field = '', values = {} } = problem;
      const word = code === 'value_unknown' ? wordOf(field, String(values.cell ?? ''), words) : undefined;
      const at = lineOf(problem, record.lines, left);
      return { lineNo: at === undefined ? null : before + at + 1, field, code, values, ...(word ? { word } : {}) };
    });
}

/** The word nobody has said the meaning of. */
function wordOf(field: string, cell: string, words: OpenWords): Remark['word'] {
  const kind = importFields.get(field)?.kind;
  if (kind === undefined || kind === 'product') return undefined;
  const place = { kind, key: wordKey(kind, cell) };
  return words.known.has(placeKey(place)) ? place : undefined;
}

/** The line a problem is about: each line is the next with the unit that was read or assumed for it. */
function lineOf({ field = '', values = {} }: KeptProblem, lines: readonly GoodsLine[], left: Set<number>) {
  const part = importFields.get(field)?.part;
  if (part !== 'line' && part !== 'details') return undefined;
  if (lines.length === 1) return 0;
  const unit = values.unit;
  const at = unit === undefined ? undefined : [...left].find(one => lines[one]?.unit === unit);
  if (at !== undefined) left.delete(at);
  return at;
}

/** Goods that stand under "other" with the word of the file. */
function ofGoods({ record, problems }: RemarkedRow, before: number, words: OpenWords): Remark[] {
  return record.lines.flatMap(({ heading, productText = '' }, at): Remark[] => {
    const word =
      productText === ''
        ? undefined
        : (words.kept.get(`${heading}|${productText}`) ?? words.kept.get(`|${productText}`));
    const isTaxon = problems.some(({ code, values }) => code === 'taxon_kept' && values?.cell === productText);
    if (!word && !isTaxon) return [];
    const code = isTaxon ? 'taxon_kept' : 'product_kept';
    return [
      { lineNo: before + at + 1, field: 'product', code, values: { cell: productText }, ...(word ? { word } : {}) },
    ];
  });
}
