import { parseCsv } from '../text/csv.ts';
import { wordKinds, type WordKind } from '../columns/import-fields.ts';
import {
  buildMatcher,
  type Entry,
  type EntrySource,
  type Match,
  type Matcher,
  type MatchOptions,
} from '../columns/matcher.ts';
import { lettersIn } from './han.ts';
import { stemsOf, type Stems } from './inflected.ts';
import { taxaOf, type Taxa, type TaxonRow } from './taxa.ts';
import { placesBy, type Places } from './places.ts';
import { fold, foldHeader } from './words.ts';

/** A word of a column header and the field it names (a name of the column word list). */
export interface ColumnWord {
  readonly word: string;
  readonly language?: string;
  readonly field: string;
}

/** Every word the import knows. Build once and keep: it takes some 600 ms. */
export interface Vocabulary {
  /** Folded header word -> the fields it names, with the languages it does so in. */
  readonly columns: ReadonlyMap<string, readonly ColumnWord[]>;
  readonly matchers: Readonly<Record<Exclude<WordKind, 'product'>, Matcher>>;
  /** Products by heading code. */
  readonly products: ReadonlyMap<string, Matcher>;
  /** Products by the beginnings of their names, for names in another case. */
  readonly stems: Stems;
  /** Taxa above species, for names the list of species does not have. */
  readonly taxa: Taxa;
  /** Lower-case words with letters outside ASCII, for judging encodings. */
  readonly letters: ReadonlySet<string>;
  readonly places: Places;
  /** The code for "other: keep the officer's word", by kind, and by `product:<HEADING>`. */
  readonly others: Readonly<Record<string, string>>;
}

export interface VocabularyInput {
  readonly columns: Iterable<ColumnWord>;
  /** Words by kind; product codes as HEADING/CODE, or HEADING:<code> where a word only tells the heading. */
  readonly words: Readonly<Partial<Record<WordKind, readonly Entry[]>>>;
  /** Rows of the list of species. */
  readonly taxa?: readonly TaxonRow[];
  readonly places?: Iterable<{ readonly name: string; readonly country: string }>;
}

/**
 * Reads `word,language,code` (a synonym file) or `code,name_en,name_fr` and common names (a code list) as entries;
 * other columns are ignored. A code with `?` behind it is a loose word: proposed, never taken alone. `prefix` qualifies
 * plain codes (DRUG/).
 */
export function readEntries(csv: string, source: EntrySource, prefix = ''): Entry[] {
  const [header, ...rows] = parseCsv(csv.replace(/^\ufeff/, ''), {
    delimiter: ',',
    newline: '\n',
    backslash: false,
  }).map(record => record.cells);
  const at = (name: string): number => header?.indexOf(name) ?? -1;
  const code = at('code');
  const qualify = (value: string): string =>
    value.includes('/') || value.startsWith('HEADING:') ? value : `${prefix}${value}`;
  if (at('word') !== -1) {
    return rows
      .filter(row => row.length > 1)
      .map(row => synonym(row[at('word')] ?? '', row[at('language')] ?? '', qualify(row[code] ?? ''), source));
  }
  const names = [
    ['name_en', 'en'],
    ['name_fr', 'fr'],
    ['common', 'en'],
    ['common_fr', 'fr'],
  ] as const;
  return rows
    .filter(row => (row[code] ?? '') !== '')
    .flatMap(row => [
      { word: row[code] ?? '', code: qualify(row[code] ?? ''), source },
      ...names.flatMap(([name, language]) =>
        (row[at(name)] ?? '') === ''
          ? []
          : [{ word: row[at(name)] ?? '', language, code: qualify(row[code] ?? ''), source }],
      ),
    ]);
}

function synonym(word: string, language: string, code: string, source: EntrySource): Entry {
  return code.endsWith('?')
    ? { word, language, code: code.slice(0, -1), source: 'loose' }
    : { word, language, code, source };
}

/** Reads `word,language,field`. */
export function readColumnWords(csv: string): ColumnWord[] {
  const [, ...rows] = parseCsv(csv.replace(/^\ufeff/, ''), { delimiter: ',', newline: '\n', backslash: false }).map(
    record => record.cells,
  );
  return rows
    .filter(row => row.length > 2)
    .map(([word = '', language = '', field = '']) => ({ word, language, field }));
}

export function buildVocabulary(input: VocabularyInput): Vocabulary {
  const words = (kind: WordKind): readonly Entry[] => input.words[kind] ?? [];
  const columns = new Map<string, ColumnWord[]>();
  const columnWords = [...input.columns];
  for (const word of columnWords) {
    const key = foldHeader(word.word);
    columns.set(key, [...(columns.get(key) ?? []), word]);
  }
  const matchers = Object.fromEntries(
    wordKinds.filter(kind => kind !== 'product').map(kind => [kind, buildMatcher(kind, words(kind))]),
  );
  const all = [
    ...columnWords.map(({ word }) => word),
    ...wordKinds.flatMap(kind => words(kind).map(({ word }) => word)),
  ];
  return {
    columns,
    matchers: matchers as Vocabulary['matchers'],
    products: productMatchers([...words('product'), ...productsAmongHeadings(input)]),
    stems: stemsOf([...words('product'), ...productsAmongHeadings(input)]),
    taxa: taxaOf(input.taxa ?? []),
    letters: new Set(
      all
        .filter(isBeyondAscii)
        .flatMap(word => word.toLowerCase().split(/[^\p{L}\p{M}]+/u))
        .filter(isBeyondAscii),
    ),
    places: placesBy(input.places ?? []),
    others: otherCodes(input.words),
  };
}

const isBeyondAscii = (word: string): boolean => /[^\x00-\x7f]/.test(word);

/** Words for headings that name one product ("cigarettes") and stand in no list of products. */
function productsAmongHeadings({ words }: VocabularyInput): Entry[] {
  const known = new Set((words.product ?? []).map(({ word }) => fold(word)));
  return (words.heading ?? []).filter(({ word, code }) => code.includes('/') && !known.has(fold(word)));
}

function productMatchers(entries: readonly Entry[]): ReadonlyMap<string, Matcher> {
  const byHeading = new Map<string, Entry[]>();
  for (const entry of entries) {
    const heading = entry.code.startsWith('HEADING:') ? 'DRUG' : entry.code.slice(0, entry.code.indexOf('/'));
    const own = byHeading.get(heading);
    if (own) own.push(entry);
    else byHeading.set(heading, [entry]);
  }
  return new Map([...byHeading].map(([heading, own]) => [heading, buildMatcher(`product:${heading}`, own)]));
}

/**
 * The code of each list that means "other": the only one ending in -OTH (or OTHER); of several (other opioids, other
 * stimulants…) none, then what is not identified. A list without one keeps no officer's word.
 */
function otherCodes(words: VocabularyInput['words']): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>();
  for (const kind of wordKinds) {
    for (const { code, source } of words[kind] ?? []) {
      if (source !== 'list' || !/(?:-|\/|^)(?:OTH(?:ER|-OTH|-UNK|-TAXON|SP)?|other)$/.test(code)) continue;
      const place = kind === 'product' ? `product:${code.slice(0, code.indexOf('/'))}` : kind;
      found.set(place, (found.get(place) ?? new Set()).add(code));
    }
  }
  const chosen = [...found].map(
    ([place, codes]) =>
      [place, codes.size === 1 ? [...codes][0] : [...codes].find(code => code.endsWith('-UNK'))] as const,
  );
  return Object.fromEntries(chosen.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A product word: looked up in its heading first; known only to another heading, that heading is proposed. */
export function matchProduct(
  vocabulary: Vocabulary,
  word: string,
  heading: string | undefined,
  options: MatchOptions = {},
): Match {
  const parts = behindHeading(word, vocabulary);
  const isOwn = parts !== undefined && (heading === undefined || heading === parts.heading);
  const named = isOwn ? matchWhole(vocabulary, parts.goods, parts.heading, options) : undefined;
  if (named && isFirm(named, false)) return named;
  const whole = matchWhole(vocabulary, word, heading, options);
  // "Liquor - Black Label": of that heading, whatever it is.
  return isOwn && whole.candidates.length === 0 ? otherOf(parts.heading, word, vocabulary) : whole;
}

function matchWhole(vocabulary: Vocabulary, word: string, heading: string | undefined, options: MatchOptions): Match {
  const own = heading === undefined ? undefined : vocabulary.products.get(heading)?.match(word, options);
  const told = own?.code?.startsWith('HEADING:') === true ? own.code.slice(8) : undefined;
  if (told === heading && told !== undefined)
    return { ...own, how: 'none', candidates: [], auto: false, preselected: false } as Match;
  if (own && told === undefined && own.how !== 'none' && own.how !== 'fuzzy') return own;
  const elsewhere = inOtherHeadings(vocabulary, word, heading, told, options);
  if (elsewhere)
    return {
      ...elsewhere,
      auto: heading === undefined && elsewhere.auto,
      preselected: elsewhere.code !== undefined && (heading !== undefined || elsewhere.preselected),
    };
  return told === undefined ? (own ?? nothing) : otherOf(told, word, vocabulary);
}

/** "Drugs - cannabis": a heading, and goods of it. */
function behindHeading(
  word: string,
  { matchers, products }: Vocabulary,
): { readonly heading: string; readonly goods: string } | undefined {
  const [, before = '', goods = ''] = /^([^-–—:]{2,40}?)\s*(?:\s[-–—]|:)\s+(\p{L}.*)$/u.exec(word) ?? [];
  if (goods === '') return undefined;
  const { how, code } = matchers.heading.match(before, { spelling: false });
  const heading = how === 'exact' ? code?.split('/')[0] : undefined;
  // Counterfeits are told by their own words.
  return heading !== undefined && heading !== 'IPR' && products.has(heading) ? { heading, goods } : undefined;
}

/** A word that only tells its heading: proposed there as "other", the word kept. */
function otherOf(heading: string, word: string, vocabulary: Vocabulary): Match {
  const code = vocabulary.others[`product:${heading}`];
  const candidates = code === undefined ? [] : [{ code, score: 0.8, word, why: 'loose' as const }];
  return {
    how: 'none',
    ...(code === undefined ? {} : { code }),
    candidates,
    auto: false,
    preselected: code !== undefined,
  };
}

const nothing: Match = { how: 'none', candidates: [], auto: false, preselected: false };

function inOtherHeadings(
  vocabulary: Vocabulary,
  word: string,
  own: string | undefined,
  told: string | undefined,
  options: MatchOptions,
): Match | undefined {
  const headings = told === undefined ? [...vocabulary.products.keys()].filter(heading => heading !== own) : [told];
  const found = headings
    .map(heading =>
      vocabulary.products.get(heading)?.match(word, told === undefined ? { ...options, spelling: false } : options),
    )
    .filter(
      (each): each is Match =>
        each !== undefined && isFirm(each, told !== undefined) && each.code?.startsWith('HEADING:') !== true,
    );
  // A word of a kind of goods ("electronics") tells no counterfeits: where no column says so, a person does.
  const sure = found.filter(each => each.auto && each.code?.startsWith('IPR/') !== true);
  if (sure.length === 1 && sure[0]) return sure[0];
  const candidates = found.flatMap(each => each.candidates);
  if (candidates.length === 0) return undefined;
  const code = found.length === 1 ? found[0]?.code : undefined;
  return {
    how: found[0]?.how ?? 'none',
    ...(code === undefined ? {} : { code }),
    candidates: candidates.slice(0, 5),
    auto: false,
    preselected: found.length === 1 && found[0]?.preselected === true,
  };
}

function isFirm(match: Match, told: boolean): boolean {
  return match.how === 'exact' || match.how === 'fingerprint' || (told && match.how === 'part');
}

/** Languages of header words that only one language uses; the commonest is the file's language. */
export function voteLanguage(header: readonly string[], vocabulary: Vocabulary): string | undefined {
  const votes = new Map<string, number>();
  for (const cell of header) {
    const languages = new Set((vocabulary.columns.get(foldHeader(cell)) ?? []).map(word => word.language ?? ''));
    for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + 1 / languages.size);
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= 1 && first[1] > (second?.[1] ?? 0) * 1.2 ? first[0] : undefined;
}

/** Whether a cell is a word of some list: a value, so no header. */
export function isKnownValue(cell: string, vocabulary: Vocabulary): boolean {
  if (lettersIn(fold(cell)) <= 3) return false;
  return (
    vocabulary.matchers.country.knows(cell) ||
    vocabulary.matchers.unit.knows(cell) ||
    vocabulary.products.get('DRUG')?.knows(cell) === true
  );
}
