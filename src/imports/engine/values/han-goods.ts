import { tidy } from '../words/words.ts';

/** One of the goods of a summary, with its number as written. */
interface CountedGoods {
  readonly number: string;
  readonly unit: string;
  readonly product: string;
}

/** What comes before the goods of a Chinese summary: "从入境车辆中查获". */
const seized = /^[^\d]*?(?:查[获獲扣缉緝出]|[缴緝缉截起]获|[繳緝截起]獲|扣押|没收|沒收)(?:了|到|出)?/u;
/** Persons, cases and days are counted, too. */
const noGoods = /\d\s*[号號人名次年月日起票宗]/u;
const betweenGoods = /[、，；;。！]|,(?!\d)/u;
const about = '(?:[约約共近]|[共合][计計])?';
const goodsWithNumber = new RegExp(
  String.raw`^(?:及|和|与|與|并|並|以及)?(?<product>\D.*?)${about}(?<number>\d[\d.,]*)[余餘多]?` +
    String.raw`(?<scale>[万萬亿億百]|千(?!克))?\s*(?<unit>\p{sc=Han}{1,3}|[a-zA-Z]{1,3})$`,
  'u',
);

/**
 * The goods of a Chinese summary of a case, which has no blanks between its words: "查获燕窝6740克、CPU约98个，已移交". What
 * has no number is no part of them; one that is not read with its goods leaves all of them open.
 */
export function goodsOfSummary(text: string): CountedGoods[] | undefined {
  const before = seized.exec(text)?.[0];
  if (before === undefined || text.length > 400) return undefined;
  const numbered = text
    .slice(before.length)
    .split(betweenGoods)
    .map(tidy)
    .filter(part => /\d/.test(part) && !noGoods.test(part));
  const goods = numbered.map(part => goodsWithNumber.exec(part)?.groups);
  if (goods.length === 0 || goods.includes(undefined)) return undefined;
  return goods.map(each => ({
    number: `${each?.number ?? ''}${each?.scale ?? ''}`,
    unit: each?.unit ?? '',
    product: each?.product ?? '',
  }));
}
