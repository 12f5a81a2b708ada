import type { FieldValue, RecordWords } from '../../seizures/index.ts';
import { goodsText, quantityText } from './subject.ts';

/** What is known of a shipment in words, by the names of a template's labels. */
export function knownOf(
  words: RecordWords,
  values: Readonly<Record<string, FieldValue>>,
  answerOn: string,
): Record<string, string> {
  const named = (list: string, value: FieldValue | undefined): string =>
    [value ?? []]
      .flat()
      .map(code => words.code(list, String(code)))
      .join(', ');
  const plain = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const day = (text: string): string => (text === '' ? '' : words.date(text));
  return {
    product: goodsText(words, values),
    quantity: quantityText(words, values),
    country: named('country', values.country),
    placeName: plain('placeName'),
    departure: named('country', values.departure),
    transit: named('country', values.transit),
    destination: named('country', values.destination),
    transport: named('transport', values.transport),
    coverLoad: plain('coverLoad'),
    concealment: named('concealment', values.concealment),
    vessel: plain('vessel'),
    voyage: plain('voyage'),
    containerNo: plain('containerNo'),
    expectedPlace: plain('expectedPlace'),
    expectedOn: [day(plain('expectedOn')), plain('expectedAt')].filter(part => part !== '').join(', '),
    answerBy: day(answerOn),
  };
}
