import type { Viewer } from '../../access/index.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { placeCountries } from '../engine/words/places.ts';
import { isBlank, tidy } from '../engine/words/words.ts';
import type { Plan, Sniffing } from '../plan.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';

/** How many of the places a file names are in a country. */
interface PlacesNamed {
  readonly n: number;
  readonly of: number;
  readonly country: string;
}

/** Where the places of a file lie, and whether that is another country than the one it is said to be of. */
export interface Whose {
  /** The country whose seizures they are said to be; undefined where nobody has said, or each row says its own. */
  readonly country?: string;
  readonly places?: PlacesNamed;
  /** The country the file speaks of, where it is another. */
  readonly other?: string;
}

/** Least places, or rows with a country, that can speak for another one than the office's own. */
const least = 5;

/** Looks at the places and countries in the rows kept for showing. */
export function whoseFile(
  context: Pick<SeizuresContext, 'lists'>,
  { office }: Viewer,
  { sample }: Pick<Sniffing, 'sample'>,
  { mapping, constants }: Pick<Plan['rows'], 'mapping' | 'constants'>,
): Whose {
  const cellsOf = (field: string): string[] =>
    mapping.flatMap((own, column) =>
      own === field
        ? sample.filter(({ aside }) => aside === undefined).map(({ cells }) => tidy(cells[column] ?? ''))
        : [],
    );
  const vocabulary = vocabularyOf(context);
  const named = [...new Set(cellsOf('placeName'))]
    .map(cell => placeCountries(cell, vocabulary.places))
    .filter(countries => countries.size > 0);
  const written = cellsOf('country')
    .filter(cell => !isBlank(cell))
    .flatMap(cell => vocabulary.matchers.country.match(cell).code ?? []);
  const national = office.kind === 'administration' ? (office.country ?? undefined) : undefined;
  const country = constants.country ?? national;
  const byPlaces = most(named.flatMap(countries => [...countries]));
  // Where each row says its own country, there is none to compare the places with.
  const shown = country ?? (mapping.includes('country') ? undefined : byPlaces);
  const n = named.filter(countries => shown !== undefined && countries.has(shown)).length;
  const other =
    speaksOf(
      written.map(code => new Set([code])),
      country,
    ) ?? speaksOf(named, country);
  return {
    ...(country === undefined ? {} : { country }),
    ...(shown === undefined || named.length === 0 ? {} : { places: { n, of: named.length, country: shown } }),
    ...(other === undefined ? {} : { other }),
  };
}

/**
 * Another country than the one told that over half of the places are in: places of many countries, as short codes
 * seem to be, speak of none. Where none was told one place is enough, since it must be asked anyway.
 */
function speaksOf(named: readonly ReadonlySet<string>[], country: string | undefined): string | undefined {
  const abroad = named.filter(countries => country === undefined || !countries.has(country));
  if (named.length < (country === undefined ? 1 : least) || abroad.length * 2 <= named.length) return undefined;
  const found = most(abroad.flatMap(countries => [...countries]));
  const there = abroad.filter(countries => found !== undefined && countries.has(found)).length;
  return there * 2 <= named.length ? undefined : found;
}

function most(codes: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * Whether it must be asked whose seizures they are: the file speaks of another country, and nobody has said. In our own
 * exports each row says it.
 */
export function asksWhose(whose: Whose, plan: Pick<Plan, 'whose' | 'rows'>): boolean {
  if (whose.other === undefined || plan.rows.choices !== undefined) return false;
  if (whose.country === undefined) return !plan.rows.mapping.includes('country');
  return plan.whose !== whose.country;
}
