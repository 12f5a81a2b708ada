import { before } from './page.ts';
import type { Cue, Page, Span } from './page.ts';
import { HOME } from './words.ts';

/** A street with its number, in the order of each language; on folded lower-case text. */
const streets = new RegExp(
  [
    "\\d{1,5}[a-z]?,?\\s(?:[\\p{L}'.-]{1,24}\\s){1," +
      '3}(?:street|st|road|rd|avenue|ave|lane|drive|close|boulevard|blvd|court|square|terrace|way|crescent|estate)(?!\\p{L})',
    '\\d{1,4},?\\s(?:bis\\s|ter\\s)?,?\\s?(?:rue|avenue|av|boulevard|bd|chemin|allee|impasse|place|quai|route|cours|passage)\\s\\p{L}',
    "(?<!\\p{L})(?:calle|avenida|av|avda|carrera|cra|jiron|jr|pasaje|paseo|rua|travessa|alameda|praca|estrada)\\.?\\s(?:[\\p{L}'.-]{1," +
      '24}[\\s,]{1,2}){1,4}(?:n[o°.]{0,2}\\s?|#)?\\d{1,5}',
    "(?<!\\p{L})(?:ul|ulicy|ulica|al|aleja|os|улица|улице|ул|проспект|пр|пер|переулок|бульвар)\\.?\\s(?:[\\p{L}'.-]{1," +
      '24}[\\s,]{1,2}){1,4}(?:д\\.?\\s?|дом\\s|nr\\s)?\\d{1,4}',
    '\\p{L}{2,24}(?:strase|strasse|str\\.|gasse|weg|platz|allee|ring|damm)\\s\\d{1,4}',
  ].join('|'),
  'gu',
);
const home = /^.{0,40}$/su;
const flat = /^[^\n]{0,14}(?:flat|apt|apartment|apto|appartement|appt|wohnung|piso|кв|m\.|lok)\.?\s?\d/u;
const flatBefore = /(?:flat|apt|apartment|apto|appartement)\.?\s?\d{1,4},?\s$/u;
const postcode = /^,\s(?:\d{5}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?![\p{L}\d])/u;
const floor = /^,\s?\d{1,2}[°ao.]\s?[a-z]?/u;

function spansOf(text: string, from: number): { start: number; end: number }[] {
  return Array.from(text.matchAll(streets), match => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

/** "residing at", "wohnhaft", "адрес" and a street with a number within some words. */
function afterHome(page: Page, cue: Cue): Span | undefined {
  const street = spansOf(page.lower.slice(cue.end, cue.end + 80), cue.end)[0];
  if (!street || !home.test(page.lower.slice(cue.end, street.start))) return undefined;
  return { ...street, kind: 'address' };
}

/** A flat, a floor or a postcode beside the street makes it a whole address. */
function isWhole(page: Page, { start, end }: { start: number; end: number }): boolean {
  const after = page.lower.slice(end, end + 24);
  return (
    flat.test(after) || postcode.test(after) || floor.test(after) || flatBefore.test(before(page.lower, start, 14))
  );
}

/**
 * Addresses of persons: a street and number after a word of residence, or complete with flat or postcode. A street
 * alone is a place of seizure and passes.
 */
export function findAddresses(page: Page): Span[] {
  const near = page.cues
    .map(cue => (cue.mask & HOME ? afterHome(page, cue) : undefined))
    .filter(span => span !== undefined);
  const whole = spansOf(page.lower, 0).filter(street => isWhole(page, street));
  return [...near, ...whole.map(street => ({ ...street, kind: 'address' as const }))];
}
