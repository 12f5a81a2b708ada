import { matchesOf } from '../text/matches.ts';
import { before, cueBefore, type Cue, type Kind, type Page, type Span } from './page.ts';
import { isGlued, isQuantity, modulo97 } from './numbers.ts';
import { cueOf, EXPLAINS, IDENTITY, NATIONAL, PASSPORT, ROLE, TITLE, UNIT } from './words.ts';

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly gap: string;
}

const reach = 48;
const token =
  /(?:(?<![\p{L}\d])(?:\p{Lu}{1,3} |\p{Lu}{1,4}-))?[\p{L}\d]*\d[\p{L}\d]*(?:[ .-](?=\d)[\d\p{Lu}]+)*(?:-[\p{Lu}\d](?![\p{L}\d]))?/gu;
const filler = new RegExp(
  `^[^\\p{L}\\d]*(?:(?:no|nr|n|num|number|numero|nummer|номер|серия|серии|card|book|document|carta|karta|de|do|da|ciudadania|extranjeria|identidad|identidade|identite|conduire|conducir|conducao|jazdy|osobisty
|sociale|social|national|nacional|holder|serie|seria|was|is|личности)(?:[^\\p{L}\\d]+|$)){0,4}$`.replace(/\n/g, ''),
  'u',
);
const counted = /(?:(?:^|[^\p{L}])(?:no|nr|n|num|number|numero|nummer|номер)[^\p{L}\d]{0,4}|[№#:]\s?)$/u;
const dated =
  /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,3}\.\d{3}|\d{1,3}(?:[, ]\d{3}){1,3}|(?:19|20)\d{6})$/;
const coded = /^(?:[A-Z]{2}-?(?:19|20)\d{2}-?\d{4,6}|[A-Z]{3}[UJZ]\s?\d{6}\s?\d?)$/i;
const paired = /licen|permi[st]|carteira|carne|prawo|prawa|secur|security/;
const driving = /driv|conduire|conduite|conducir|conducao|conducteur|jazdy|motorista|habilita|social/;
const things =
  /(?:container|hull|shipment|device|seal|item|order|user|file|case|terminal|transaction|product|parcel|rf|tax|batch)\s?$/;

function tokensAfter(page: Page, cue: Cue): Token[] {
  const window = page.text.slice(cue.end, cue.end + reach);
  return matchesOf(window, token).map(match => ({
    start: cue.end + match.index,
    end: cue.end + match.index + match[0].length,
    text: match[0],
    gap: page.lower.slice(cue.end, cue.end + match.index),
  }));
}

/** Could be a number of a paper: not a date, a sum, a container or one of our own references. */
function isPaperLike(page: Page, { start, end, text }: Token): boolean {
  return (
    !dated.test(text) &&
    !coded.test(text) &&
    !isQuantity(page, start, end) &&
    !isGlued(page, start) &&
    !/\d[,:]\d/.test(page.text.slice(start, end + 2))
  );
}

function counts(text: string): { digits: number; letters: number; size: number } {
  const digits = text.replace(/\D/g, '').length;
  const size = text.replace(/[^\p{L}\d]/gu, '').length;
  return { digits, letters: size - digits, size };
}

/** Just after the word, with nothing but "no.", "card" between. */
/** "permis malien BKO-0471829": of which country or kind. */
function isAdjective(gap: string): boolean {
  const rest = gap.replace(/(?<!\p{L})(?:n[ro°]?|num|number|numero|nummer|номер)[.:°]{0,2}\s?$/u, '');
  const match = /(?:^|\s)(\p{L}{4,16})[ :]{1,2}$/u.exec(rest);
  return match !== null && filler.test(rest.slice(0, match.index)) && (cueOf(match[1]!) & (EXPLAINS | UNIT)) === 0;
}

function standsClose({ text, gap }: Token): boolean {
  const { digits, size } = counts(text);
  if (digits >= 6 && size <= 15 && isAdjective(gap)) return true;
  return filler.test(gap) && size >= 6 && size <= 15 && digits >= (/\p{Ll}/u.test(text) ? 5 : size > 8 ? 3 : 4);
}

/** Some words away: then it must look like a number of a paper by itself. */
function standsApart({ text, gap }: Token): boolean {
  const { digits, letters, size } = counts(text);
  if (/[.;]\s/.test(gap.replace(/n[or]?\.\s/g, '')) || /\p{Ll}/u.test(text) || size > 12) return false;
  if (counted.test(gap)) return digits >= 6;
  return letters > 0 ? letters <= 4 && digits >= 6 : digits >= 8 && size === text.length;
}

const ofGoods =
  /cites|import|export|transit|sanit|phyto|circul|transport|explo|chass|arme|weapon|fish|pech|pesca|mining|trade|forest|wildlife/;

/** "the driver held licence B-471829": a permit of a person, not of goods. */
function isHolders(page: Page, cue: Cue): boolean {
  const isOfGoods = ofGoods.test(before(page.lower, cue.start, 24) + page.lower.slice(cue.end, cue.end + 24));
  return !isOfGoods && cueBefore(page, ROLE | TITLE | PASSPORT | NATIONAL, cue.start, 80) !== undefined;
}

function isIdentityWord(page: Page, cue: Cue): boolean {
  if (cue.word.length <= 4 && page.text.slice(cue.start, cue.end) !== cue.word.toUpperCase() && cue.word !== 'inn')
    return false;
  const around = before(page.lower, cue.start, 14) + page.lower.slice(cue.end, cue.end + 16);
  if (paired.test(cue.word)) return driving.test(around) || isHolders(page, cue);
  return !things.test(before(page.lower, cue.start, 14));
}

function fromCue(page: Page, cue: Cue): Span | undefined {
  const isPassport = (cue.mask & PASSPORT) !== 0;
  if (!isPassport && !(cue.mask & IDENTITY && isIdentityWord(page, cue))) return undefined;
  const kind: Kind = isPassport ? 'passport' : 'id_number';
  const found = tokensAfter(page, cue).find(
    each => isPaperLike(page, each) && (standsClose(each) || (isPassport && standsApart(each))),
  );
  return found && { start: found.start, end: found.end, kind };
}

/** Lines a machine reads at the foot of a passport or card. */
function findMachineLines(page: Page): Span[] {
  if (!page.text.includes('<<')) return [];
  return matchesOf(page.text, /(?<![A-Z0-9<])[A-Z0-9<]{14,46}/g)
    .filter(([line]) => line.includes('<<') && line.replace(/</g, '').length >= 5 && line.split('<').length > 4)
    .map(match => ({ start: match.index, end: match.index + match[0].length, kind: 'passport' as const }));
}

function isTaxpayer(digits: string): boolean {
  const check = (length: number): number => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += Number(digits[at]) * (length + 1 - at);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

/** Numbers known by their own shape and check: CPF (Brazil), social security (United States, France). */
function findNational(page: Page): Span[] {
  const found: Span[] = [];
  const add = (match: RegExpExecArray): unknown =>
    found.push({ start: match.index, end: match.index + match[0].length, kind: 'id_number' });
  for (const match of matchesOf(page.text, /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g))
    if (isTaxpayer(match[0].replace(/\D/g, ''))) add(match);
  for (const match of matchesOf(page.text, /(?<![\p{L}\d-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\d-])/gu)) add(match);
  for (const match of matchesOf(page.text, /(?<!\d)[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g)) {
    const digits = match[0].replace(/ /g, '');
    if (97 - modulo97(digits.slice(0, 13)) === Number(digits.slice(13))) add(match);
  }
  return found;
}

/**
 * Numbers of passports, identity cards and licences near a word that says so; machine lines; numbers known by their
 * check.
 */
export function findPapers(page: Page): Span[] {
  const near = page.cues.map(cue => fromCue(page, cue)).filter(span => span !== undefined);
  return [...near, ...findMachineLines(page), ...findNational(page)];
}
