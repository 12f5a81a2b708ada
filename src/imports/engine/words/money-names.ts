import { currencyCodes } from '../values/numbers.ts';
import { languages } from './country-names.ts';
import { fold } from './words.ts';

/** What the runtime calls the currencies: by whole name, and by the one word of it that says money. */
interface MoneyNames {
  readonly whole: ReadonlyMap<string, string>;
  readonly nouns: ReadonlyMap<string, ReadonlySet<string>>;
}

let names: MoneyNames | undefined;

/** ISO code of the currency with this name, in whatever language and number: "доларів США", "polskich złotych". */
export function currencyOfName(name: string): string | undefined {
  const folded = fold(name);
  return folded.includes(' ') && folded.length <= 40 ? (names ??= carried()).whole.get(folded) : undefined;
}

/** Whether a word says money of some kind: "злотих", "riyal". */
export function isMoneyNoun(word: string): boolean {
  return mayBeNoun.test(word) && (names ??= carried()).nouns.has(fold(word));
}

/** ISO code of the currency a word like "злотих" names; of several, that of the country, else the dollar of the US. */
export function currencyOfNoun(word: string, country = '?'): string | undefined {
  const codes = mayBeNoun.test(word) ? (names ??= carried()).nouns.get(fold(word)) : undefined;
  if (!codes) return undefined;
  const [only, ...more] = codes;
  const own = [...codes].filter(code => code.startsWith(country));
  return more.length === 0 ? only : own.length === 1 ? own[0] : codes.has('USD') ? 'USD' : undefined;
}

const mayBeNoun = /^\p{L}[\p{L}\p{M}]{0,19}\.?$/u;

/** Made when a word is first not on our list. A name that two currencies share is nobody's. */
function carried(): MoneyNames {
  const whole = new Map<string, string>();
  const shared = new Set<string>();
  const nouns = new Map<string, Set<string>>();
  for (const language of languages) {
    const all = [...currencyCodes].flatMap(code => namesOf(code, language).map(name => ({ code, name })));
    for (const { code, name } of all) {
      if ((whole.get(name) ?? code) !== code) shared.add(name);
      whole.set(name, code);
    }
    for (const { code, noun } of nounsOf(all)) nouns.set(noun, (nouns.get(noun) ?? new Set<string>()).add(code));
  }
  for (const name of shared) whole.delete(name);
  return { whole, nouns };
}

/** In one, in two and in five: the forms that languages have. */
function namesOf(code: string, language: string): string[] {
  const style = { style: 'currency', currency: code, currencyDisplay: 'name', maximumFractionDigits: 0 } as const;
  const format = new Intl.NumberFormat(language, style);
  const read = (count: number): string =>
    fold(
      format
        .formatToParts(count)
        .map(({ type, value }) => (type === 'currency' ? value : ''))
        .join(' '),
    );
  return [...new Set([1, 2, 5].map(read))].filter(name => name !== fold(code));
}

/**
 * The word for money stands first or last in the names of a language: where fewer different words stand. In some names
 * it stands elsewhere: "доларів США".
 */
function nounsOf(all: readonly { code: string; name: string }[]): { code: string; noun: string }[] {
  const wordsAt = (at: number): Set<string> => new Set(all.map(({ name }) => name.split(' ').at(at) ?? ''));
  const [first, last] = [wordsAt(0), wordsAt(-1)];
  const nouns = first.size < last.size ? first : last;
  return all.flatMap(({ code, name }) =>
    name
      .split(' ')
      .filter(noun => nouns.has(noun) && noun !== '' && !/^[a-z]{1,2}$/.test(noun))
      .map(noun => ({ code, noun })),
  );
}
