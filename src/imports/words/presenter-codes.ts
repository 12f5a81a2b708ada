import {
  commonFields,
  headingList,
  headings,
  isHeadingCode,
  optionsOf,
  type Option,
  type RecordWords as Words,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { listsOfKind, type WordKind } from '../engine/columns/import-fields.ts';
import type { Answer } from '../engine/plan.ts';
import { goodsOfBareUnit } from '../engine/words/bare-units.ts';
import { matchProduct } from '../engine/words/vocabulary.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { today } from '../../text/plain-date.ts';

/** What a code of a kind of word is called. Product codes are HEADING/CODE; a heading may bring its usual product. */
export function codeName(words: Words, kind: WordKind, code: string): string {
  if (kind === 'product' || kind === 'heading') return goodsName(words, kind, code);
  if (kind === 'agency') return words.option('agency', code);
  if (kind === 'unit') return words.unitChoice(code);
  if (kind === 'currency') return `${code} · ${words.code('currency', code)}`;
  return words.code(listOf(kind, code), code);
}

/** The list a code of the kind stands in: a kind of fraud is of tobacco or of taxes. */
function listOf(kind: WordKind, code: string): string {
  const lists = listsOfKind(kind);
  return (
    (kind === 'fraud' && !code.startsWith('TAX-') ? lists.find(list => list === 'tobacco_fraud') : lists[0]) ?? kind
  );
}

function goodsName(words: Words, kind: WordKind, code: string): string {
  const [heading = '', product] = code.split('/');
  if (!isHeadingCode(heading)) return code;
  if (product === undefined) return words.heading(heading);
  return kind === 'product'
    ? words.product(heading, product)
    : `${words.heading(heading)}${words.t('common:colon')} ${words.product(heading, product)}`;
}

/** A word as the file writes it; goods whose rows state no unit by their name. */
export function wordShown(words: Words, word: string): string {
  const goods = goodsOfBareUnit(word);
  return goods === undefined ? word : words.t('imports:words.noUnit', { goods: goodsName(words, 'product', goods) });
}

/** What an answer says a word means. */
export function answerText(words: Words, kind: WordKind, answer: Answer, heading = ''): string {
  if ('blank' in answer) return words.t('imports:words.blankShort');
  if ('other' in answer) return words.t('imports:words.otherShort', { word: answer.other });
  const name = codeName(words, kind, answer.code);
  const own = answer.code.split('/')[0] ?? '';
  return kind === 'product' && own !== heading && isHeadingCode(own) ? `${name} (${words.heading(own)})` : name;
}

/** Lists short enough to be sent with each word; the others are asked from the server as the officer types. */
const short: ReadonlySet<WordKind> = new Set([
  'location',
  'direction',
  'transport',
  'concealment',
  'detection',
  'agency',
  'heading',
  'unit',
  'right',
  'fraud',
]);

export function isShort(kind: WordKind): boolean {
  return short.has(kind);
}

/** Every code of a short list, in groups where the list has them. */
export function optionsOfKind(context: Pick<SeizuresContext, 'lists'>, words: Words, kind: WordKind): Option[] {
  if (kind === 'agency') return agencies().map(value => ({ value, label: words.option('agency', value) }));
  if (kind === 'heading') return headingList.map(({ code }) => ({ value: code, label: words.heading(code) }));
  const on = { lists: context.lists, words, date: today() };
  const options = listsOfKind(kind).flatMap(list => optionsOf(list, [], on));
  return kind === 'unit' ? options.map(option => ({ ...option, label: words.unitChoice(option.value) })) : options;
}

function agencies(): readonly string[] {
  const field = commonFields.circumstances.find(({ name }) => name === 'agency');
  return field?.type === 'choice' ? field.options : [];
}

/** Where the codes of a long list are asked from. */
export function listAddress(kind: WordKind, heading: string): string {
  return kind === 'product'
    ? `/seizures/imports/products${heading === '' ? '' : `?heading=${heading}`}`
    : `/reference/${listsOfKind(kind)[0] ?? kind}/options`;
}

/** The code a typed or chosen text names: a code of the list, else the one meaning of the word in it. */
export function resolveCode(
  context: Pick<SeizuresContext, 'lists'>,
  kind: WordKind,
  text: string,
  heading = '',
): string | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (isCodeOf(context, kind, typed)) return typed;
  if (kind === 'product') return resolveProduct(context, typed, heading);
  const found = vocabularyOf(context).matchers[kind].match(typed);
  return found.auto && found.code !== undefined && isCodeOf(context, kind, found.code) ? found.code : undefined;
}

/** Whether a code may be recorded today. A heading may bring its product: OTH/OTH-VEH. */
export function isCodeOf(context: Pick<SeizuresContext, 'lists'>, kind: WordKind, code: string): boolean {
  if (kind === 'agency') return agencies().includes(code);
  if (kind !== 'heading' && kind !== 'product')
    return listsOfKind(kind).some(list => context.lists.lookUp(list, code, today()) !== undefined);
  const [heading = '', product] = code.split('/');
  if (!isHeadingCode(heading)) return false;
  return product === undefined
    ? kind === 'heading'
    : context.lists.lookUp(headings[heading].productList, product, today()) !== undefined;
}

function resolveProduct(context: Pick<SeizuresContext, 'lists'>, typed: string, heading: string): string | undefined {
  if (isHeadingCode(heading) && context.lists.lookUp(headings[heading].productList, typed, today()))
    return `${heading}/${typed}`;
  const found = matchProduct(vocabularyOf(context), typed, heading === '' ? undefined : heading);
  const sure = found.how === 'exact' || found.how === 'fingerprint' ? found.code : undefined;
  return sure !== undefined && isCodeOf(context, 'product', sure) ? sure : undefined;
}

const found = 20;

/** Products that fit typed text, those of the heading first, for the searchable list. */
export function findProducts(
  context: Pick<SeizuresContext, 'lists'>,
  words: Words,
  text: string,
  heading: string,
): { value: string; label: string }[] {
  const inOrder = [...headingList].sort((a, b) => Number(b.code === heading) - Number(a.code === heading));
  return inOrder
    .flatMap(({ code, productList }) =>
      context.lists
        .find(productList, text, words.lang, { on: today(), limit: found })
        .map(entry => ({
          value: `${code}/${entry.code}`,
          label: `${words.lang === 'fr' ? entry.nameFr : entry.nameEn} · ${words.heading(code)}`,
        })),
    )
    .slice(0, found);
}
