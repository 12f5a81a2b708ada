import type { ColumnLook } from './column-values.ts';
import type { Column } from './column-scores.ts';
import { importFields, type WordKind } from './import-fields.ts';

/** What the header or the cells say of the field a column is taken for; words in `imports:evidence.<part>.<key>`. */
export interface Say<Key extends string> {
  readonly says: 'for' | 'against' | 'nothing';
  readonly key: Key;
  readonly values: Readonly<Record<string, string | number>>;
}

export const headerSays = ['tag', 'word', 'part', 'like', 'unit', 'other', 'person', 'kept', 'unknown'] as const;
export const cellsSay = [
  'known',
  'unknown',
  'dates',
  'numbers',
  'years',
  'months',
  'degrees',
  'taxa',
  'all_differ',
  'texts',
  'persons',
  'things',
  'empty',
] as const;
export type HeaderSay = Say<(typeof headerSays)[number]>;
export type CellsSay = Say<(typeof cellsSay)[number]>;

/** What both say, each for itself. `field` is undefined where the column is not used. */
export interface Evidence {
  readonly header: HeaderSay;
  readonly cells: CellsSay;
}

export function evidenceFor(column: Column, field: string | undefined): Evidence {
  return { header: headerEvidence(column, field), cells: cellsEvidence(column.look, field) };
}

function headerEvidence({ readings, measure }: Column, field: string | undefined): HeaderSay {
  const [top] = readings;
  const own = readings.find(reading => reading.field === field && field !== undefined);
  if (own) {
    const key = own.tag === true ? 'tag' : own.a >= 0.85 ? 'word' : own.part ? 'part' : 'like';
    return { says: 'for', key, values: { word: own.word } };
  }
  if (measure?.unit !== undefined && field?.startsWith('quantity') === true)
    return { says: 'for', key: 'unit', values: { unit: measure.unit } };
  if (!top) return { says: 'nothing', key: 'unknown', values: {} };
  if (top.field === undefined) return { says: 'nothing', key: 'kept', values: { word: top.word } };
  if (top.field === 'nominal') return { says: 'against', key: 'person', values: { word: top.word } };
  const isFirm = top.a >= 0.85;
  return { says: isFirm ? 'against' : 'nothing', key: 'other', values: { word: top.word, field: top.field } };
}

function cellsEvidence(look: ColumnLook, field: string | undefined): CellsSay {
  if (look.filled === 0) return { says: 'nothing', key: 'empty', values: {} };
  const of = look.filled;
  const counted = (share: number): number => Math.round(share * look.telling);
  const judged = (key: 'dates' | 'numbers' | 'years' | 'months' | 'degrees' | 'taxa', share: number): CellsSay => ({
    says: share >= 0.5 ? 'for' : 'against',
    key,
    values: { n: counted(share), of },
  });
  const { reading, kind } = field === undefined ? {} : (importFields.get(field) ?? {});
  if (field === 'nominal') return personsIn(look);
  if (reading === 'date') return judged('dates', Math.max(look.dates, look.serials, look.yearMonths));
  if (reading === 'year') return judged('years', Math.max(look.years, look.yearMonths));
  if (reading === 'month') return judged('months', look.months);
  if (field === 'latitude' || field === 'longitude') return judged('degrees', look.longitudes);
  if (reading === 'number') return judged('numbers', look.numbers);
  if (kind === 'product' && look.taxa > (look.known.product ?? 0)) return judged('taxa', look.taxa);
  return kind === undefined ? textsIn(look) : wordsIn(look, kind);
}

function wordsIn(look: ColumnLook, kind: WordKind): CellsSay {
  const n = Math.round((look.known[kind] ?? 0) * look.telling);
  const says = n === 0 ? 'against' : n >= look.telling * 0.3 ? 'for' : 'nothing';
  return { says, key: n === 0 ? 'unknown' : 'known', values: { n, of: look.telling, kind } };
}

function textsIn({ distinct, filled }: ColumnLook): CellsSay {
  if (distinct === 1 && filled > 2) return { says: 'for', key: 'all_differ', values: { of: filled } };
  return { says: 'nothing', key: 'texts', values: { n: Math.round(distinct * filled), of: filled } };
}

function personsIn(look: ColumnLook): CellsSay {
  const share = Math.max(look.names, look.emails, look.phones);
  const n = Math.round(share * look.telling);
  return n === 0
    ? { says: 'nothing', key: 'things', values: { of: look.filled } }
    : { says: 'for', key: 'persons', values: { n, of: look.filled } };
}
