import type { ColumnLook } from './column-values.ts';
import type { HeaderReading } from './column-headers.ts';
import type { HeaderMeasure } from './header-units.ts';
import { importFields, type WordKind } from './import-fields.ts';

export interface Column {
  readonly index: number;
  readonly header: string;
  readonly readings: readonly HeaderReading[];
  readonly look: ColumnLook;
  readonly cells: readonly string[];
  readonly examples: readonly string[];
  /** Its header names something we know and have no field for. */
  readonly source: boolean;
  readonly measure?: HeaderMeasure;
}

/** A column and a field it may be: by its header (a), by its cells (b), together (s). */
export interface Pair {
  readonly column: Column;
  readonly field: string;
  readonly a: number;
  readonly b: number;
  readonly s: number;
  readonly support: Support;
  /** Product the header names, where each product has its column. */
  readonly product?: string;
}

/** Whether the cells can be of the field: they are, they may be, they are not. */
export type Support = 'yes' | 'perhaps' | 'no';

export function pairsOf(column: Column, all: readonly Column[]): Pair[] {
  const byHeader = new Map(
    column.readings.filter(reading => reading.field !== undefined).map(reading => [reading.field ?? '', reading.a]),
  );
  const unit = column.measure?.unit;
  // "Number" is also what a file is numbered by.
  if (unit !== undefined && unit !== 'piece' && !byHeader.has('quantity') && column.look.numbers > 0.9)
    byHeader.set('quantity', 0.75);
  const byValues = valueScores(column.look);
  return [...new Set([...byHeader.keys(), ...byValues.keys()])].map(field => {
    const a = byHeader.get(field) ?? 0;
    const b = byValues.get(field) ?? 0;
    const support = supportFor(field, column, all);
    const s = (a + b - (a * b) / 2) * (support === 'no' ? 0.35 : 1);
    return { column, field, a, b, s, support };
  });
}

/** Kinds that share words ("container", "post"): the one that knows most of a column's words is meant. */
const describing = ['concealment', 'transport', 'location', 'direction', 'detection', 'agency', 'heading'] as const;

/** What the values alone speak for. Country values never tell which country column it is. */
export function valueScores(look: ColumnLook): Map<string, number> {
  if (look.filled === 0) return new Map();
  const known = (kind: keyof ColumnLook['known']): number => look.known[kind] ?? 0;
  const most = Math.max(...describing.map(known));
  const countries = known('country') > 0.7;
  const rules: [field: string, score: number, fits: boolean][] = [
    ['seizureDate', 0.8, look.dates > 0.8],
    ['product', 0.85, known('product') > 0.5],
    ['product', 0.7, look.taxa > 0.8],
    ['unit', 0.85, known('unit') > 0.8],
    ...describing.map((kind): (typeof rules)[number] => [kind, 0.7, known(kind) > 0.5 && known(kind) === most]),
    ['country', 0.5, countries],
    ['departure', 0.45, countries],
    ['origin', 0.45, countries],
    ['destination', 0.45, countries],
    ['transit', 0.45, countries],
    ['currency', 0.7, known('currency') > 0.8],
    ['nationalRef', 0.7, look.references > 0.9 && look.distinct > 0.98 && look.numbers < 0.5],
    ['seizureYear', 0.6, look.years > 0.95],
    ['quantity', 0.45, look.numbers > 0.9 && look.dates < 0.2 && look.years < 0.9],
    ['narrative', 0.5, look.longText > 0.5],
  ];
  const scores = new Map<string, number>();
  for (const [field, score, fits] of rules) if (fits) scores.set(field, Math.max(score, scores.get(field) ?? 0));
  if (scores.size === 0 && look.names + look.longText < 0.5 && look.numbers < 0.2) scores.set('placeName', 0.25);
  return scores;
}

/** Lists so whole that a column of which they know nothing is none of theirs, whatever its header says. */
const wholeLists: ReadonlySet<WordKind> = new Set(['country', 'currency']);
/** Cells needed before silence tells anything. */
const enough = 3;

function supportFor(field: string, { look, index }: Column, all: readonly Column[]): Support {
  if (look.filled < enough) return 'perhaps';
  const { reading, kind } = importFields.get(field) ?? {};
  switch (reading) {
    case 'date':
      return judged(Math.max(look.dates, look.serials > 0.8 ? look.serials : 0, look.yearMonths), 0.3, 0.8);
    case 'year':
      return judged(Math.max(look.years, look.yearMonths), 0.5, 0.9);
    case 'month':
      return judged(look.months, 0.5, 0.9);
    case 'number':
      return field === 'latitude' || field === 'longitude'
        ? judged(field === 'latitude' ? look.latitudes : look.longitudes, 0.5, 0.8)
        : judged(look.numbers, 0.5, 0.8);
    case 'words':
      return kind === undefined
        ? 'perhaps'
        : supportOfWords(
            kind,
            look,
            all.filter(other => other.index !== index),
          );
    default:
      return field === 'placeName' && (look.dates > 0.5 || look.numbers > 0.8) ? 'no' : 'yes';
  }
}

function judged(share: number, least: number, sure: number): Support {
  return share < least ? 'no' : share >= sure ? 'yes' : 'perhaps';
}

/** Cells of another kind, or none of them known while another column's are, or while the list is whole. */
function supportOfWords(kind: WordKind, look: ColumnLook, others: readonly Column[]): Support {
  if (look.dates > 0.5 || (look.numbers > 0.8 && kind !== 'product')) return 'no';
  const known = Math.max(look.known[kind] ?? 0, kind === 'product' ? look.taxa : 0);
  if (known >= 0.3 || look.telling === 0) return 'yes';
  if (known > 0.05) return 'perhaps';
  const better = others.some(other => (other.look.known[kind] ?? 0) > 0.5);
  return better || wholeLists.has(kind) ? 'no' : 'perhaps';
}
