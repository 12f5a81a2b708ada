import type { WordKind } from '../columns/import-fields.ts';
import { matchProduct, type Vocabulary } from './vocabulary.ts';
import type { Match } from '../columns/matcher.ts';
import { moneyInside } from '../columns/currency-signs.ts';
import { counterfeitIn, withGenuine } from './counterfeits.ts';
import { markedGoods } from './marked-goods.ts';
import { inflectedGoods } from './inflected.ts';
import { goodsInside } from './goods-inside.ts';
import { saysOther } from './other-words.ts';
import { wordKey, type Answer, type Answers, type ImportPlan } from '../plan.ts';
import { matchTaxon } from './taxa.ts';
import type { BareQuantity } from '../columns/bare-quantities.ts';
import { bareUnits } from './bare-units.ts';
import type { Survey, WordCount } from '../columns/profile-columns.ts';
import { fold } from './words.ts';
import { keepRareWords } from './asked-words.ts';
import { plainMatch } from './plain-match.ts';

/** A word, what we think it means, and whether a person must say. */
export interface WordQuestion {
  readonly kind: WordKind;
  readonly key: string;
  readonly word: string;
  /** For products: the heading the word stands under; '' when not known. */
  readonly heading: string;
  readonly count: number;
  readonly line: number;
  readonly example: readonly (string | null)[];
  readonly match: Match;
  /** answered: by a person before. auto: sure. preselected: confirmed with the others in one block. ask: one by one. */
  readonly state: 'answered' | 'auto' | 'preselected' | 'ask';
  /** The answer taken (auto, answered) or proposed (preselected). */
  readonly answer?: Answer;
}

/**
 * Looks every word up. `answers` are those a person has given already, `shared` what several offices have answered for
 * files of theirs. Products are looked up under the heading their row's heading word means, so answer heading words
 * first and call again.
 */
export function askWords(
  { words, bare = [] }: Pick<Survey, 'words' | 'bare'>,
  vocabulary: Vocabulary,
  plan: ImportPlan,
  answers: Answers = new Map(),
  language?: string,
  shared: SharedMeanings = new Map(),
): WordQuestion[] {
  const options = language === undefined ? {} : { language };
  const headings = new Map<string, Answer>();
  const first = words
    .filter(word => word.kind !== 'product')
    .map(word => {
      const match = plainMatch(word, vocabulary, options);
      const key = wordKey(word.kind, word.word);
      const question = decide(word, key, '', withShared(match, shared.get(word.kind)?.get(key)), answers);
      if (word.kind === 'heading' && question.answer) headings.set(fold(word.word), question.answer);
      return question;
    });
  const products = new Map<string, WordQuestion>();
  const usualOf = (context: string): string | undefined =>
    context === '' ? undefined : codeOf(headings.get(fold(context)));
  for (const word of words.filter(({ kind }) => kind === 'product')) {
    const usual = usualOf(word.context);
    const heading = usual?.split('/')[0] ?? plan.heading ?? '';
    const key = wordKey('product', word.word, usual ?? heading);
    const known = products.get(key);
    if (known) products.set(key, { ...known, count: known.count + word.count });
    else {
      const match = productMatch(word, heading, usual, vocabulary, plan, options);
      products.set(key, decide(word, key, heading, withShared(match, shared.get('product')?.get(key)), answers));
    }
  }
  const productOf = ({ product, context }: BareQuantity): string | undefined =>
    likelyCode(products.get(wordKey('product', product, usualOf(context) ?? plan.heading ?? '')));
  return keepRareWords(
    [...first, ...products.values(), ...askBareUnits(bare, plan, productOf, first, answers)].sort(
      (a, b) => b.count - a.count,
    ),
    plan,
  );
}

/** The code a word means, or is offered first to mean. */
function likelyCode(question: WordQuestion | undefined): string | undefined {
  return codeOf(question?.answer) ?? question?.match.candidates[0]?.code;
}

/** Goods whose rows state no unit, asked by product as a word for a unit would be. */
function askBareUnits(
  bare: readonly BareQuantity[],
  plan: ImportPlan,
  productOf: (quantity: BareQuantity) => string | undefined,
  words: readonly WordQuestion[],
  answers: Answers,
): WordQuestion[] {
  const units = new Map(
    words.filter(({ kind }) => kind === 'unit').map(question => [question.key, codeOf(question.answer)]),
  );
  const nominal = plan.mapping.map(field => field === 'nominal');
  return bareUnits(bare, plan, productOf, word => units.get(wordKey('unit', word))).map(
    ({ candidates, isSettled, example, ...one }) => {
      const [best] = candidates;
      const code = isSettled ? best?.code : undefined;
      const match: Match = {
        how: 'part',
        ...(code === undefined ? {} : { code }),
        candidates,
        auto: false,
        preselected: isSettled,
      };
      const shown = example.map((cell, column) => (nominal[column] === true ? null : cell));
      return decide({ ...one, kind: 'unit', context: '', example: shown }, one.word, '', match, answers);
    },
  );
}

function codeOf(answer: Answer | undefined): string | undefined {
  return answer && 'code' in answer ? answer.code : undefined;
}

/**
 * A word unknown to its heading, or "other": the heading word's usual product is proposed, or the heading's own
 * "other".
 */
function productMatch(
  word: WordCount,
  heading: string,
  usual: string | undefined,
  vocabulary: Vocabulary,
  plan: ImportPlan,
  options: { language?: string },
): Match {
  const match = matchProduct(vocabulary, word.word, heading === '' ? undefined : heading, options);
  if (heading === 'CITES' && !isSettled(match)) return matchWildlife(word, match, vocabulary);
  const copied = match.auto ? undefined : bySomeMark(word.word, heading, match, vocabulary);
  if (copied) return copied;
  if (match.code !== undefined) return match;
  const named =
    (match.how === 'exact' ? undefined : inflectedGoods(word.word, vocabulary.stems, heading)) ??
    otherGoods(word.word, usual?.includes('/') === true ? usual : plan.others[`product:${heading}`]);
  if (named) return named;
  if (heading === '' && usual === undefined) return orItsHeading(match, word, vocabulary, plan);
  if (usual?.includes('/') !== true) return match;
  const candidates = [
    { code: usual, score: 0.9, word: word.context, why: 'loose' as const },
    ...match.candidates.filter(({ code }) => code !== usual),
  ];
  return { how: 'part', code: usual, candidates: candidates.slice(0, 5), auto: false, preselected: true };
}

/** A word that says "other", where its heading has such goods. */
function otherGoods(word: string, code: string | undefined): Match | undefined {
  if (code === undefined || !saysOther(word)) return undefined;
  return {
    how: 'exact',
    code,
    candidates: [{ code, score: 1, word, why: 'same_word' }],
    auto: true,
    preselected: false,
  };
}

/** A taxon; where no column tells headings, also arms and other goods that were found with wildlife. */
function matchWildlife({ word, context }: WordCount, match: Match, vocabulary: Vocabulary): Match {
  const species = vocabulary.products.get('CITES');
  if (!species) return match;
  const named = context === '' && species.inside(word).length === 0 ? goodsInside(word, vocabulary) : undefined;
  const isOther = ['WEAP', 'DRUG', 'CURR', 'TOB'].includes(named?.code?.split('/')[0] ?? '');
  return named && isOther ? named : matchTaxon(word, match, species, vocabulary.taxa);
}

/** Goods whose words say that they are counterfeits, waste or protected. */
function bySomeMark(word: string, heading: string, match: Match, vocabulary: Vocabulary): Match | undefined {
  const counterfeit = perhapsCounterfeit(word, heading, match, vocabulary);
  return counterfeit ?? (heading === '' ? markedGoods(word, match, vocabulary) : undefined);
}

/** A word that says "counterfeit", or one of goods that are listed among counterfeits only. */
function perhapsCounterfeit(word: string, heading: string, match: Match, vocabulary: Vocabulary): Match | undefined {
  if (heading !== '' && heading !== 'IPR') return undefined;
  const counterfeit = counterfeitIn(word, match, vocabulary);
  if (counterfeit || heading !== '' || match.code === undefined) return counterfeit;
  return match.candidates.every(({ code }) => code.startsWith('IPR/')) ? withGenuine(match, word) : undefined;
}

/** Codes that at least two offices gave a word, by kind and key of the word. */
export type SharedMeanings = ReadonlyMap<WordKind, ReadonlyMap<string, readonly string[]>>;

/** What other offices answered goes before what is only likely, never before what is known; a person confirms it. */
function withShared(match: Match, codes: readonly string[] | undefined): Match {
  if (codes === undefined || match.auto) return match;
  const theirs = codes.map(code => ({ code, score: 1, word: '', why: 'shared' as const }));
  const candidates = [...theirs, ...match.candidates.filter(({ code }) => !codes.includes(code))].slice(0, 5);
  const [one, ...more] = codes;
  return one === undefined || more.length > 0
    ? { how: match.how, candidates, auto: false, preselected: false }
    : { how: 'part', code: one, candidates, auto: false, preselected: true };
}

/** Whether a word stands in a list: for one meaning, or for several that a person chooses from. */
function isSettled({ how, code }: Match): boolean {
  return how === 'exact' || how === 'fingerprint' || (how === 'part' && code !== undefined);
}

/** A word that names a heading where a product stands ("alcohol"): its "other", or the heading of all other goods. */
function orItsHeading(match: Match, { word }: WordCount, vocabulary: Vocabulary, plan: ImportPlan): Match {
  const isGoodsKind = match.candidates.length > 0 && match.candidates.every(({ code }) => code.startsWith('IPR/'));
  if (match.candidates.length > 0 && !isGoodsKind) return match;
  const inside = goodsInside(word, vocabulary) ?? moneyAmong(word);
  if (inside) return inside;
  const heading = vocabulary.matchers.heading.match(word, { spelling: false });
  const named = heading.how === 'exact' ? heading.code : undefined;
  // A word for money is its notes.
  const own = named === 'CURR' ? 'CURR/CASH-NOTE' : named;
  const code = own?.includes('/') === true ? own : plan.others[`product:${own ?? 'OTH'}`];
  if (code === undefined) return match;
  const candidate = { code, score: named === undefined ? 0.4 : 0.85, word, why: 'loose' as const };
  // Electronics may be counterfeits, or other goods: a person says.
  if (isGoodsKind || named === undefined)
    return { how: match.how, candidates: [candidate, ...match.candidates], auto: false, preselected: false };
  return { how: 'part', code, candidates: [candidate], auto: false, preselected: true };
}

/** Goods called by a currency are its notes. */
function moneyAmong(word: string): Match | undefined {
  if (moneyInside(word) === undefined) return undefined;
  const candidate = { code: 'CURR/CASH-NOTE', score: 0.85, word, why: 'loose' as const };
  return { how: 'part', code: candidate.code, candidates: [candidate], auto: false, preselected: true };
}

function decide(word: WordCount, key: string, heading: string, match: Match, answers: Answers): WordQuestion {
  const base = {
    kind: word.kind,
    key,
    word: word.word,
    heading,
    count: word.count,
    line: word.line,
    example: word.example,
    match,
  };
  const given = answers.get(word.kind)?.get(key);
  if (given) return { ...base, state: 'answered', answer: given };
  if (match.code === undefined) return { ...base, state: 'ask' };
  return {
    ...base,
    state: match.auto ? 'auto' : match.preselected ? 'preselected' : 'ask',
    answer: { code: match.code },
  };
}

/** The answers that hold: given and sure ones, and the preselected block once a person confirmed it. */
export function answersFrom(
  questions: readonly WordQuestion[],
  confirmed: { readonly preselected: boolean } = { preselected: false },
): Answers {
  const answers = new Map<WordKind, Map<string, Answer>>();
  for (const question of questions) {
    const holds =
      question.state === 'answered' ||
      question.state === 'auto' ||
      (confirmed.preselected && question.state === 'preselected');
    if (!holds || !question.answer) continue;
    const own = answers.get(question.kind) ?? new Map<string, Answer>();
    answers.set(question.kind, own.set(question.key, question.answer));
  }
  return answers;
}
