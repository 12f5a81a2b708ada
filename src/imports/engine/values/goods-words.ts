import { moneyIn } from '../columns/currency-signs.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { inflectedGoods } from '../words/inflected.ts';
import { fold, isBlank, tidy } from '../words/words.ts';
import { westernDigits } from './digits.ts';
import { bareNames } from './goods-narrated.ts';
import { goodsIn, plainNumbers, unitBehindNumber } from './goods-text.ts';
import { monthNames } from './month-names.ts';
import type { NamedGoods } from './named-goods.ts';

/** Folded words for units that stand in these cells: what the reading of the rows must know of the vocabulary. */
export function unitWordsIn(cells: readonly string[], vocabulary: Vocabulary): string[] {
  const found = knownUnitsIn(cells, vocabulary);
  return [...new Set([...found, ...repeatedLast(cells), ...countingIn(cells, vocabulary)])];
}

/** What goods we know are counted in where no list has it: "258 boules de crack". Rifles of hunting are goods. */
function countingIn(cells: readonly string[], vocabulary: Vocabulary): string[] {
  return cells.flatMap(cell =>
    [...westernDigits(cell).matchAll(counting)].flatMap(([, counted = '', noun = '', goods = '']) => {
      const isCounted = knowsProduct(goods.trim(), vocabulary) && !knowsProduct(counted.trim(), vocabulary);
      return isCounted ? [fold(noun)] : [];
    }),
  );
}

const counting = /\d\s+((\p{L}[\p{L}\p{M}-]{2,})\s+(?:of|de la|de|du|des|del|von|di)\s+(\p{L}[^\d;,(+\n]{2,40}))/giu;

function knownUnitsIn(cells: readonly string[], vocabulary: Vocabulary): Set<string> {
  const words = cells.flatMap(cell => besideNumbers(westernDigits(cell)));
  return new Set(words.filter(word => isUnit(word, vocabulary)).map(fold));
}

/** The words behind the numbers of a text, one and two of each, and those before them. */
function besideNumbers(text: string): string[] {
  const behind = [...text.matchAll(unitBehindNumber)].flatMap(([, first = '', second = '']) => [
    first,
    `${first} ${second}`.trim(),
  ]);
  return [...behind, ...[...text.matchAll(unitBeforeNumber)].map(([, word = '']) => word)];
}

const unitBeforeNumber = /(?<![\p{L}\p{M}])(\p{L}[\p{L}\p{M}]*\.?)\s+\d/gu;

/** Words nobody knows that stand behind the number of goods again and again: what these count in is asked. */
function repeatedLast(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  for (const cell of cells) {
    const word = fold(lastWord.exec(westernDigits(tidy(cell)))?.[1] ?? '');
    // A letter, or capitals, behind a number are of a plate or a type.
    if (word.length > 1 && !/[A-Z]$/.test(cell.trim())) seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  return [...seen].flatMap(([word, count]) => (count >= 3 ? [word] : []));
}

const lastWord = /\p{L}.*?[\s:=–,(-]\d[\d.,'’ \u00a0\u202f]*(\p{L}[\p{L}\p{M}.]{0,11})\)?$/u;

/** Folded names of goods that the stories of these cells count without a unit: "15 live parrots". */
export function namesCounted(cells: readonly string[], units: ReadonlySet<string>, vocabulary: Vocabulary): string[] {
  const names = new Set(cells.flatMap(cell => bareNames(plainNumbers(westernDigits(cell)), units)).map(fold));
  return [...names].filter(name => beginsWithGoods(name, vocabulary));
}

/** Goods at the beginning of a name, or behind the one word that tells more of them. */
function beginsWithGoods(name: string, vocabulary: Vocabulary): boolean {
  const words = name.split(' ').slice(0, 6);
  if (isOfPersons(words)) return false;
  const lengths = [...words.keys()].map(at => at + 1);
  return (
    lengths.some(length => isName(words.slice(0, length), vocabulary)) ||
    (words.length > 1 && !monthNames.has(words[0] ?? '') && isName(words.slice(1), vocabulary))
  );
}

/** "3 heroin dealers" are no goods. */
const persons = (
  'smuggler dealer trafficker addict suspect courier passenger offender trafican trafiquant passeur passager ' +
  'pasajer schmuggler kurier diler дилер курьер наркоман контрабандист przemytnik kacakci'
).split(' ');

function isOfPersons(words: readonly string[]): boolean {
  return words.some(word => persons.some(stem => word.startsWith(stem)));
}

function isName(words: readonly string[], vocabulary: Vocabulary): boolean {
  const name = words.join(' ');
  return name.length > 3 && knowsProduct(name, vocabulary);
}

function isUnit(word: string, vocabulary: Vocabulary): boolean {
  const match = vocabulary.matchers.unit.match(word, { spelling: false });
  return (
    match.how === 'exact' &&
    match.code !== undefined &&
    !(countsItself.has(match.code) && knowsProduct(word, vocabulary))
  );
}

/** Cigarettes and cartridges are what they are counted in: "8,600 cigarettes". */
const countsItself: ReadonlySet<string> = new Set(['stick', 'round']);

/** Share of filled cells that name goods with their numbers, some by a word we know. */
export function goodsShare(cells: readonly string[], vocabulary: Vocabulary): number {
  const filled = cells.filter(cell => !isBlank(cell)).slice(0, 200);
  const mixed = filled.filter(cell => /\p{Nd}/u.test(cell) && /\p{L}/u.test(cell)).length;
  if (filled.length === 0 || mixed < filled.length * 0.6) return 0;
  const units = new Set(unitWordsIn(filled, vocabulary));
  const names = new Set(namesCounted(filled, units, vocabulary));
  const knownUnits = knownUnitsIn(filled, vocabulary);
  const known = filled.filter(cell => {
    const goods = goodsIn(cell, units, names);
    return goods?.some(one => names.has(fold(one.product)) || isOfGoods(one, knownUnits, vocabulary)) === true;
  });
  return known.length / filled.length;
}

/** Capitals and numbers are of a plate or a flight, whatever letters stand for a unit. */
function isOfGoods({ unit, product }: NamedGoods, units: ReadonlySet<string>, vocabulary: Vocabulary): boolean {
  if (unit === undefined || !units.has(fold(unit)))
    return moneyIn(product) !== undefined || knowsProduct(product, vocabulary);
  return !/^[\p{Lu}\d\s/-]+$/u.test(product) || knowsProduct(product, vocabulary);
}

function knowsProduct(product: string, vocabulary: Vocabulary): boolean {
  const isListed = [...vocabulary.products.values()].some(matcher => matcher.knows(product));
  return isListed || inflectedGoods(product, vocabulary.stems, '') !== undefined;
}
