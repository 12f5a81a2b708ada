import { matchesOf } from '../../text/matches.ts';
import { before, type Cue, type Page, type Span } from '../page.ts';
import { isNoName } from './not-names.ts';
import { folds, matchAt, readName, type Name } from './read-name.ts';

const lowerWord = /[a-z]{2,20}(?:['-][a-z]{1,20})?/y;

const brands: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^dr$/,
    /^(?:congo|congolaise|oetker|martens|pepper|reddy|dre|scholl|fresh|jart|brown|beckmann|hauschka|max$|no$|strange)/,
  ],
  [/^mr$/, /^(?:muscle|proper|price|kipling|clean|bean|coffee|big|beast|diy|scan|scanner|imaging|green|dj)/],
  [/^mrs$/, /^(?:fields|meyer)/],
  [/^miss$/, /^(?:dior|sixty|universe|world|selfridge|sporty)/],
  [/^m(?:onsieur|adame|s|lle)$/, /^(?:cuisine|tussauds|rochas|bovary|figaro|bricolage|butterfly|pac|gulf)/],
  [/^don$/, /^(?:julio|tomas|benito|quijote|quixote|simon|perignon|diego|pepin|papa|muang|bosco)/],
  [
    /^pan[ai]?$/,
    /^(?:am|american|america|asia|asian|asiatic|pacific|europe|european|african|africa|arab|ocean|war|islamic|tadeusz|samochodzik|pasta|drwal)$/,
  ],
  [/^frau|^herr/, /^(?:anfang|mitte|ende|holle|der|die)$/],
];

function isBrand(title: string, first: string): boolean {
  return brands.some(([titles, names]) => titles.test(title) && names.test(first));
}

const surname =
  /(?:ов|ев|ин|ын|скии|цкии|ова|ева|ина|ына|ову|еву|ину|ову|ским|ского|ская|скую|енко|чук|юк|ян|дзе|швили|оглы)$/;
const exactCase: Readonly<Record<string, readonly string[]>> = {
  ms: ['Ms'],
  m: ['M'],
  miss: ['Miss', 'MISS'],
  dr: ['Dr', 'dr'],
  don: ['don', 'Don'],
  prof: ['Prof', 'prof', 'PROF'],
  sr: ['Sr', 'SR', 'sr'],
  sra: ['Sra', 'SRA', 'sra'],
  pan: ['Pan', 'pan'],
  pana: ['Pana', 'pana'],
  panu: ['Panu', 'panu'],
  panem: ['Panem', 'panem'],
};

/** "M." is a word for a man in French, but also an initial, a million and the genus of a species. */
function isFrenchM(page: Page, cue: Cue, name: Name): boolean {
  const earlier = before(page.text, cue.start, 12);
  if (page.text[cue.end] !== '.' || /[\p{Lu}\d.][\p{L}]*\.?\s?$/u.test(earlier) || (name.words[0]?.length ?? 0) < 3)
    return false;
  return page.lang === 'fr' || earlier.trim() !== '' || page.text.split(/\s+/, 5).length >= 4;
}

/** A capital before "Pan" or "Don" makes it part of another name; alone at the start it may be a place. */
function isAddressed(page: Page, cue: Cue, name: Name): boolean {
  const earlier = before(page.text, cue.start, 24);
  if (/\p{Lu}[\p{L}.]*\s$/u.test(earlier) && !/[.:;]\s$/.test(earlier)) return false;
  const isSmall = /^\p{Ll}/u.test(page.text[cue.start]!);
  return cue.word === 'don'
    ? isSmall || (name.words.length >= 2 && earlier.trim() !== '')
    : isSmall || name.words.length >= 2;
}

function isRussianTitle(page: Page, cue: Cue, name: Name): boolean {
  if (/\d\s?$/.test(before(page.text, cue.start, 2))) return false;
  if (cue.word === 'г') return /^г-(?:н|ж)/.test(page.lower.slice(cue.start, cue.start + 4));
  return /^госп/.test(cue.word) || name.words.some(word => surname.test(word.toLowerCase()));
}

function suits(page: Page, cue: Cue, name: Name): boolean {
  const written = page.text.slice(cue.start, cue.end);
  const known = exactCase[cue.word];
  if (known && !known.includes(written) && !(cue.word === 'dr' && written === 'DR' && page.text[cue.end] === '.'))
    return false;
  if (isBrand(cue.word, (name.words[0] ?? '').toLowerCase())) return false;
  if (cue.word === 'm') return isFrenchM(page, cue, name);
  if (/^(?:don|pan|pana|panu|panem)$/.test(cue.word)) return isAddressed(page, cue, name);
  if (/^[а-я]/.test(cue.word)) return isRussianTitle(page, cue, name);
  return !(
    /^(?:sr|dr)$/.test(cue.word) &&
    page.text[cue.end] !== '.' &&
    /\p{Lu}[\p{L}.]*\s$/u.test(before(page.text, cue.start, 16))
  );
}

/** End of the title itself: its full stop, and the tail of "г-н". */
function afterTitle(page: Page, cue: Cue): number {
  const tail = /^(?:-\p{L}{1,3})?\.?[ \t\n\r]{0,3}/u.exec(page.text.slice(cue.end, cue.end + 9));
  return cue.end + (tail?.[0].length ?? 0);
}

/** "mr john doe": only titles that are no other word, only words that are no function words. */
function lowerName(page: Page, cue: Cue, from: number): Name {
  const written = page.text.slice(cue.start, cue.end);
  if (!/^(?:mr|mrs|mme|mlle)$/.test(written)) return { end: from, words: [] };
  const first = matchAt(lowerWord, page.text, from);
  if (!first || /^(?:and|or|the|et|de|le|la|in|on|at|was|is|scan\w*|images?)$/.test(first) || isBrand(cue.word, first))
    return { end: from, words: [] };
  const second = matchAt(lowerWord, page.text, from + first.length + 1);
  const isName =
    second &&
    !/^(?:and|or|the|was|is|had|has|a|et|est|de|au|in|on|at|from|to|with|for|travel\w*|arriv\w*|declar\w*)$/.test(
      second,
    );
  return { end: from + first.length + (isName ? second.length + 1 : 0), words: [first] };
}

/** A name after "Mr", "Herr", "г-н". */
export function titled(page: Page, cue: Cue): Span | undefined {
  const from = afterTitle(page, cue);
  if (from === cue.end) return undefined;
  const capital = readName(page, from);
  const name = capital.words.length > 0 ? capital : lowerName(page, cue, from);
  if (name.words.length === 0 || !suits(page, cue, name)) return undefined;
  if (name.words.join('').length < 2 || (/^граж/.test(cue.word) && isNoName(folds(name.words[0]!)))) return undefined;
  return { start: cue.start, end: name.end, kind: 'titled_name' };
}

const things = new RegExp(
  `(?:^|[^\\p{L}])(?:vessels?|ships?|boats?|dhow|yacht|trawler|tanker|compan\\p{L}*|firm\\p{L}*|brands?|products?|substances?|operations?|villages?|towns?|places?|hotels?|shops?|sites?|markets?|files?
|rings?|groups?|dogs?|horses?|ports?|device|channel|app|software|virus|pills?|tablets?|drugs?|powder|labell?ed|navires?|bateaux?|societes?|entreprises?|produits?|substance|marques?|lieux?|buques?|barcos?|lanchas?|empresas?|productos?|sustancia
|barrios?|aldeas?|colonias?|fincas?|sector(?:es)?|lugar(?:es)?|caserios?|navios?|embarcac\\p{L}*|produtos?|schiffs?|produkts?|stoff|statek|statku|produktu?|bar|restaurant|cafe|farms?|canal|rio|river|island|ile)(?![\\p{L}])`.replace(
    /\n/g,
    '',
  ),
  'u',
);
const persons = new RegExp(
  `(?:^|[^\\p{L}])(?:persons?|m[ae]n|wom[ae]n|male|female|passengers?|drivers?|couriers?|suspects?|crew|individuals?|nationals?|citizens?|travell?ers?|brokers?|personnes?|hommes?|femmes?|passag\\p{L}*|chauffeurs?
|hombres?|mujer\\p{L}*|pasajer\\p{L}*|conductor\\p{L}*|sujetos?|ciudadan\\p{L}*|cidada\\p{L}*|senor\\p{L}*|homem|mulher|motorista|mann(?:es)?|frau|person|fahrers?|reisende\\p{L}*|mezczyzn\\p{L}*|kobiet\\p{L}*|kierowc\\p{L}*|мужчин\\p{L}*|женщин\\p{L}*|le|la)(?![\\p{L}])`.replace(
    /\n/g,
    '',
  ),
  'u',
);

const needsPerson = /^(?:identif|nombre)/;
const joins: Readonly<Record<string, RegExp>> = {
  name: /^\s+of\s+/,
  identified: /^\s+as\s+/,
  identifie: /^\s+comme\s+(?:etant\s+)?/,
  identifiee: /^\s+comme\s+(?:etant\s+)?/,
  nombre: /^\s+/,
  identificado: /^\s+como\s+/,
  identificada: /^\s+como\s+/,
};

/**
 * "a man named X Y", "le nommé X", "by the name of X Y"; what is named must not be a ship, a firm, a product, a place.
 */
export function named(page: Page, cue: Cue): Span | undefined {
  const earlier = before(page.lower, cue.start, 40);
  const join = (joins[cue.word] ?? /^\s*[:,]?\s+/).exec(page.lower.slice(cue.end, cue.end + 24));
  if (!join || things.test(earlier)) return undefined;
  if (cue.word === 'name' && !/by the $/.test(earlier)) return undefined;
  if (cue.word === 'имени' && !/по $/.test(earlier)) return undefined;
  const name = readName(page, cue.end + join[0].length);
  const isPerson = persons.test(earlier) || /^(?:nazwisku|imieniu|имени|фамили)/.test(cue.word);
  if (name.words.length < (isPerson ? 1 : 2) || (needsPerson.test(cue.word) && !isPerson)) return undefined;
  return { start: cue.start, end: name.end, kind: 'titled_name' };
}

const initials =
  /(?<!\p{L})(?:[А-Я]\. ?[А-Я]\. ?[А-Я][а-я]{2,30}|[А-Я][а-я]{2,30} [А-Я]\. ?[А-Я]\.(?! ?[А-Я][а-я]))(?!\p{L})/gu;
const fathers = 'ович|евич|ьич|овна|евна|ична|іивна|івна|ович[ау]|евич[ау]|овн[уы]|евн[уы]';
const patronymic = new RegExp(
  `(?<!\\p{L})[А-Я][а-я]{2,30} [А-Я][а-я]{2,30} [А-Я][а-я]{1,24}(?:${fathers})(?!\\p{L})`,
  'gu',
);
const honoured = /(?:имени|им\.?|ул\.?|улиц\p{L}*|пр\.?|проспект\p{L}*|площад\p{L}*|пл\.?|аэропорт\p{L}*)\s*$/u;

/** Cyrillic initials with a surname. */
export function withInitials(page: Page): Span[] {
  return [...matchesOf(page.text, initials), ...matchesOf(page.text, patronymic)]
    .filter(match => !honoured.test(before(page.lower, match.index, 16)))
    .map(match => ({ start: match.index, end: match.index + match[0].length, kind: 'titled_name' as const }));
}
