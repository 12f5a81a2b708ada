import type { RawRow } from '../rows/raw-rows.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { foldHeader, isBlank, tidy } from '../words/words.ts';

/** What the codes of a column mean, by the code in capitals. */
export type Legend = Readonly<Record<string, string>>;
/** Legends by the column whose codes they explain. */
export type Legends = Readonly<Record<number, Legend>>;

/** A list of codes: two or three texts a row. */
export interface CodeList {
  readonly rows: readonly (readonly string[])[];
}

/** Different codes needed before a list explains a column, and the most a list is kept with. */
const [fewest, most] = [3, 400];
const longestCode = 12;

/**
 * The columns of a table whose codes another sheet explains: "D02" is "Dadah - ganja" there. A list of three columns
 * says first which column it is of. Nothing where the meanings are codes themselves.
 */
export function legendsFor(
  header: readonly string[],
  rows: readonly RawRow[],
  lists: readonly CodeList[],
  vocabulary: Vocabulary,
): Legends {
  const found = header.flatMap((name, column) => {
    const codes = lists.length === 0 ? [] : codesIn(rows, column);
    // Codes of countries and units that everybody knows need no list.
    if (areKnown(codes, vocabulary)) return [];
    const legend =
      codes.length < fewest ? undefined : lists.flatMap(list => legendsIn(list, name)).find(explains(codes));
    return legend ? [[column, legend] as const] : [];
  });
  return Object.fromEntries(found);
}

/** A single letter is nobody's code before its own list. */
function areKnown(codes: readonly string[], { matchers }: Vocabulary): boolean {
  if (codes.some(code => code.length === 1)) return false;
  return [matchers.unit, matchers.country].some(
    matcher => codes.filter(code => matcher.match(code, { spelling: false }).how === 'exact').length > codes.length / 2,
  );
}

/** Short cells of a column, each once. */
function codesIn(rows: readonly RawRow[], column: number): string[] {
  const cells = rows.filter(({ aside }) => aside === undefined).map(({ cells: all }) => keyOf(all[column] ?? ''));
  const filled = [...new Set(cells.filter(cell => !isBlank(cell)))];
  return filled.every(cell => cell.length <= longestCode) ? filled : [];
}

function explains(codes: readonly string[]): (legend: Legend) => boolean {
  return legend => {
    const known = codes.filter(code => legend[code] !== undefined);
    const isLonger = known.filter(code => (legend[code] ?? '').length > code.length).length > known.length * 0.8;
    return known.length >= codes.length * 0.8 && isLonger;
  };
}

/** The list itself, or the part of it that is of the named column. */
function legendsIn({ rows }: CodeList, name: string): Legend[] {
  // Bare numbers are codes of the column their list names, never of another.
  const two = rows
    .filter(cells => filledIn(cells) === 2)
    .map(cells => cells.filter(cell => !isBlank(cell)))
    .filter(([code = '']) => /\p{L}/u.test(code));
  const three = rows
    .filter(cells => filledIn(cells) === 3 && foldHeader(cells[0] ?? '') === foldHeader(name))
    .map(cells => cells.slice(1));
  return [two, three].flatMap(pairs => {
    const legend = Object.fromEntries(pairs.map(([code = '', meaning = '']) => [keyOf(code), tidy(meaning)]));
    const count = Object.keys(legend).length;
    return count >= fewest && count <= most ? [legend] : [];
  });
}

const filledIn = (cells: readonly string[]): number => cells.filter(cell => !isBlank(cell)).length;

/** A code as it is looked up. */
export function keyOf(cell: string): string {
  return tidy(cell).toUpperCase();
}
