import { matchesOf } from '../../text/matches.ts';
import { folded } from '../normalize-text.ts';
import { before, matchWithin, type Page, type Span } from '../page.ts';
import { HOME, STREET, WORLD } from '../words.ts';
import { dwelling, findResidences, residence } from './residence.ts';

const word = "[\\p{L}\\p{Mc}'.-]{1,24}";

const coordinates = new RegExp(
  String.raw`[ns]? ?[+-]?\d{1,3}[.,]\d{3,8} ?[ns]?[,; /]{1,3}[ewo]? ?[+-]?\d{1,3}[.,]\d{3,8} ?[ewo]?
|[ns]? ?\d{1,3}°\s?\d{1,2}[^\d\n]{1,2}(?:\d{1,2}
(?:[.,]\d+)?[^\d\n]{0,3})?\s?[nsewo]?[, ]{0,2}[ewo]? ?\d{1,3}°\s?\d{1,2}[^\d\n]{1,2}(?:\d{1,2}
(?:[.,]\d+)?["″']{0,2})?`.replace(/\n/g, ''),
  'u',
);

/** The position of a home. */
function findPositions(page: Page): Span[] {
  if (!/\d[.,]\d{3}|\d°/.test(page.lower)) return [];
  return [...matchesOf(page.lower, residence), ...matchesOf(page.lower, dwelling)]
    .map(match => matchWithin(page.lower, match.index + match[0].length, 70, coordinates))
    .filter(match => match !== undefined)
    .map(({ start, end }) => ({ start, end, kind: 'address' as const }));
}

const houses = new RegExp(
  `(?<!\\p{L}|\\d)(?:(?:house|flat|apartment|apt|villa
|hse)\\.? ?(?:no\\.? ?)?\\d{1,4}[a-z]?,? (?:\\d{1,4},? )?(?:${word} ){1,3}(?:road|rd|street|st|avenue|ave|lane
|close|drive|estate|crescent|court|gardens|way)|nyumba namba \\d{1,4}
|${folded('บ้านเลขที่')} ?\\d{1,4}(?:/\\d{1,4})?(?: ?[\\u0e00-\\u0e7f]{2,20})?)(?!\\p{L})`.replace(/\n/g, ''),
  'gu',
);
const chineseHome =
  /(?<=[\u4e00-\u9fff]{2})\d{1,5}[号號](?:[\u4e00-\u9fff\d-]{0,10}?(?:单元|室|栋|幢|楼)\d{0,4}[号室]?)+/gu;

/** A house number with a unit or a room, and the place before it: the words are not set apart. */
function findChineseHomes(page: Page): Span[] {
  if (!page.hasOtherScript) return [];
  return matchesOf(page.text, chineseHome).map(match => ({
    start: match.index - (/[\u4e00-\u9fff]{1,24}$/.exec(before(page.text, match.index, 24))?.[0].length ?? 0),
    end: match.index + match[0].length,
    kind: 'address' as const,
  }));
}

const turkishHome = new RegExp(
  '(?<!\\p{L})(?:cad(?:desi)?|sok(?:ak|agi)?|bulvari)\\.?,? ?(?:no ?[.:]? ?)?\\d{1,4}[a-z]?(?!\\d)' +
    '(?:[/, ]{1,2}(?:kat|daire|d)[.: ]{0,2}\\d{1,3})*',
  'gu',
);

/** Street and number with a floor or a flat, or before "adresine"; the street's name stands before its kind. */
function findTurkishHomes(page: Page): Span[] {
  return matchesOf(page.lower, turkishHome)
    .map(match => ({
      start:
        match.index - (/(?:\p{Lu}[\p{L}.]{1,20} ){1,3}$/u.exec(before(page.text, match.index, 50))?.[0].length ?? 0),
      end: match.index + match[0].length,
      isWhole: /(?:kat|daire|d)[.: ]{0,2}\d{1,3}$/.test(match[0]),
    }))
    .filter(({ end, isWhole }) => isWhole || /^[^.;\n]{0,30}(?<!\p{L})adres/u.test(page.lower.slice(end, end + 40)))
    .map(({ start, end }) => ({ start, end, kind: 'address' as const }));
}

/** Addresses after words of residence, complete houses, and the position of a home, in the world's languages. */
export function findHomes(page: Page): Span[] {
  if (!page.hasOtherScript && !(page.mask & (HOME | STREET | WORLD))) return [];
  const whole = [...matchesOf(page.lower, houses)]
    .filter(match => !/(?:ware|work|power|light|green|custom)$/.test(before(page.lower, match.index, 8)))
    .map(match => ({ start: match.index, end: match.index + match[0].length, kind: 'address' as const }));
  return [
    ...findPositions(page),
    ...findResidences(page),
    ...whole,
    ...findChineseHomes(page),
    ...findTurkishHomes(page),
  ];
}
