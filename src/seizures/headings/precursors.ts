import type { Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';

/**
 * The product is the substance or the equipment; its table and CAS number are known from the list and may be stated.
 */
export const precursors: Heading = {
  code: 'PREC',
  position: 6,
  icon: 'flask-conical',
  productList: 'precursor',
  needsText: ['OTHER'],
  unitKinds: ['mass', 'volume', 'dose form', 'vial', 'container', 'count'],
  quantityRequired: true,
  hsPrefixes: ['28', '29', '3003', '3004', '3301', '3302', '7017', '8419', '8479', '3824'],
  fields: [
    {
      name: 'eventKind',
      form: 'short',
      type: 'choice',
      options: ['seizure', 'stopped_shipment', 'diversion_attempt', 'theft', 'laboratory'],
    },
    {
      name: 'conventionTable',
      form: 'long',
      type: 'choice',
      options: ['table_I', 'table_II', 'special_list', 'not_controlled'],
    },
    { name: 'casNumber', form: 'long', type: 'text', max: 12, pattern: /^\d{2,7}-\d{2}-\d$/, screened: false },
    { name: 'concentration', form: 'long', type: 'decimal', min: 0, max: 100, unit: '%' },
    { name: 'pen', form: 'long', type: 'yesno' },
    { name: 'intendedDrug', form: 'long', type: 'code', list: 'drug' },
    { name: 'picsNotified', form: 'long', type: 'yesno' },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const { casNumber, conventionTable } = line.details;
  const fact = context.lookUp('precursor', line.product)?.details ?? {};
  const table = fact.table === undefined || fact.table === '' ? undefined : `table_${fact.table}`;
  const cas = typeof casNumber === 'string' ? casNumber : undefined;
  return collect(
    cas !== undefined && !casCheckDigit(cas) && error('details.casNumber', 'casCheckDigit', { value: cas }),
    cas !== undefined &&
      fact.cas !== undefined &&
      fact.cas !== '' &&
      cas !== fact.cas &&
      warning('details.casNumber', 'casDiffers', { listed: fact.cas }),
    conventionTable !== undefined &&
      table !== undefined &&
      conventionTable !== table &&
      warning('details.conventionTable', 'tableDiffers', { listed: fact.table ?? '' }),
  );
}

/** CAS numbers end in the sum of their digits, each times its place from the right, modulo 10. */
function casCheckDigit(cas: string): boolean {
  const digits = cas.replaceAll('-', '');
  const body = [...digits.slice(0, -1)].reverse();
  const sum = body.reduce((total, digit, place) => total + Number(digit) * (place + 1), 0);
  return sum % 10 === Number(digits.at(-1));
}
