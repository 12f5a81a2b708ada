import { moneyIn } from '../columns/currency-signs.ts';
import { fold, tidy } from '../words/words.ts';
import { withoutHiding } from './goods-phrases.ts';
import { scaleWords } from './measured.ts';
import type { NamedGoods } from './named-goods.ts';

/** A shorter text lists its goods; one of thousands would be read for seconds. */
export const shortestStory = 40;
const longest = 1200;
/** Words that the name of goods may have. */
const mostWords = 7;

const amount = new RegExp(
  String.raw`(?<![\p{L}\p{M}\d.,/:-])` +
    String.raw`(?<number>\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)` +
    String.raw`(?<words>(?:[\s\u00a0]*[\p{L}\p{M}]+['’]?\.?){1,4})`,
  'gu',
);
/** Units of ways and times, which stories are full of. */
const ofWays: ReadonlySet<string> = new Set('m km cm mm min h м км см μ'.split(' '));
const links = "of|de|d['’]|du|des|del|della|von|da|do|di|dei|delle|van";
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
 * numbers with a unit count, and those listed with them: of ages, hours and plates there are none. `units` are folded
 * words.
 */
export function narratedGoods(text: string, units: ReadonlySet<string>): NamedGoods[] | undefined {
  if (text.length < shortestStory || text.length > longest) return undefined;
  const amounts = [...text.matchAll(amount)].map(found => amountIn(found, units));
  const isListed = (at: number): boolean => {
    const [own, next] = [amounts[at], amounts[at + 1]];
    return (
      own !== undefined &&
      next !== undefined &&
      joining.test(text.slice(own.to, next.from)) &&
      !ending.test(text.slice(own.to, next.from).replace(joining, ''))
    );
  };
  const kept = amounts.filter(
    ({ unit, product }, at) =>
      (unit ?? product) !== undefined ||
      (isListed(at) && amounts[at + 1]?.unit !== undefined) ||
      (at > 0 && isListed(at - 1) && amounts[at - 1]?.unit !== undefined),
  );
  const goods = kept.flatMap(({ number, unit, product, to }, at) => {
    const name = product ?? nameOf(text.slice(to, kept[at + 1]?.from));
    return name === '' ? [] : [{ number, product: name, ...(unit === undefined ? {} : { unit }) }];
  });
  return goods.some(({ unit, product }) => unit !== undefined || moneyIn(product) !== undefined) ? goods : undefined;
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
  if (!first) return none;
  const both = second ? `${first.word} ${second.word}` : '';
  const money = [both, first.word].find(word => word !== '' && moneyIn(word) !== undefined);
  if (money !== undefined) return { ...none, product: money };
  const isUnit = units.has(fold(first.word)) && !ofWays.has(fold(first.word));
  if (isUnit) return { ...none, unit: first.word, to: start + first.end };
  return second && units.has(fold(both)) ? { ...none, unit: both, to: start + second.end } : none;
}

const linking = new RegExp(String.raw`^(?:${links})\s+`, 'iu');
const ending = /[.;:!?()\n]|,|\s[-–—]\s/u;
/** What parts these goods from the next number. */
const joining = /(?:,|\s(?:and|et|y|e|und|i|и|та|ve|si|și|şi|en|og|och|ja|as well as|together with|plus))\s*$/iu;

/** What stands behind a number and its unit, until the story goes on. */
function nameOf(behind: string): string {
  const [name = ''] = behind.replace(joining, '').trim().split(ending);
  const plain = tidy(withoutHiding(name).replace(linking, ''));
  return plain.split(' ').length > mostWords || /(?:^|\s)\d[\d.,]*(?:\s|$)/.test(plain) ? '' : plain;
}
