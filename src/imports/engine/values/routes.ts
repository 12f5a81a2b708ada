import { countryNamed } from '../words/country-names.ts';
import { placeCountries } from '../words/places.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { isBlank, meaning } from '../words/words.ts';

/** Where a route begins and where it ends. */
export type RouteEnds = readonly [from: string, to: string];

/** A code page without arrows leaves a question mark. */
const between = /\s*(?:→|⇒|-+>|=>|>|»)\s*|\s+[-–—?]\s+|\s+(?:to|nach|vers|hacia|para|naar|till|til)\s+/iu;
const hyphen = /[-–—/]/u;
/** What stands behind the places: how, and by which way. */
const behind = /\s+(?:by|via|per|par|por|über|przez|через)\s+.*$/iu;

/**
 * Both ends of a route as a cell writes it: "Iran - Turkey", "BKK-TLV", "Lima → Madrid". What lies between them is left
 * out; a code of three letters is marked as an airport's. Undefined for any other text.
 */
export function routeEnds(cell: string): RouteEnds | undefined {
  const text = meaning(cell)
    .replace(behind, '')
    .replaceAll(/\([^)]*\)/g, ' ');
  if (isBlank(text) || text.length > 100) return undefined;
  const wide = text.split(between);
  const parts = (wide.length > 1 ? wide : text.split(hyphen)).map(part => part.trim());
  const [from = '', to = ''] = [parts[0], parts.at(-1)];
  if (parts.length < 2 || parts.length > 5 || !parts.every(part => /\p{L}{2}/u.test(part))) return undefined;
  return [marked(from), marked(to)];
}

const airport = / \(IATA\)$/;

function marked(end: string): string {
  return /^[A-Z]{3}$/.test(end) ? `${end} (IATA)` : end;
}

/** The code of an airport that an end of a route names. */
export function airportCode(word: string): string | undefined {
  return airport.test(word) ? word.replace(airport, '') : undefined;
}

/** Whether both ends are countries, or places that lie in one. */
export function isRoute(cell: string, vocabulary: Vocabulary): boolean {
  const ends = routeEnds(cell);
  return ends?.every(end => liesInCountry(end, vocabulary)) === true;
}

function liesInCountry(end: string, { matchers, places }: Vocabulary): boolean {
  const code = airportCode(end);
  const { how } = matchers.country.match(code ?? end, { spelling: false });
  return (
    how === 'exact' ||
    how === 'fingerprint' ||
    countryNamed(end) !== undefined ||
    placeCountries(code ?? end, places).size > 0
  );
}
