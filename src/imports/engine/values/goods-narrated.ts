import { moneyIn } from '../columns/currency-signs.ts';
import { saysCounterfeit } from '../words/counterfeits.ts';
import { fold, tidy } from '../words/words.ts';
import { withoutHiding } from './goods-phrases.ts';
import { scaleWords } from './measured.ts';
import type { NamedGoods } from './named-goods.ts';

/** A shorter text lists its goods; one of thousands would be read for seconds. */
export const shortestStory = 40;
const longest = 1200;
/** Words that the name of goods may have, and those it is cut to where it has more. */
const [mostWords, fewWords] = [16, 7];

const amount = new RegExp(
  String.raw`(?<![\p{L}\p{M}\d.,/:-])` +
    String.raw`(?<number>\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)` +
    String.raw`(?<words>(?:[\s\u00a0]*[\p{L}\p{M}]+['’]?\.?){1,4})`,
  'gu',
);
/** Units of ways and times, which stories are full of. */
const ofWays: ReadonlySet<string> = new Set('m km cm mm min h м км см μ'.split(' '));
const links = "of|de|d['’]|du|des|del|della|von|da|do|di|dei|delle|van|with|avec|con|mit|со|са";
const link = new RegExp(`^(?:${links})$`, 'i');

interface Amount {
  readonly number: string;
  /** A unit, or none where the number stands before the goods themselves. */
  readonly unit?: string;
  /** Money is its own goods. */
  readonly product?: string;
  readonly from: number;
  /** Where the name of the goods begins. */
  readonly to: number;
}

/**
 * The goods a story tells of: "the officers found 12 kg of cocaine and 3 pcs of pistols in the boot" holds two. Only
 * numbers with a unit count, those listed with them, and those before the name of goods that is known: of ages, hours
 * and plates there are none. `units` and `names` are folded words.
 */
export function narratedGoods(
  text: string,
  units: ReadonlySet<string>,
  names: ReadonlySet<string>,
): NamedGoods[] | undefined {
  if (text.length < shortestStory || text.length > longest) return undefined;
  const amounts = [...text.matchAll(amount)].map(found => amountIn(found, units));
  const nameAt = (at: number): string => nameOf(text.slice(amounts[at]?.to, amounts[at + 1]?.from));
  const isListed = (at: number): boolean => {
    const [own, next] = [amounts[at], amounts[at + 1]];
    return (
      own !== undefined &&
      next !== undefined &&
      joining.test(text.slice(own.to, next.from)) &&
      !ending.test(text.slice(own.to, next.from).replace(joining, ''))
    );
  };
  const goods = amounts.flatMap(({ number, unit, product }, at) => {
    const name = product ?? nameAt(at);
    const isCounted =
      (unit ?? product) !== undefined ||
      names.has(fold(name)) ||
      (isListed(at) && amounts[at + 1]?.unit !== undefined) ||
      (at > 0 && isListed(at - 1) && amounts[at - 1]?.unit !== undefined);
    return name === '' || !isCounted ? [] : [{ number, product: name, ...(unit === undefined ? {} : { unit }) }];
  });
  const isTold = ({ unit, product }: NamedGoods): boolean =>
    unit !== undefined || moneyIn(product) !== undefined || names.has(fold(product));
  return goods.some(isTold) ? goods : undefined;
}

/** What stands behind the numbers of a story that no unit or money follows. */
export function bareNames(text: string, units: ReadonlySet<string>): string[] {
  if (text.length < shortestStory || text.length > longest) return [];
  const amounts = [...text.matchAll(amount)].map(found => amountIn(found, units));
  return amounts.flatMap(({ unit, product, to }, at) =>
    (unit ?? product) === undefined ? [nameOf(text.slice(to, amounts[at + 1]?.from))] : [],
  );
}

/** A number, what multiplies it, and its unit or money. */
function amountIn(found: RegExpExecArray, units: ReadonlySet<string>): Amount {
  const { number = '', words = '' } = found.groups ?? {};
  const parts = [...words.matchAll(/[\p{L}\p{M}]+['’]?\.?/gu)].map(part => ({
    word: part[0],
    end: part.index + part[0].length,
  }));
  const start = found.index + number.length;
  const scale = scaleWords[parts[0]?.word.toLowerCase() ?? ''] === undefined ? undefined : parts.shift();
  const of = scale === undefined ? number : `${number} ${scale.word}`;
  if (link.test(parts[0]?.word ?? '')) parts.shift();
  const [first, second] = parts;
  const none = { number: of, from: found.index, to: start + (scale?.end ?? 0) };
  const texts = [first?.word, second && `${first?.word} ${second.word}`].filter(text => text !== undefined);
  const money = [currencyBefore(found), ...texts.toReversed()].find(text => moneyIn(text) !== undefined);
  if (money !== undefined) return { ...none, product: money };
  // "Packs cigarettes" is a unit, and its second word the goods.
  const at = texts.findIndex(text => units.has(fold(text)) && !ofWays.has(fold(text)));
  const longer = texts.findLast(text => units.has(fold(text))) ?? '';
  return at === -1 ? none : { ...none, unit: longer, to: start + (parts[at]?.end ?? 0) };
}

/** "EUR 93,900" and "€93,900". */
function currencyBefore({ input, index }: RegExpExecArray): string {
  return /(?:^|[\s(])((?:US|AU)?\p{Sc}|[A-Z]{3})\.? ?$/u.exec(input.slice(Math.max(0, index - 8), index))?.[1] ?? '';
}

const linking = new RegExp(String.raw`^(?:${links})\s+`, 'iu');
const ending = /[.;:!?()\n]|,|\s[-–—]\s/u;
/** What parts these goods from the next number. */
const joining = /(?:,|\s(?:and|et|y|e|und|i|и|та|ve|si|și|şi|en|og|och|ja|as well as|together with|plus))\s*$/iu;

/** What stands behind a number and its unit, until the story goes on, and that it is counterfeit. */
function nameOf(behind: string): string {
  const [name = '', next = ''] = behind.replace(joining, '').trim().split(ending);
  const more = withoutHiding(` ${next.trim()}`);
  const isCounterfeit = more.split(' ').length <= 4 && saysCounterfeit(more);
  const plain = tidy(withoutHiding(isCounterfeit ? `${name},${more}` : name).replace(linking, ''));
  if (/(?:^|\s)\d[\d.,]*(?:\s|$)/.test(plain)) return '';
  const words = plain.split(' ');
  return words.length > mostWords ? words.slice(0, fewWords).join(' ') : plain;
}
