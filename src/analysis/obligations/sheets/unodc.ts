import { conversionText, statedOf, writtenIn, type Written } from './quantity.ts';
import { coded, dayOf, fact, facts, joined, placeOf, type Reportable, type Sheet, type SheetWords } from './sheet.ts';
import { drugNames, hidingPlaceOf, installationOf, transportOf, unitNames } from './unodc-words.ts';

/** Kilograms from which a seizure is significant; the rest of the drugs and every unit but mass from anything on. */
const plantKg = 1;
const otherKg = 0.1;
const plants: readonly string[] = [
  'CAN-UNS',
  'CAN-HERB',
  'CAN-RESIN',
  'CAN-PLANT',
  'CAN-SEED',
  'CAN-EDIBLE',
  'COC-LEAF',
  'COC-PLANT',
  'OPI-OPIUM',
  'OPI-POPPY',
  'OPI-SEED',
  'OPI-PLANT',
  'KHAT',
];
const notDrugs: readonly string[] = ['MED-STER', 'OTH-PARA'];

function amountOf({ line }: Reportable, { lookUp }: SheetWords): Written | undefined {
  return writtenIn(unitNames, statedOf(line), lookUp);
}

/** Kilograms of a line, where a quantity of it is a mass. */
function kilograms({ line }: Reportable, { lookUp }: SheetWords): number | undefined {
  return writtenIn(new Map([['kg', 'kg']]), statedOf(line), lookUp)?.quantity;
}

/** Seizures in the mail are asked for whatever their amount. */
function isBelow(line: Reportable, with_: SheetWords): boolean {
  const kg = kilograms(line, with_);
  const inMail = transportOf(fact(line, 'transport')) === 'Mail' || fact(line, 'traffic') === 'post';
  return kg !== undefined && !inMail && kg < (plants.includes(line.line.product) ? plantKg : otherKg);
}

/** Unknown is a word of theirs; what is not stated stays blank. */
function country(code: string, with_: SheetWords): string | null {
  return code === 'ZZ' ? 'Unknown' : coded('country', code, with_);
}

function drugName({ line }: Reportable, { words }: SheetWords): string {
  const { product, productText } = line;
  if (product.endsWith('-OTH') && productText) return productText;
  return drugNames[product] ?? words.product('DRUG', product);
}

/**
 * Individual drug seizures: the columns of the file in which UNODC made them public, in its words. The significant ones
 * are asked for (docs/decisions/2026-11-28-obligations.md).
 */
export const unodc: Sheet = {
  key: 'unodc',
  name: 'Individual drug seizures',
  columns: [
    { key: 'region', header: 'REGION', width: 10, blank: 'receiver', of: () => null },
    { key: 'subregion', header: 'SUBREGION', width: 12, blank: 'receiver', of: () => null },
    { key: 'country', header: 'COUNTRY', width: 14, of: (l, w) => country(fact(l, 'country'), w) },
    { key: 'division', header: 'ADMINISTRATIVE_DIVISION', width: 12, blank: 'noField', of: () => null },
    { key: 'place', header: 'PLACE', width: 18, brief: true, of: (l, w) => placeOf(l, w) || null },
    { key: 'date', header: 'SEIZURE_DATE', width: 14, brief: true, of: dayOf },
    { key: 'drug', header: 'DRUG_NAME', width: 24, brief: true, of: drugName },
    { key: 'amount', header: 'AMOUNT', width: 12, brief: true, of: (l, w) => amountOf(l, w)?.quantity ?? null },
    { key: 'unit', header: 'DRUG_UNIT', width: 12, brief: true, of: (l, w) => amountOf(l, w)?.unit ?? null },
    {
      key: 'hiding',
      header: 'HIDING_PLACE',
      width: 16,
      brief: true,
      of: l => hidingPlaceOf(fact(l, 'concealment')) ?? null,
    },
    { key: 'installation', header: 'INSTALLATION', width: 18, of: l => installationOf(fact(l, 'location')) ?? null },
    { key: 'transport', header: 'TRANSPORT', width: 16, brief: true, of: l => transportOf(fact(l, 'transport')) },
    { key: 'producing', header: 'PRODUCING_COUNTRY', width: 16, of: (l, w) => country(fact(l, 'origin'), w) },
    {
      key: 'departure',
      header: 'DEPARTURE_COUNTRY',
      width: 16,
      brief: true,
      of: (l, w) => country(fact(l, 'departure'), w),
    },
    {
      key: 'destination',
      header: 'DESTINATION_COUNTRY',
      width: 16,
      brief: true,
      of: (l, w) => country(fact(l, 'destination'), w),
    },
    {
      key: 'routing',
      header: 'ROUTING',
      width: 24,
      of: (l, w) =>
        joined(
          facts(l, 'transit').map(one => country(one, w)),
          ', ',
        ),
    },
  ],
  notAsked: (line, with_) =>
    notDrugs.includes(line.line.product) ? 'notControlled' : isBelow(line, with_) ? 'belowThreshold' : undefined,
  gaps: (line, with_) => {
    const hasQuantity = statedOf(line.line).length > 0;
    return [
      placeOf(line, with_) === '' && { key: 'place', column: 'place', field: 'facts.placeName' },
      !hasQuantity && { key: 'quantity', column: 'amount', field: 'line.quantity' },
      hasQuantity &&
        amountOf(line, with_) === undefined && { key: 'unitOfReceiver', column: 'unit', field: 'line.unit' },
      fact(line, 'departure') === '' && { key: 'departure', column: 'departure', field: 'facts.departure' },
      fact(line, 'destination') === '' && { key: 'destination', column: 'destination', field: 'facts.destination' },
    ];
  },
  conversion: (line, with_) => {
    const written = amountOf(line, with_);
    return written && conversionText(written);
  },
};
