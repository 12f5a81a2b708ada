import { before, type Cue, type Page, type Span } from '../page.ts';
import { ARREST, NATIONAL, PARTY, ROLE } from '../words.ts';
import { isNoName } from './not-names.ts';
import { folds, isPerson, knownWords, readInverted, readName, type Name } from './read-name.ts';

/** Words that announce a person only as the last of two: "lái xe", "đối tượng", "mis en cause". */
const second: Readonly<Record<string, RegExp>> = {
  xe: /(?:lai|tai) $/,
  tuong: /doi $/,
  khach: /hanh $/,
  hang: /chu $/,
  nghi: /nguoi bi tinh $/,
  nhan: /nguoi $/,
  gui: /nguoi $/,
  giu: /(?:bat|tam) $/,
  cause: /mise?s? en $/,
  war: /(?:ware|sendung|paket|lieferung|ladung) $/,
  القبض: /القي /,
};

/** "of Kenya" between the word and the name. */
const ofPlace = `(?:\\s(?:wa|ya|de la|del|de|of the \\p{Ll}{3,12}|of|der|des|do|da)\\s\\p{L}{3,20}(?=,|\\s\\p{Lu}
|\\s(?:is|ni)\\s))?`.replace(/\n/g, '');
/** Between the word and the name: a colon, a comma, "is", "named", an adjective. */
const between = `(?:\\s(?:full name|name|names|nom|nombre|nome|presume|presunto|presunta|principal|alleged
|\\p{Ll}{4,16}(?:an|ano|ana|ais|aise|ien|ienne
|eno|ense|ish|ese)))?(?:\\s?[:;=–-]\\s{0,2}|\\s?[,،]\\s?|\\s\\(|\\s)(?:(?:is|was|one|named|called|known as|the
|by|of|to|from|at|for|in|que|de|del|d|a|por|на имя|на|pertencia a|para|von|fur|est|est la|es|era|e|ist|war|jest
|ni|bwana|la|ten|byl|byla|byli|był|была|был|par|au nom|adresse a|على|عند)\\s){0,2}`.replace(/\n/g, '');
const join = new RegExp(`^(?:'s|s')?${ofPlace}${between}`, 'u');
const joinOfParty = new RegExp(`^(?:'s|s')?${between}`, 'u');
/** "obywatelkę Polski, …": the country alone, then a comma. */
const country = /^\p{Lu}\p{L}{2,20},\s(?=\p{Lu})/u;

interface Found {
  readonly name: Name;
  readonly start: number;
  readonly join: string;
}

function nameAfter(page: Page, cue: Cue): Found | undefined {
  const pattern = cue.mask & PARTY && !(cue.mask & (ROLE | NATIONAL)) ? joinOfParty : join;
  const joined = pattern.exec(page.text.slice(cue.end, cue.end + 60));
  if (!joined) return undefined;
  const start = cue.end + joined[0].length;
  const ofCountry = cue.mask & NATIONAL ? country.exec(page.text.slice(start, start + 24))?.[0].length : undefined;
  if (ofCountry) return { name: readName(page, start + ofCountry), start: start + ofCountry, join: ',' };
  const name = readInverted(page, start);
  const isCountry = cue.mask & NATIONAL && name.words.length > 1 && isNoName(folds(name.words[0]!));
  if (isCountry) {
    const next = start + name.words[0]!.length + 1;
    return { name: readName(page, next), start: next, join: joined[0] };
  }
  return name.words.length > 0 ? { name, start, join: joined[0] } : undefined;
}

const openEnded = /^(?:arrested|charged|arrest|accused|suspects?|defendant|задержан|tersangka)/;

/** A single word is a name after a role when it is known as one and the sentence goes on in small letters. */
function isSingle(page: Page, { name }: Found): boolean {
  return (
    name.words.length === 1 &&
    name.words[0]!.length > 3 &&
    /^(?:,|\.|;|\)|$|\s\p{Ll})/u.test(page.text.slice(name.end, name.end + 2))
  );
}

const inTheName = /(?:на|au|a|in the|on|em|im|ao|under the|the) $/;

function isParty(page: Page, cue: Cue, found: Found): boolean {
  const isNamed = /^(?:им|nom|nam)/.test(cue.word) && inTheName.test(before(page.lower, cue.start, 10));
  const isPlain = isNamed || /^[:;,=–-]|[:,]/.test(found.join.trim());
  if (isPerson(page, found.name, { words: 2, known: 1 })) return true;
  return isPlain && found.name.words.length <= 3 && isPerson(page, found.name, { words: 2, known: 0 });
}

function isOne(page: Page, cue: Cue, found: Found): boolean {
  const { name } = found;
  // Scripts without capitals: one of the first two words must be a known name.
  if (!/\p{Lu}/u.test(page.text[found.start]!))
    return knownWords(name.words.slice(0, 2)) > 0 && isPerson(page, name, { words: 1, known: 1 });
  const isTold = (cue.mask & (ROLE | ARREST)) !== 0 || /^[,:]/.test(found.join.trim());
  if (cue.mask & (ROLE | ARREST | NATIONAL) && isPerson(page, name, { words: 2, known: isTold ? 0 : 1 })) return true;
  const mayBeSingle = (cue.mask & ROLE) !== 0 || openEnded.test(cue.word);
  if (mayBeSingle && isSingle(page, found) && isPerson(page, name, { words: 1, known: 1 })) return true;
  return (cue.mask & PARTY) !== 0 && isParty(page, cue, found);
}

/** A name after "driver", "arrested", "ressortissant malien,", "consignee:": in any case and script of letters. */
export function announced(page: Page, cue: Cue): Span | undefined {
  const needs = second[cue.word];
  if (needs && !needs.test(before(page.lower, cue.start, 16))) return undefined;
  const found = nameAfter(page, cue);
  if (!found || !isOne(page, cue, found)) return undefined;
  return { start: found.start, end: found.name.end, kind: 'titled_name' };
}
