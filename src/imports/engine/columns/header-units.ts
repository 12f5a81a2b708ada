import type { Vocabulary } from '../words/vocabulary.ts';
import { currencyNamed, moneyCounted } from './currency-signs.ts';
import { scaleWords } from '../values/measured.ts';
import { foldHeader, tidy } from '../words/words.ts';

/** What a header says of its numbers besides their name. */
export interface HeaderMeasure {
  /** Code of the unit: "Sum Qty (lbs)", "qnt_solido_gramas", "وزن بالكيلو". */
  readonly unit?: string;
  /** ISO code of the currency: "Value (EUR)". */
  readonly currency?: string;
  /** What the numbers are multiplied by: "Value (million VND)". */
  readonly scale?: number;
  /** The header without it. */
  readonly rest: string;
}

/** Letters that are units only where brackets or a preposition say so ("Weight (g)", "poids en g"). */
const shortest = 2;

/** The unit or currency a header names; undefined when it names none. */
export function headerMeasure(header: string, vocabulary: Vocabulary, country?: string): HeaderMeasure | undefined {
  return (
    inBrackets(header, vocabulary, country) ??
    behindComma(header, vocabulary, country) ??
    inWords(header, vocabulary, country) ??
    inHanText(header, vocabulary) ??
    asWhole(header, vocabulary)
  );
}

/** Units that are never the name of goods, as "tablets" and "cartridges" are. */
const ofAmounts: ReadonlySet<string> = new Set(['kg', 'g', 'mg', 't', 'lb', 'oz', 'quintal', 'L', 'mL', 'hL', 'm3']);

/** "kg" and no more. */
function asWhole(header: string, vocabulary: Vocabulary): HeaderMeasure | undefined {
  const unit = unitOf(header, vocabulary, 1);
  return unit !== undefined && ofAmounts.has(unit) && !isQuantityWord(header, vocabulary)
    ? { unit, rest: '' }
    : undefined;
}

function inBrackets(header: string, vocabulary: Vocabulary, country?: string): HeaderMeasure | undefined {
  for (const [whole, inner = ''] of header.matchAll(/[([（【]([^)\]）】]{1,24})[)\]）】]/g)) {
    const measure = measureOf(inner.replace(/^(?:in|en|em|w|в|у)\s+/iu, ''), vocabulary, country);
    if (measure) return { ...measure, rest: tidy(header.replace(whole, ' ')) };
  }
  return undefined;
}

/** The currency or the unit that words are, also of so many thousands: "EUR", "triệu đồng", "тыс. руб.", "kg". */
function measureOf(
  words: string,
  vocabulary: Vocabulary,
  country: string | undefined,
): Omit<HeaderMeasure, 'rest'> | undefined {
  const [, many = '', money = ''] = /^(\p{L}+)\.?\s+(?:de |d['’]|of )?(\S.*)$/u.exec(words) ?? [];
  const scale = scaleWords[many.toLowerCase()];
  if (scale !== undefined) {
    const { currency: told } = measureOf(money, vocabulary, country) ?? {};
    if (told !== undefined) return { currency: told, scale };
  }
  const unit = unitOf(words, vocabulary, 1);
  const counted = unit === 'amount' ? moneyCounted(words, country) : undefined;
  const currency = currencyNamed(words, vocabulary, country) ?? counted;
  if (currency !== undefined) return { currency };
  if (unit !== undefined) return { unit };
  const named = vocabulary.matchers.currency.match(words, { spelling: false });
  return named.how === 'exact' && named.auto && named.code !== undefined ? { currency: named.code } : undefined;
}

/** "Cigarettes, packs": what stands behind the last comma, though the goods may be a unit too. */
function behindComma(header: string, vocabulary: Vocabulary, country?: string): HeaderMeasure | undefined {
  const at = header.lastIndexOf(', ');
  if (at === -1 || header.length - at > 16) return undefined;
  const word = header.slice(at + 2).trim();
  const measure = measureOf(word, vocabulary, country);
  const isMoney = measure?.currency !== undefined;
  return measure && (!isMoney || isOfWord(word)) ? { ...measure, rest: tidy(header.slice(0, at)) } : undefined;
}

/** A word of the header, the longest unit first; a single letter only behind "in". */
function inWords(header: string, vocabulary: Vocabulary, country?: string): HeaderMeasure | undefined {
  const words = tidy(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[_./()[\]-]+/g, ' ')).split(' ');
  if (words.length < 2) return undefined;
  const found = words.flatMap((word, at) => {
    const before = (words[at - 1] ?? '').toLowerCase();
    const least = ['in', 'en', 'em'].includes(before) ? 1 : shortest;
    const unit = unitOf(word, vocabulary, least) ?? unitOf(withoutArticle(word), vocabulary, shortest);
    return unit === undefined || isQuantityWord(word, vocabulary) ? [] : [{ at, unit }];
  });
  const telling = found.find(({ unit }) => unit !== 'piece') ?? found[0];
  if (telling) return { unit: telling.unit, rest: words.filter((_, at) => at !== telling.at).join(' ') };
  const at = words.findIndex(word => isOfWord(word) && currencyNamed(word, vocabulary, country) !== undefined);
  if (at === -1) return undefined;
  const currency = currencyNamed(words[at] ?? '', vocabulary, country) ?? '';
  return { currency, rest: words.filter((_, other) => other !== at).join(' ') };
}

/** A letter alone is no currency outside brackets; a sign is. */
function isOfWord(word: string): boolean {
  return word.length > 1 || /\p{Sc}/u.test(word);
}

/** "Number", "count" and "unit" name the column, not what its numbers count in. */
function isQuantityWord(word: string, vocabulary: Vocabulary): boolean {
  return (vocabulary.columns.get(foldHeader(word)) ?? []).some(
    ({ field }) => field === 'quantity' || field === 'value',
  );
}

/** بالكيلو is "in the kilo". */
function withoutArticle(word: string): string {
  return word.replace(/^(?:بال|ال|ب)/u, '');
}

const han = /\p{Script=Han}/u;

/** Chinese writes 重量公斤 without a blank: the unit stands at the end. */
function inHanText(header: string, vocabulary: Vocabulary): HeaderMeasure | undefined {
  const text = tidy(header);
  if (!han.test(text)) return undefined;
  for (let start = 1; start < text.length; start += 1) {
    const unit = unitOf(text.slice(start), vocabulary, 1);
    if (unit !== undefined) return { unit, rest: text.slice(0, start) };
  }
  return undefined;
}

function unitOf(word: string, vocabulary: Vocabulary, least: number): string | undefined {
  const text = tidy(word);
  if (text.length < least || /^\d/.test(text)) return undefined;
  const match = vocabulary.matchers.unit.match(text, { spelling: false });
  return match.how === 'exact' && match.auto ? match.code : undefined;
}
