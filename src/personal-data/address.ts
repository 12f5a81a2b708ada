import { matchesOf } from '../text/matches.ts';
import { before, cueBefore, type Page, type Span } from './page.ts';
import { HOME } from './words.ts';

/** A street with its number, in the order of each language; on folded lower-case text. */
const streets = new RegExp(
  [
    "\\d{1,5}[a-z]?,?\\s(?:[\\p{L}'.-]{1,24}\\s){1," +
      '3}(?:street|st|road|rd|avenue|ave|lane|drive|close|boulevard|blvd|court|square|terrace|way|crescent|estate)(?!\\p{L})',
    '\\d{1,4},?\\s(?:bis\\s|ter\\s)?,?\\s?(?:rue|avenue|av|boulevard|bd|chemin|allee|impasse|place|quai|route|cours|passage)\\s\\p{L}',
    "(?<!\\p{L})(?:calle|avenida|av|avda|carrera|cra|jiron|jr|pasaje|paseo|rua|travessa|alameda|praca|estrada)\\.?\\s(?:[\\p{L}'.-]{1," +
      '24}[\\s,]{1,2}){1,4}(?:n[o°.]{0,2}\\s?|#)?\\d{1,5}',
    '(?<!\\p{L})(?:calle|avenida|av|carrera|cra|kr|cl)\\.?\\s(?:\\d{1,3}[a-z]?\\s?(?:avenida|calle|av|#|no\\.?|n°)?\\.?\\s?)?' +
      '\\d{1,3}[a-z]?\\s?-\\s?\\d{1,3}(?!\\d)(?:,?\\s(?:zona|col|colonia|barrio)\\.?\\s[\\p{L}\\d]{1,20})?',
    "(?<!\\p{L})(?:ul|ulicy|ulica|al|aleja|os|улица|улице|ул|проспект|пр|пер|переулок|бульвар)\\.?\\s(?:[\\p{L}'.-]{1," +
      '24}[\\s,]{1,2}){1,4}(?:д\\.?\\s?|дом\\s|nr\\s)?\\d{1,4}',
    '\\p{L}{2,24}(?:strase|strasse|str\\.|gasse|weg|platz|allee|ring|damm)\\s\\d{1,4}',
  ].join('|'),
  'gu',
);
const flat = /^[^\n]{0,14}(?:flat|apt|apartment|apto|appartement|appt|wohnung|piso|кв|m\.|lok)\.?\s?\d/u;
const flatBefore = /(?:flat|apt|apartment|apto|appartement)\.?\s?\d{1,4},?\s$/u;
const postcode = /^,\s(?:\d{5}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?![\p{L}\d])/u;
const shortPostcode = /^,\s(?!(?:19|20)\d\d)\d{4} \p{Lu}\p{Ll}/u;
const floor = /^,\s?\d{1,2}[°ao.]\s?[a-z]?/u;

function spansOf(text: string): { start: number; end: number }[] {
  return matchesOf(text, streets).map(match => ({ start: match.index, end: match.index + match[0].length }));
}

/** "residing at", "wohnhaft", "адрес" within some words before. */
function isHome(page: Page, { start }: { start: number }): boolean {
  return cueBefore(page, HOME, start, 40) !== undefined;
}

/** A flat, a floor or a postcode beside the street makes it a whole address. */
function isWhole(page: Page, { start, end }: { start: number; end: number }): boolean {
  const after = page.lower.slice(end, end + 24);
  return (
    flat.test(after) ||
    postcode.test(after) ||
    shortPostcode.test(page.text.slice(end, end + 24)) ||
    floor.test(after) ||
    flatBefore.test(before(page.lower, start, 14))
  );
}

/** Right after somebody's name: "Marta Solís, calle 8 4-71". */
function isBeside(page: Page, { start }: { start: number }, people: readonly Span[]): boolean {
  const near = people.findLast(({ kind, end }) => kind === 'titled_name' && end <= start && end > start - 24);
  return near !== undefined && /^[\s,(:-]{1,3}(?:\p{L}{2,9}[\s:]{1,2})?$/u.test(page.text.slice(near.end, start));
}

/**
 * Addresses of persons: a street and number after a word of residence or a name, or complete with flat or postcode. A
 * street alone is a place of seizure and passes.
 */
export function findAddresses(page: Page, people: readonly Span[]): Span[] {
  return spansOf(page.lower)
    .filter(street => isHome(page, street) || isWhole(page, street) || isBeside(page, street, people))
    .map(street => ({ ...street, kind: 'address' as const }));
}
