import { commonFields } from '../fields.ts';
import { headings, headingList, isHeadingCode } from '../headings/index.ts';
import { optionsOf } from '../pages/entry-fields.ts';
import type { Option } from '../pages/entry-fields.ts';
import type { Words } from '../record-presenter-words.ts';
import type { Room } from '../room.ts';
import type { WordKind } from './engine/import-fields.ts';
import type { Answer } from './engine/plan.ts';
import { matchProduct } from './engine/vocabulary.ts';
import { vocabularyOf } from './jobs.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** What a code of a kind of word is called. Product codes are HEADING/CODE; a heading may bring its usual product. */
export function codeName(words: Words, kind: WordKind, code: string): string {
  if (kind === 'product' || kind === 'heading') return goodsName(words, kind, code);
  if (kind === 'agency') return words.option('agency', code);
  if (kind === 'unit') return words.unitChoice(code);
  if (kind === 'currency') return `${code} · ${words.code('currency', code)}`;
  return words.code(kind, code);
}

function goodsName(words: Words, kind: WordKind, code: string): string {
  const [heading = '', product] = code.split('/');
  if (!isHeadingCode(heading)) return code;
  if (product === undefined) return words.heading(heading);
  return kind === 'product'
    ? words.product(heading, product)
    : `${words.heading(heading)}${words.t('common:colon')} ${words.product(heading, product)}`;
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
]);

export function isShort(kind: WordKind): boolean {
  return short.has(kind);
}

/** Every code of a short list, in groups where the list has them. */
export function optionsOfKind(room: Pick<Room, 'lists'>, words: Words, kind: WordKind): Option[] {
  if (kind === 'agency') return agencies().map(value => ({ value, label: words.option('agency', value) }));
  if (kind === 'heading') return headingList.map(({ code }) => ({ value: code, label: words.heading(code) }));
  const options = optionsOf(kind, [], { lists: room.lists, words, date: today() });
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
    : `/reference/${kind}/options`;
}

/** The code a typed or chosen text names: a code of the list, else the one meaning of the word in it. */
export function resolveCode(room: Pick<Room, 'lists'>, kind: WordKind, text: string, heading = ''): string | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (isCodeOf(room, kind, typed)) return typed;
  if (kind === 'product') return resolveProduct(room, typed, heading);
  const found = vocabularyOf(room).matchers[kind].match(typed);
  return found.auto && found.code !== undefined && isCodeOf(room, kind, found.code) ? found.code : undefined;
}

/** Whether a code may be recorded today. A heading may bring its product: OTH/OTH-VEH. */
export function isCodeOf(room: Pick<Room, 'lists'>, kind: WordKind, code: string): boolean {
  if (kind === 'agency') return agencies().includes(code);
  if (kind !== 'heading' && kind !== 'product') return room.lists.lookUp(kind, code, today()) !== undefined;
  const [heading = '', product] = code.split('/');
  if (!isHeadingCode(heading)) return false;
  return product === undefined
    ? kind === 'heading'
    : room.lists.lookUp(headings[heading].productList, product, today()) !== undefined;
}

function resolveProduct(room: Pick<Room, 'lists'>, typed: string, heading: string): string | undefined {
  if (isHeadingCode(heading) && room.lists.lookUp(headings[heading].productList, typed, today()))
    return `${heading}/${typed}`;
  const found = matchProduct(vocabularyOf(room), typed, heading === '' ? undefined : heading);
  const sure = found.how === 'exact' || found.how === 'fingerprint' ? found.code : undefined;
  return sure !== undefined && isCodeOf(room, 'product', sure) ? sure : undefined;
}

const found = 20;

/** Products that fit typed text, those of the heading first, for the searchable list. */
export function findProducts(
  room: Pick<Room, 'lists'>,
  words: Words,
  text: string,
  heading: string,
): { value: string; label: string }[] {
  const inOrder = [...headingList].sort((a, b) => Number(b.code === heading) - Number(a.code === heading));
  return inOrder
    .flatMap(({ code, productList }) =>
      room.lists
        .find(productList, text, words.lang, { on: today(), limit: found })
        .map(entry => ({
          value: `${code}/${entry.code}`,
          label: `${words.lang === 'fr' ? entry.nameFr : entry.nameEn} · ${words.heading(code)}`,
        })),
    )
    .slice(0, found);
}
