import { stopWords } from '../words/stop-words.ts';
import { trigramIndex, type TrigramIndex } from '../text/trigrams.ts';
import type {
  Candidate,
  Entry,
  EntrySource,
  Index,
  Match,
  Matcher,
  MatchOptions,
  Meaning,
  Meanings,
} from './matches.ts';
import { lettersIn } from '../words/han.ts';
import { fingerprint, fold, tidy } from '../words/words.ts';
import { bySpelling, insideOf, isGone, none } from './spelling.ts';

export type { Candidate, Entry, EntrySource, Match, Matcher, MatchOptions } from './matches.ts';

/** Builds the matcher of one list from its words (import.md 2.7). Case counts for units: Mg is not mg. */
export function buildMatcher(kind: string, entries: Iterable<Entry>): Matcher {
  const stops = stopWords(kind);
  const exact = new Map<string, Meanings>();
  const cased = new Map<string, Meanings>();
  const prints = new Map<string, Meanings>();
  for (const entry of entries) {
    const folded = fold(entry.word);
    if (folded === '') continue;
    const alone = [meaningOf(entry)] as const;
    add(exact, folded, alone);
    add(cased, tidy(entry.word), alone);
    if (entry.source !== 'loose') add(prints, fingerprint(folded, stops), alone);
  }
  const words = [...exact.keys()];
  let made: TrigramIndex | undefined;
  const trigrams = (): TrigramIndex => (made ??= trigramIndex(words));
  const index: Index = { kind, exact, cased, prints, stops, words, trigrams };
  return {
    kind,
    match: (word, options = {}) => match(index, word, options),
    inside: word => insideOf(index, fold(word)),
    knows: word => {
      const folded = foldedOnce(word);
      return lettersIn(folded) > 3 && (exact.has(folded) || prints.has(printOnce(folded, stops)));
    },
  };
}

// A cell is looked for in some twenty lists, one after the other: it is made comparable once.
const foldedOnce = keepLast(fold);
const printOnce = keepLast(fingerprint);

function keepLast<Rest extends unknown[]>(read: (text: string, ...rest: Rest) => string) {
  let last: { readonly asked: readonly [string, ...Rest]; readonly answer: string } | undefined;
  return (...asked: readonly [string, ...Rest]): string => {
    if (!last?.asked.every((one, at) => one === asked[at])) last = { asked, answer: read(...asked) };
    return last.answer;
  };
}

const inLanguages = new Map<string, readonly string[]>();
const inNoLanguage: readonly string[] = [];

/** Most words are of one language: all of one have the same list of it. */
function meaningOf({ code, language, source, word }: Entry): Meaning {
  if (language === undefined) return { code, languages: inNoLanguage, source, word };
  const languages = inLanguages.get(language) ?? [language];
  inLanguages.set(language, languages);
  return { code, languages, source, word };
}

function add(map: Map<string, Meanings>, key: string, alone: readonly [Meaning]): void {
  const known = map.get(key);
  const [meaning] = alone;
  if (known === undefined) map.set(key, alone);
  else if (known.some(({ code }) => code === meaning.code))
    map.set(
      key,
      known.map(each => (each.code === meaning.code ? both(each, meaning) : each)),
    );
  else map.set(key, [...known, meaning]);
}

function both(known: Meaning, more: Meaning): Meaning {
  const isNew = more.languages.some(language => !known.languages.includes(language));
  const source = rank(more.source) > rank(known.source) ? more.source : known.source;
  if (!isNew && source === known.source) return known;
  return { ...known, source, languages: isNew ? [...known.languages, ...more.languages] : known.languages };
}

/** The office's own word beats ours; a loose word counts only where nothing firmer is known. */
function rank(source: EntrySource): number {
  return { loose: 0, seed: 1, list: 2, administrator: 2, office: 3 }[source];
}

/** "5-MeO-DMT + DMT" has the words of one of the two, and is both. */
function isMixture(text: string): boolean {
  return /\s\+\s/.test(text);
}

function match(index: Index, word: string, options: MatchOptions): Match {
  const text = tidy(word);
  if (text === '') return none;
  const folded = fold(text);
  if (options.codes === false && lettersIn(folded) <= 3) return none;
  if (index.kind === 'country' && folded.length <= 3) return shortCountry(index, text, options);
  const found =
    byCase(index, text, folded, options) ??
    settle(index.exact.get(folded), 'exact', options) ??
    (isMixture(text)
      ? undefined
      : settle(index.prints.get(fingerprint(folded, index.stops)), 'fingerprint', options)) ??
    byParts(index, text, options) ??
    loose(index.exact.get(folded));
  return found ?? (options.spelling === false ? none : bySpelling(index, folded));
}

/**
 * Codes are written without accents and in letters of one size: "Mỹ" is America and "Nga" Russia, in Vietnamese; NGA
 * elsewhere is Nigeria.
 */
function shortCountry({ cased, exact }: Index, text: string, options: MatchOptions): Match {
  const isCode = /^(?:[A-Z]+|[a-z]+)\d*$/.test(text);
  const isAccented = !isCode && /\p{Script=Latin}/u.test(text) && /[^\x00-\x7f]/.test(text);
  const all = (isAccented ? cased.get(text.toLowerCase()) : exact.get(fold(text))) ?? [];
  const codes = all.filter(({ languages }) => languages.length === 0 || languages.includes('code'));
  const names = all.filter(({ languages }) => languages.some(one => one !== 'code'));
  const isNamed = names.some(({ languages }) => languages.includes(options.language ?? ''));
  const kept = isCode ? (isNamed || codes.length === 0 ? all : codes) : names;
  return settle(kept, 'exact', options) ?? (isAccented ? none : (loose(exact.get(fold(text))) ?? none));
}

/** mg is a milligram everywhere, Mg a tonne only in a language that writes it so; MG is asked. */
function byCase(index: Index, text: string, folded: string, options: MatchOptions): Match | undefined {
  if (index.kind !== 'unit') return undefined;
  const own = settle(index.cased.get(text), 'exact', options);
  if (!own?.auto || index.exact.get(folded)?.length === 1 || text === folded) return own;
  const languages = index.cased.get(text)?.find(({ code }) => code === own.code)?.languages;
  return languages?.length === 0 || languages?.includes(options.language ?? '') === true ? own : undefined;
}

/** One meaning is taken, two are asked unless the file's language has only one of them. */
function settle(
  meanings: Meanings | undefined,
  how: 'exact' | 'fingerprint',
  options: MatchOptions,
): Match | undefined {
  const firm = (meanings ?? []).filter(meaning => meaning.source !== 'loose');
  if (firm.length === 0) return undefined;
  const best = Math.max(...firm.map(meaning => rank(meaning.source)));
  const top = best === 3 ? firm.filter(meaning => rank(meaning.source) === best) : firm;
  const inLanguage =
    options.language === undefined ? [] : top.filter(meaning => meaning.languages.includes(options.language ?? ''));
  const one = top.length === 1 ? top[0] : inLanguage.length === 1 ? inLanguage[0] : undefined;
  const candidates = top.map(
    (meaning): Candidate => ({
      code: meaning.code,
      score: 1,
      word: meaning.word,
      why: how === 'exact' ? 'same_word' : 'same_words',
    }),
  );
  return one
    ? { how, code: one.code, candidates, auto: !isGone(one.code), preselected: false }
    : { how, candidates, auto: false, preselected: false };
}

function loose(all: Meanings = []): Match | undefined {
  if (all.length === 0) return undefined;
  const candidates = all.map(
    (meaning): Candidate => ({ code: meaning.code, score: 0.9, word: meaning.word, why: 'loose' }),
  );
  return all.length === 1 && all[0]
    ? { how: 'exact', code: all[0].code, candidates, auto: false, preselected: true }
    : { how: 'exact', candidates, auto: false, preselected: false };
}

/** "A (B)", "A / B", "A, B": both parts one code -> taken; one part unknown -> proposed only. */
function byParts(index: Index, text: string, options: MatchOptions): Match | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/\s*[()/;+=[\]、·]\s*|\s+[-–—]\s+|,\s+/)
    .map(part => part.trim())
    .filter(part => part.length > 1);
  if (parts.length < 2 || parts.length > 4) return undefined;
  const matches = parts.map(
    part =>
      settle(index.exact.get(fold(part)), 'exact', options) ??
      settle(index.prints.get(fingerprint(fold(part), index.stops)), 'fingerprint', options),
  );
  const codes = withoutGeneral(new Set(matches.flatMap(each => each?.candidates.map(({ code }) => code) ?? [])));
  if (codes.size === 0) return undefined;
  const candidates = [...codes].map((code): Candidate => ({ code, score: 0.85, word: text, why: 'part' }));
  const all = matches.every(each => each?.auto === true);
  const code = codes.size === 1 ? [...codes][0] : undefined;
  return {
    how: 'part',
    ...(code !== undefined && all ? { code } : {}),
    candidates: candidates.slice(0, 5),
    auto: all && code !== undefined,
    preselected: false,
  };
}

/** "Cannabis (resin)": a general word beside a particular one of its group says nothing more. */
function withoutGeneral(codes: ReadonlySet<string>): Set<string> {
  const isGeneral = (code: string): boolean => code.endsWith('-UNS');
  const groups = new Set([...codes].filter(code => !isGeneral(code)).map(code => code.replace(/-[^-/]*$/, '')));
  return new Set([...codes].filter(code => !isGeneral(code) || !groups.has(code.slice(0, -4))));
}
