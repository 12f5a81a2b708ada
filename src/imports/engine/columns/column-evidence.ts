import type { ColumnLook } from './column-values.ts';
import type { HeaderReading } from './column-headers.ts';
import type { Column } from './column.ts';
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
  if (own) return readAs(own);
  if (measure?.unit !== undefined && field?.startsWith('quantity') === true)
    return { says: 'for', key: 'unit', values: { unit: measure.unit } };
  return top ? readOtherwise(top) : { says: 'nothing', key: 'unknown', values: {} };
}

function readAs({ tag, a, part, word }: HeaderReading): HeaderSay {
  const firm = a >= 0.85 ? 'word' : part ? 'part' : 'like';
  return { says: 'for', key: tag === true ? 'tag' : firm, values: { word } };
}

/** A header that names something else: for sure, or by a part of it. */
function readOtherwise(top: HeaderReading): HeaderSay {
  if (top.field === undefined) return { says: 'nothing', key: 'kept', values: { word: top.word } };
  if (top.field === 'nominal') return { says: 'against', key: 'person', values: { word: top.word } };
  const isFirm = top.a >= 0.85;
  return { says: isFirm ? 'against' : 'nothing', key: 'other', values: { word: top.word, field: top.field } };
}

function cellsEvidence(look: ColumnLook, field: string | undefined): CellsSay {
  if (look.filled === 0) return { says: 'nothing', key: 'empty', values: {} };
  if (field === 'nominal') return personsIn(look);
  const { reading, kind } = field === undefined ? {} : (importFields.get(field) ?? {});
  const shape = shapes[field ?? ''] ?? shapes[reading ?? ''];
  if (shape) return judged(look, ...shape(look));
  if (kind === 'product' && look.taxa > (look.known.product ?? 0)) return judged(look, 'taxa', look.taxa);
  return kind === undefined ? textsIn(look) : wordsIn(look, kind);
}

type Judged = [key: 'dates' | 'numbers' | 'years' | 'months' | 'degrees' | 'taxa', share: number];

const shapes: Readonly<Record<string, (look: ColumnLook) => Judged>> = {
  date: ({ dates, serials, yearMonths }) => ['dates', Math.max(dates, serials, yearMonths)],
  year: ({ years, yearMonths }) => ['years', Math.max(years, yearMonths)],
  month: ({ months }) => ['months', months],
  latitude: ({ latitudes }) => ['degrees', latitudes],
  longitude: ({ longitudes }) => ['degrees', longitudes],
  number: ({ numbers }) => ['numbers', numbers],
};

function judged({ telling, filled }: ColumnLook, ...[key, share]: Judged): CellsSay {
  return { says: share >= 0.5 ? 'for' : 'against', key, values: { n: Math.round(share * telling), of: filled } };
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
