import type { WordCount } from '../columns/profile-columns.ts';
import type { Candidate, Match } from '../columns/matcher.ts';
import type { WordKind } from '../columns/import-fields.ts';
import type { Vocabulary } from './vocabulary.ts';
import { isPacking } from '../values/packed.ts';
import { moneyIn } from '../columns/currency-signs.ts';
import { countryNamed } from './country-names.ts';
import { isMoneyNoun } from './money-names.ts';
import { airportCode } from '../values/routes.ts';
import { placeCountries } from './places.ts';

/** A word looked up in its own list; the code of a currency where a unit stands counts money. */
export function plainMatch(
  { kind, word }: WordCount,
  { matchers, places }: Vocabulary,
  options: { language?: string },
): Match {
  const airport = kind === 'country' ? airportCode(word) : undefined;
  const match = matchers[kind as Exclude<WordKind, 'product'>].match(airport ?? word, options);
  if (airport !== undefined) return countryOfAirport(word, match, placeCountries(airport, places));
  if (match.auto || match.preselected) return match;
  const country = kind === 'country' && match.how !== 'exact' ? countryNamed(word) : undefined;
  if (country !== undefined) return proposed({ code: country, score: 0.95, word, why: 'same_word' }, match);
  if (kind === 'unit') return unitMatch(word, match, matchers.currency.match(word, { spelling: false }).auto);
  if (match.how === 'exact' || match.how === 'fingerprint') return match;
  const part = partOf(match.candidates);
  if (part !== undefined && kind !== 'heading') return proposed(part, match);
  return kind === 'country' ? countryOfPlace(word, match, placeCountries(word, places)) : match;
}

function unitMatch(word: string, match: Match, isCurrency: boolean): Match {
  const candidates = match.candidates.filter(({ score }) => score >= leastLikeUnit);
  const isMoney = moneyIn(word) !== undefined || isMoneyNoun(word) || (isCurrency && /^[A-Z]{3}$/.test(word));
  // Packages of what no word says how much is in each are counted.
  if (candidates.length === 0 && !isMoney && isPacking(word))
    return proposed({ code: 'piece', score: 0.8, word, why: 'loose' }, match);
  // A word nobody knows still counts something: a person says what, and pieces are the first offer.
  const unknown = { code: 'piece', score: 0.3, word, why: 'loose' as const };
  if (!isMoney) return { ...match, candidates: candidates.length === 0 ? [unknown] : candidates };
  const own = [{ code: 'amount', score: 1, word, why: 'same_word' as const }];
  return { how: 'exact', code: 'amount', candidates: own, auto: true, preselected: false };
}

/** Units are short: what is spelt less like one is another word. */
const leastLikeUnit = 0.75;
const leastPart = 0.6;

/** The one meaning a part of the word has: a passenger of an aeroplane where an aeroplane is one of the parts. */
function partOf(candidates: readonly Candidate[]): Candidate | undefined {
  const parts = candidates.filter(({ why }) => why === 'part');
  const narrow = parts.filter(({ code }) => !parts.some(other => other.code.startsWith(`${code}-`)));
  const [only, ...more] = narrow;
  return more.length === 0 && only && only.score >= leastPart ? only : undefined;
}

function proposed(best: Candidate, { candidates }: Match): Match {
  const others = candidates.filter(({ code }) => code !== best.code);
  return { how: 'part', code: best.code, candidates: [best, ...others], auto: false, preselected: true };
}

/** An end of a route: CAN is Guangzhou there, and Canada elsewhere. */
function countryOfAirport(word: string, match: Match, countries: ReadonlySet<string>): Match {
  const [code, ...more] = countries;
  if (code === undefined || more.length > 0) return match;
  const best = { code, score: 0.8, word, why: 'part' as const };
  if (match.how !== 'exact' || match.code === code) return proposed(best, match);
  return { how: 'part', candidates: [best, ...match.candidates], auto: false, preselected: false };
}

/** "Dubai" where a country is meant. */
function countryOfPlace(word: string, match: Match, countries: ReadonlySet<string>): Match {
  const [code, ...more] = countries;
  if (code === undefined || more.length > 0) return match;
  return proposed({ code, score: 0.8, word, why: 'part' }, match);
}
