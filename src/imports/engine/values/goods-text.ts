import { moneyIn } from '../columns/currency-signs.ts';
import {
  measureInBrackets,
  namesCalibre,
  oneWeight,
  plainPhrase,
  restatedInBrackets,
  rupeesNamed,
  saysUndeclared,
  splitPhrases,
} from './goods-phrases.ts';
import { westernDigits } from './digits.ts';
import { narratedGoods, shortestStory } from './goods-narrated.ts';
import { goodsOfSummary } from './han-goods.ts';
import { scaleWords } from './measured.ts';
import type { NamedGoods } from './named-goods.ts';
import { saysAbout } from './numbers.ts';
import { fold, isBlank, tidy } from '../words/words.ts';

/** A bullet or a number before each of several goods, a word before all of them ("Found: "), a sign for "about". */
const lead = /^(?:[-–—•*·]\s*|\d{1,2}[.)]\s+)?(?:\p{L}[\p{L}\p{M} ]{2,24}:\s*)?(?:[±~≈]\s*)?(?=\d|\p{L})/u;

/** What goods are worth is none of them: ", worth 13 000 EUR". */
const worthWords =
  'worth|valued at|value of|value|d.une valeur de|valeur|por valor de|valor|im wert von|wert|wartości|о?бща стойност|' +
  'стойност|на сумму|стоимостью|на суму|вартістю|senilai|değerinde|u vrijednosti|u vrednosti|in valoare de|αξίας';
const worth = new RegExp(`(?:,\\s*|\\s+)(?:(?:на|с|at|of) )?(?:${worthWords})\\s+\\D{0,4}\\d[^;\\n+]*$`, 'iu');

/** "uang tunai USD 60.158", "undeclared cash 280 000 euro": an amount of money, by its currency. */
function moneyNamed(part: string): NamedGoods | undefined {
  const [, code = '', after = ''] = /^(?:\D*\s)?(Rp|[A-Z]{3}|\p{Sc})\.?\s?(\d[\d.,\s]*)(?:,?-)?$/u.exec(part) ?? [];
  const before = code === 'Rp' ? 'IDR' : code;
  if (after !== '' && moneyIn(before) !== undefined)
    return { number: after.trim().replace(/[.,]$/, ''), product: before };
  const [, number = '', words = ''] = /^\D*?(\d[\d.,\s]*?)\s+(\p{L}[\p{L}\p{M}. ]*)$/u.exec(part) ?? [];
  const last = words.slice(words.lastIndexOf(' ') + 1);
  const money = [words, last].find(word => word !== '' && moneyIn(word) !== undefined);
  return money === undefined ? undefined : { number, product: money };
}

/** "foreign currency US Dollars 84,800". */
function amountBehind(part: string): NamedGoods | undefined {
  const [, name = '', amount = ''] = /^(\D*\p{L})\s+(\d[\d.,]*)$/u.exec(part) ?? [];
  const called = [2, 1]
    .map(length => name.split(' ').slice(-length).join(' '))
    .find(each => moneyIn(each) !== undefined);
  return called === undefined ? undefined : { number: amount, product: called };
}

/** Between the goods of a cell; "and" only before a number. */
const between = /\s*(?:[;\n|]|\s[+&]\s|\s(?:এবং|ও)\s|,\s+(?=\d))\s*/u;
const and = new Set(
  (
    'and et y e und oraz sowie také aj samt sekä plus i и та ve dan و και a og och en ja ir un és si și va và ' +
    'na ו और'
  ).split(' '),
);

/** The parts of a cell, also those that a word for "and" joins. */
function partsOf(cell: string): string[] {
  return cell
    .split(between)
    .flatMap(splitPhrases)
    .flatMap(part => {
      const joined = part.replaceAll(/,?\s(\p{L}+)\s+(?=\d)/gu, (whole, word: string) =>
        and.has(word.toLowerCase()) ? '\n' : whole,
      );
      return joined.split('\n');
    });
}

const numberFirst = /^(\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d[\d.,'’\u00a0\u202f]*)\s*(?:x\s+)?(\D.*)$/u;
const numberLast = /^(.*\p{L}[^\d]*?)[\s:=–,-]+(\d[\d.,'’\u00a0\u202f]*)\s*(\p{L}[\p{L}\p{M}.²³]*)?$/u;
/** With blanks between its thousands. */
const groupsLast = /^(.*\p{L}[^\d]*?)[\s:=–,-]+(\d{1,3}(?: \d{3})+(?:[.,]\d+)?)\s*(\p{L}[\p{L}\p{M}.²³]*)?$/u;
const linking = /^(?:of|de|d'|d’|du|des|del|von|da|do|di|ya|za|la|cha|vya|wa|من|with|avec|con|mit|со|са)\s+/iu;

/**
 * The goods a cell holds; undefined where a part of it is not a number with a thing. `units` are folded words, `names`
 * those of goods that stories count without one.
 */
export function goodsIn(
  cell: string,
  units: ReadonlySet<string>,
  names: ReadonlySet<string> = new Set(),
): NamedGoods[] | undefined {
  if (isBlank(cell)) return undefined;
  const text = plainNumbers(westernDigits(cell));
  return (cell.length > 400 ? undefined : listedGoods(text, units)) ?? narratedGoods(text, units, names);
}

/** Whether the goods of a cell are read out of a story, where one of them may be missed. */
export function isNarrated(cell: string, units: ReadonlySet<string>): boolean {
  // A shorter one is a list.
  if (cell.length < shortestStory) return false;
  return cell.length > 400 || listedGoods(plainNumbers(westernDigits(cell)), units) === undefined;
}

/** The goods of a text that is a list of them. */
function listedGoods(text: string, units: ReadonlySet<string>): NamedGoods[] | undefined {
  const summary = goodsOfSummary(text);
  if (summary) return summary;
  const parts = partsOf(text);
  const inner = (): NamedGoods[] | undefined => goodsBetween(parts.flatMap(innerParts), units);
  const goods = goodsBetween(parts, units);
  if (goods?.some(({ product }) => tellsStory(product)) === true) return undefined;
  if (goods?.some(({ product }) => holdsMore.test(product)) === true) return inner() ?? goods;
  return goods ?? inner() ?? goodsBetween(text.split(/\s*[;\n|]\s*/), units) ?? goodsInTurn(text, units);
}

const inTurn =
  /\s*(?<product>[^\d]*?[\p{L}\p{M})])[\s:=–-]*(?<number>\d[\d.,]*)\s*(?<unit>\p{L}[\p{L}\p{M}.]*)(?:[\s,;、，·；]+|$)/uy;
const unspaced = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Thai}\p{sc=Hang}]/u;

/** "ยาบ้า 4,000 เม็ด ไอซ์ 2 กิโลกรัม", "冰毒2公斤、香烟450条": goods, numbers and units by turns and nothing else. */
function goodsInTurn(text: string, units: ReadonlySet<string>): NamedGoods[] | undefined {
  const goods: NamedGoods[] = [];
  inTurn.lastIndex = 0;
  for (let at = 0; at < text.length; at = inTurn.lastIndex) {
    const { product = '', number = '', unit = '' } = inTurn.exec(text)?.groups ?? {};
    if (!units.has(fold(unit))) return undefined;
    goods.push({ number: number.replace(/[.,]$/, ''), unit, product: tidy(product) });
  }
  return goods.length > 1 || unspaced.test(text) ? goods : undefined;
}

/** Commas of Arabic, an "and" written together with its number, and without the words for "about": "، حدود 600 kg". */
export function plainNumbers(text: string): string {
  return oneWeight(text)
    .replaceAll('،', ',')
    .replaceAll(/(?<=\s)(?:و|ו)-?(?=\d)/g, 'و ')
    .replaceAll(/(?<!\p{L})(\p{L}+)\s+(?=\d)/gu, (whole, word: string) => (saysAbout(word) ? '' : whole));
}

/** "tablets, undeclared cash 20200 pounds": another number stands among the words for goods. */
const holdsMore = /(?:,|\s\p{L}{1,3})\s+\p{L}\D*\s\d{2,}/u;

/** "seized EUR 93,900 in cash carried by a passenger on 12 March" is no name of goods. */
function tellsStory(product: string): boolean {
  return product.split(' ').length > mostWords && /\s\d/.test(product);
}

const mostWords = 8;

/** The parts of a part that commas, or a word for "and" before further goods, stand between. */
function innerParts(part: string): string[] {
  return part
    .split(/,\s+/)
    .flatMap(each =>
      each
        .replaceAll(/\s(\p{L}{1,3})\s+(?=\p{L}\D*\s\d)/gu, (whole, word: string) =>
          and.has(word.toLowerCase()) ? '\n' : whole,
        )
        .split('\n'),
    );
}

/** Each part a thing with its number. Where a comma parts goods, or a thing from its number, only the whole tells. */
function goodsBetween(texts: readonly string[], units: ReadonlySet<string>): NamedGoods[] | undefined {
  const parts = texts.map(part => tidy(restatedInBrackets(part))).filter(part => part !== '');
  const goods = parts.map(part => measuredGoods(part, units));
  return goods.length > 0 && goods.every(each => each !== undefined) ? goods : undefined;
}

/** "127 bricks of cannabis (124.5 kg)": the brackets measure what the words before them count. */
function measuredGoods(part: string, units: ReadonlySet<string>): NamedGoods | undefined {
  const own = measureInBrackets(part, units);
  const goods = namedGoods(plainPart(own?.rest ?? part), units);
  if (!own || !goods) return goods;
  const { number, unit, product } = goods;
  if (unit === undefined) return amountOf(own.measure, product);
  return { number, unit: `${unit} (${own.measure})`, product };
}

function amountOf(measure: string, product: string): NamedGoods {
  const [, number = '', unit = ''] = /^(\d.*?)\s?(\p{L}.*)$/u.exec(measure) ?? [];
  return { number, unit, product };
}

/** A part without what stands around its goods. */
function plainPart(part: string): string {
  const text = plainPhrase(tidy(withoutBrackets(part)).replace(worth, ''));
  return tidy(text.replace(lead, '').replace(/\s*@\s*\d+\s?\p{L}{1,3}$/u, ''));
}

/** What brackets hold is left out, but for the only number: "cocaine (3,816.8 g)". */
function withoutBrackets(part: string): string {
  const outside = part.replace(/\([^)]*\)/g, ' ');
  return /\d/.test(outside) ? outside : part.replace(/\(\s*(\d[^()]*)\)/, ' $1 ').replace(/\([^)]*\)/g, ' ');
}

function moneyOf(part: string): NamedGoods | undefined {
  return rupeesNamed(part) ?? amountBehind(part) ?? moneyNamed(part);
}

function namedGoods(part: string, units: ReadonlySet<string>): NamedGoods | undefined {
  const [, number = '', rest = ''] = numberFirst.exec(part) ?? [];
  return (
    moneyOf(part) ??
    (number === '' ? (unitFirst(part, units) ?? beforeNumber(part, units)) : behindNumber(number, rest, units))
  );
}

/** "heroin: 2 kg". */
function beforeNumber(part: string, units: ReadonlySet<string>): NamedGoods | undefined {
  const [, product = '', last = '', unit] = groupsLast.exec(part) ?? numberLast.exec(part) ?? [];
  if (last === '' || (unit === undefined ? /\d/.test(product) : !units.has(fold(unit)))) return undefined;
  // Another number stands before it: "heroin 2 kg, cocaine 3 kg".
  if (/(?<!\p{L})\d/u.test(product)) return undefined;
  return { number: last, product: tidy(product), ...(unit === undefined ? {} : { unit }) };
}

/** "mirungi - kilo 30.1" and "mifuko 217 ya sukari": the unit stands before its number. */
function unitFirst(part: string, units: ReadonlySet<string>): NamedGoods | undefined {
  const [, before = '', unit = '', number = '', behind = ''] = unitThenNumber.exec(part) ?? [];
  if (unit === '' || !units.has(fold(unit)) || (before === '') === (behind === '')) return undefined;
  const product = tidy(before === '' ? behind.replace(linking, '') : before);
  return { number, unit, product };
}

const unitThenNumber = /^(?:([^\d]*\p{L})\s*[-–:,]?\s+)?(\p{L}[\p{L}\p{M}]*\.?)\s+(\d[\d.,'’]*)(?:\s+(\p{L}[^\d]*))?$/u;

/** What stands behind a number: a word that multiplies it, a unit, and the goods. */
function behindNumber(digits: string, text: string, units: ReadonlySet<string>): NamedGoods | undefined {
  const [first = ''] = text.split(' ');
  const isScaled = scaleWords[first.toLowerCase().replace(/\.$/, '')] !== undefined;
  const number = isScaled ? `${digits.trim()} ${first.replace(/\.$/, '')}` : digits;
  const behind = (isScaled ? text.slice(first.length) : text).trim();
  const [unit, product] = unitBefore(behind, units);
  if (product === '' || (unit === undefined && units.has(fold(product)))) return undefined;
  if (unit !== undefined && saysUndeclared(product) && moneyIn(unit) !== undefined) return { number, product: unit };
  if (unit !== undefined && namesCalibre(product)) return { number, product: behind };
  // "10 kg and 750 g of gold": a number nobody reads keeps the row out.
  if (unit !== undefined && numberAgain.test(product)) return undefined;
  return { number, product, ...(unit === undefined ? {} : { unit }) };
}

const numberAgain = /^(?:\p{L}{1,4}\s+)?\d[\d.,]*\s*\p{L}/u;

/** The unit a text begins with, of one or two words, and what it is a unit of: "packs cigarettes" are goods, too. */
function unitBefore(text: string, units: ReadonlySet<string>): [unit: string | undefined, product: string] {
  const words = text.split(' ');
  for (const length of [2, 1]) {
    const unit = words.slice(0, length).join(' ');
    if (!units.has(fold(unit)) || words.length === 1) continue;
    // "Packs cigarettes" is a unit, and its second word the goods.
    const isOne = length === 2 && units.has(fold(words[0] ?? ''));
    const product = words.slice(isOne ? 1 : length).join(' ');
    if (product !== '') return [unit, product.replace(linking, '')];
  }
  return [undefined, text.replace(linking, '')];
}

/** The words behind a number, of which the first or both may be its unit. */
export const unitBehindNumber = new RegExp(
  String.raw`\d[\s\u00a0]*(?:(?:${Object.keys(scaleWords).join('|')})\.?\s+)?(?:(?:de|of|d['’])\s*(?=\p{L}{2}))?` +
    String.raw`(\p{L}[\p{L}\p{M}.²³]*)(?:\s+([\p{L}\p{M}]+))?`,
  'gu',
);
