import type { ColumnLook } from './column-values.ts';
import type { Column, Pair } from './column.ts';

/** Refused outright: by its header (a whole word for persons' data) or by values no other column has. */
export function isNominal({ readings, look }: Column): boolean {
  const top = readings[0];
  if (look.emails > 0.3 || look.phones > 0.6) return true;
  if (top?.field !== 'nominal' || top.a < 0.85 || top.weak || namesThings(look)) return false;
  return !readings.some(({ field, a }) => field !== undefined && field !== 'nominal' && a >= 0.85);
}

/** Some reading of the header is persons' data and another is not: "place name", "nombre de la droga". */
export function perhapsNominal({ readings, look }: Column, pair: Pair): boolean {
  if (namesThings(look)) return false;
  // Officers' names repeat as kinds of animals do: a header that means persons alone is believed.
  if (pair.field === 'nominal') return true;
  if (isList(look)) return false;
  return readings.some(reading => reading.field === 'nominal' && reading.a > pair.a * 0.9);
}

/** Names in a column whose header tells nothing. */
export function looksNominal({ readings, look }: Column): boolean {
  return readings.length === 0 && look.names > 0.7 && look.distinct > 0.6 && look.filled >= 5;
}

/** Countries, goods and animals are no persons, whatever the header says ("Importer": KE, UG). */
function namesThings({ known, taxa }: ColumnLook): boolean {
  return (known.country ?? 0) > 0.85 || (known.product ?? 0) > 0.6 || (known.unit ?? 0) > 0.85 || taxa > 0.8;
}

/** The same few words over and over, under a header that may mean things: "place name", "name of ship". */
function isList({ filled, distinct }: ColumnLook): boolean {
  return filled >= 60 && distinct < 0.3;
}
