import { isHeadingCode, type FieldValue, type RecordWords } from '../../seizures/index.ts';

type Fields = Readonly<Record<string, FieldValue>>;
export const longestSubject = 200;

const text = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

/** The goods of a form in words: "Pangolin scales", or what the officer called them. */
export function goodsText(words: RecordWords, fields: Fields): string {
  const [heading, product] = [text(fields.heading), text(fields.product)];
  if (!isHeadingCode(heading)) return text(fields.productText);
  return product === '' ? words.heading(heading) : words.product(heading, product);
}

/** "1,184 kg"; '' without a quantity. */
export function quantityText(
  words: RecordWords,
  fields: Fields,
  [name, unitName]: readonly [string, string] = ['quantity', 'unit'],
): string {
  const [quantity, unit] = [fields[name], text(fields[unitName])];
  if (typeof quantity !== 'number') return '';
  const named = unit === 'amount' ? text(fields.currency) : unit === '' ? '' : words.unit(unit, quantity);
  return `${words.number(quantity)} ${named}`.trim();
}

/** What a message is called when its sender names it nothing: goods, quantity and way. */
export function proposedSubject(words: RecordWords, fields: Fields): string {
  const cover = text(fields.coverLoad);
  const way = [text(fields.departure), text(fields.destination)].filter(code => code !== '').join(' > ');
  const means = ['containerNo', 'vessel', 'voyage'].some(name => fields[name] !== undefined);
  const goods =
    means && cover !== ''
      ? words.t('cencommforms:subject.with', { goods: goodsText(words, fields), cover })
      : goodsText(words, fields);
  return [goods, quantityText(words, fields), way]
    .filter(part => part !== '')
    .join(', ')
    .slice(0, longestSubject - 10);
}
