import type { HeaderReading } from './column-headers.ts';
import type { Column } from './column.ts';
import { foldHeader } from '../words/words.ts';

/** "Weight per cylinder" is no quantity, nor are millions of what no currency names: they stay in the source. */
export function notMeant(column: Column): readonly string[] {
  const { header, look, measure, readings } = column;
  if (look.sequence > 0.8) {
    const isQuantity = readings.some(({ field, a, part }) => field === 'quantity' && a >= 0.85 && !part);
    return ['value', 'nationalRef', 'seizureDay', 'seizureMonth', ...(isQuantity ? ['rowNumber'] : ['quantity'])];
  }
  if (isOfCodes(column))
    return ['quantity', 'value', ...(readings.some(({ field }) => field === 'unit') ? [] : ['unit'])];
  if (each.test(header)) return ['quantity', 'value'];
  if (otherWords.has(header.trim().toLowerCase().split(/\s+/)[0] ?? '')) return ['product', 'goods', 'heading'];
  if (measure?.scale === undefined && [scaled, alsoScaled, inThousands].some(words => words.test(header)))
    return ['quantity', 'quantity2', 'value', 'dutyEvaded'];
  // Money, and what a header calls so, is no quantity because it is a number.
  const isCounted = readings.some(({ field, a }) => field === 'quantity' && a >= 0.85);
  const isMoney = measure?.currency !== undefined || look.money > 0.5 || (!isCounted && readings.some(isOfMoney));
  return isMoney ? ['quantity', 'quantity2'] : [];
}

function isOfCodes({ header, readings }: Column): boolean {
  return (
    foldHeader(header)
      .split(' ')
      .some(word => codeWords.has(word)) && !readings.some(({ field, a }) => field === 'quantity' && a >= 0.5)
  );
}

function isOfMoney({ field, a }: HeaderReading): boolean {
  return (field === 'value' || field === 'dutyEvaded' || field === 'currency') && a >= 0.5;
}

/** Words for "other": other goods stand beside what the file is of. */
const otherWords: ReadonlySet<string> = new Set(
  (
    'other others autre autres otro otra otros otras outro outra outros outras alte altele altri altre andere inne ' +
    'інші другие прочие diğer lain egyéb övrig övriga övrigt други останало ostalo'
  ).split(' '),
);
/** Words of a header over codes and addresses: their numbers count nothing. */
const codeWords = new Set(
  (
    'cod code codigo codice codes kod kodu kode код zip zipcode postal postcode plz cep dane iso fips id uid guid ' +
    'uuid state'
  ).split(' '),
);
const each = /(?<!\p{L})(?:per|each|average|avg|je|pro|unitaire|unitario|unitário|por unidad)(?!\p{L})/iu;
const scaled =
  /(?<!\p{L})(?:millions?|mio|mln|mn|thousands?|lakhs?|lacs?|crores?|billions?|тыс|млн|млрд|тис|tsd|tys)(?!\p{L})/iu;
const inThousands = /(?<!\p{L})(?:eft|e ft|ezer|tisíc|tis)(?!\p{L})/iu;
const alsoScaled =
  /(?<!\p{L})(?:mil|miles|millones|milhões|milliers)(?!\p{L})|[百千][万萬]|[千万萬億亿백천억](?:元|円|港元|원)|백만원/iu;
