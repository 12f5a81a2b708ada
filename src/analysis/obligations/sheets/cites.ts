import { conversionText, statedOf, writtenIn, type Written } from './quantity.ts';
import {
  coded,
  dayOf,
  detail,
  fact,
  facts,
  joined,
  modeOf,
  option,
  placeOf,
  type Cell,
  type Reportable,
  type Sheet,
  type SheetWords,
} from './sheet.ts';

/** Units of the CITES guidelines by the portal's code; a number of specimens is "no.". */
const units = {
  number: [
    ['piece', 'no.'],
    ['head', 'no.'],
    ['egg', 'no.'],
    ['plant', 'no.'],
  ],
  mass: [
    ['kg', 'kg'],
    ['g', 'g'],
  ],
  volume: [
    ['m3', 'm3'],
    ['L', 'l'],
  ],
  litres: [['L', 'l']],
  length: [['m', 'm']],
  area: [['m2', 'm2']],
} as const;
type Kind = keyof typeof units;

const inWood: readonly string[] = ['LOG', 'SAW', 'VEN', 'TIM', 'TIP', 'PLY', 'CHP', 'FRN'];
const inMass: readonly string[] = ['CAV', 'POW', 'EXT', 'WAX', 'MUS', 'SCA', 'MEA', 'FIN', 'SWI', 'GAL', 'HAI', 'FEA'];
const counted: readonly string[] = ['LIV', 'BOD', 'TUS', 'SKU', 'SKE', 'TRO', 'EGL', 'CAP', 'HOR', 'IVC', 'GAB'];

/** Kinds of quantity that fit a specimen, the preferred one first. */
function kindsFor(specimen: string): readonly Kind[] {
  if (inWood.includes(specimen)) return ['volume', 'mass', 'area', 'number'];
  if (specimen === 'OIL') return ['litres', 'mass'];
  if (inMass.includes(specimen)) return ['mass', 'number'];
  if (counted.includes(specimen)) return ['number', 'mass'];
  if (specimen === 'CLO') return ['area', 'length', 'mass', 'number'];
  return ['number', 'mass', 'litres', 'area'];
}

function quantityOf({ line }: Reportable, { lookUp }: SheetWords): Written | undefined {
  for (const kind of kindsFor(String(line.details.specimen))) {
    const written = writtenIn(new Map(units[kind]), statedOf(line), lookUp);
    if (written) return written;
  }
  return undefined;
}

function species(line: Reportable, { lookUp }: SheetWords): string {
  const { product, productText } = line.line;
  const name = lookUp('cites_species', product)?.details.scientific_name ?? product;
  return isNamed(line) ? name : (productText ?? name);
}

/** Whether the product is a taxon of the list, and not a group described in words. */
const isNamed = ({ line }: Reportable): boolean => !line.product.startsWith('OTH-');

/** Unknown is XX to CITES, ZZ in the portal. */
const country = (code: string): string => (code === 'ZZ' ? 'XX' : code);
const countryCell = (code: string): Cell => (code === '' ? null : country(code));

function additional(line: Reportable, with_: SheetWords): string | null {
  const { words } = with_;
  const written = quantityOf(line, with_);
  const beside = statedOf(line.line).find(({ unit }) => unit !== (written?.from?.unit ?? written?.code));
  const source = detail(line, 'source');
  return joined([
    `CEN reference ${line.ref}${line.lineNo > 1 ? `, line ${line.lineNo}` : ''}`,
    line.citesAppendix !== null && line.citesAppendix !== 'none' && `Appendix ${line.citesAppendix}`,
    source !== '' && `source ${source}`,
    beside && `also ${beside.quantity} ${words.unit(beside.unit, beside.quantity)}`,
    fact(line, 'departure') !== '' && `departed from ${country(fact(line, 'departure'))}`,
    fact(line, 'nationalRef') !== '' && `national reference ${fact(line, 'nationalRef')}`,
  ]);
}

function reason(line: Reportable, { words }: SheetWords): string | null {
  const permit = detail(line, 'permitStatus');
  return joined([
    permit !== '' && `Permit: ${words.option('permitStatus', permit, 'CITES')}`,
    ...facts(line, 'modus').map(one => words.option('modus', one)),
  ]);
}

function disposal(line: Reportable, with_: SheetWords): string | null {
  const care = detail(line, 'liveCare');
  return care === ''
    ? option('disposal', line, with_)
    : joined([with_.words.option('liveCare', care, 'CITES'), detail(line, 'rescueCentre')]);
}

function location(line: Reportable, with_: SheetWords): string {
  return [placeOf(line, with_), fact(line, 'country'), coded('location', fact(line, 'location'), with_)]
    .filter(Boolean)
    .join(', ');
}

function value({ line }: Reportable): string | null {
  return line.value === undefined ? null : `${line.value} ${line.currency ?? ''}`.trim();
}

/**
 * CITES annual illegal trade report: the columns of the standard format in the guidelines of the Secretariat (SC71,
 * 2019), those with an asterisk being optional there. docs/decisions/2026-11-28-obligations.md says what is certain of
 * it.
 */
export const cites: Sheet = {
  key: 'cites',
  name: 'Illegal trade report',
  columns: [
    { key: 'date', header: 'Date of seizure', width: 14, brief: true, of: dayOf },
    { key: 'species', header: 'Species', width: 26, brief: true, of: species },
    {
      key: 'specimen',
      header: 'Description of specimen',
      width: 16,
      brief: true,
      of: l => detail(l, 'specimen') || null,
    },
    { key: 'quantity', header: 'Quantity', width: 10, brief: true, of: (l, w) => quantityOf(l, w)?.quantity ?? null },
    { key: 'unit', header: 'Unit', width: 8, brief: true, of: (l, w) => quantityOf(l, w)?.unit ?? null },
    { key: 'location', header: 'Location of incident', width: 30, brief: true, of: location },
    { key: 'agency', header: 'Detecting agency', width: 18, of: (l, w) => option('agency', l, w) },
    { key: 'reason', header: 'Reason for seizure', width: 30, of: reason },
    {
      key: 'transport',
      header: 'Mode of transport',
      width: 18,
      brief: true,
      of: (l, w) => coded('transport', modeOf(l, w), w),
    },
    {
      key: 'concealment',
      header: 'Method of concealment',
      width: 28,
      of: (l, w) => coded('concealment', fact(l, 'concealment'), w),
    },
    {
      key: 'detection',
      header: 'Method of detection*',
      width: 28,
      of: (l, w) => coded('detection', fact(l, 'detection'), w),
    },
    {
      key: 'origin',
      header: 'Alleged country of origin',
      width: 12,
      brief: true,
      of: l => countryCell(fact(l, 'origin')),
    },
    { key: 'transit', header: 'Country(ies) of transit', width: 14, of: l => joined(facts(l, 'transit'), ', ') },
    {
      key: 'destination',
      header: 'Alleged final destination',
      width: 12,
      brief: true,
      of: l => countryCell(fact(l, 'destination')),
    },
    { key: 'value', header: 'Estimated value in country (amount and currency)*', width: 18, of: value },
    {
      key: 'nationality',
      header: 'Nationality of offenders',
      width: 14,
      of: ({ record }) => joined([...new Set(record.persons.map(one => one.nationality))], ', '),
    },
    { key: 'law', header: 'Law under which charges were brought', width: 18, blank: 'noField', of: () => null },
    { key: 'sanction', header: 'Sanction*', width: 18, of: (l, w) => option('outcome', l, w) },
    { key: 'disposal', header: 'Disposal of confiscated specimens', width: 20, of: disposal },
    { key: 'additional', header: 'Additional information*', width: 50, of: additional },
  ],
  notAsked: ({ citesAppendix }) => (citesAppendix === 'none' ? 'notListed' : undefined),
  gaps: (line, with_) => {
    const level = detail(line, 'taxonLevel');
    const isRough = isNamed(line) ? ['family', 'higher'].includes(level) : !['species', 'genus'].includes(level);
    const hasQuantity = statedOf(line.line).length > 0;
    return [
      isRough && { key: 'species', column: 'species', field: 'line.product' },
      ['', 'UNS'].includes(detail(line, 'specimen')) && {
        key: 'specimen',
        column: 'specimen',
        field: 'line.details.specimen',
      },
      !hasQuantity && { key: 'quantity', column: 'quantity', field: 'line.quantity' },
      hasQuantity &&
        quantityOf(line, with_) === undefined && { key: 'unitOfSpecimen', column: 'unit', field: 'line.unit' },
      placeOf(line, with_) === '' && { key: 'place', column: 'location', field: 'facts.placeName' },
      fact(line, 'agency') === '' && { key: 'agency', column: 'agency', field: 'facts.agency' },
      reason(line, with_) === null && { key: 'reason', column: 'reason', field: 'line.details.permitStatus' },
      fact(line, 'origin') === '' && { key: 'origin', column: 'origin', field: 'facts.origin' },
      disposal(line, with_) === null && { key: 'disposal', column: 'disposal', field: 'facts.disposal' },
    ];
  },
  conversion: (line, with_) => {
    const written = quantityOf(line, with_);
    return written && conversionText(written);
  },
};
