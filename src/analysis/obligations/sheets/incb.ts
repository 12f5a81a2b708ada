import { conversionText, statedOf, writtenIn, type Written } from './quantity.ts';
import {
  coded,
  dayOf,
  detail,
  fact,
  facts,
  joined,
  option,
  placeOf,
  type Cell,
  type Reportable,
  type Sheet,
  type SheetWords,
} from './sheet.ts';

/** Substances are reported by mass or volume; equipment is counted. */
const ofSubstances: ReadonlyMap<string, string> = new Map([
  ['kg', 'kg'],
  ['L', 'l'],
]);
const ofEquipment: ReadonlyMap<string, string> = new Map([
  ['piece', 'pieces'],
  ['kg', 'kg'],
]);
/** Preparations of ephedrine and the like come as tablets, which Form D takes beside. */
const ofTablets: ReadonlyMap<string, string> = new Map([...ofSubstances, ['tablet', 'tablets']]);
const equipment: readonly string[] = ['TABLET-PRESS', 'GLASSWARE'];
const inTablets: readonly string[] = ['EPHEDRINE', 'PSEUDOEPHEDRINE', 'NOREPHEDRINE'];

/** Events in which somebody tried to turn a lawful trade aside: how is asked for. */
const diverting: readonly string[] = ['stopped_shipment', 'diversion_attempt'];

function amountOf({ line }: Reportable, { lookUp }: SheetWords): Written | undefined {
  const { product } = line;
  const wanted = equipment.includes(product) ? ofEquipment : inTablets.includes(product) ? ofTablets : ofSubstances;
  return writtenIn(wanted, statedOf(line), lookUp);
}

/** What the list knows of a substance; empty for what it does not. */
const known = ({ line }: Reportable, { lookUp }: SheetWords): Readonly<Record<string, string>> =>
  lookUp('precursor', line.product)?.details ?? {};

function tableOf(line: Reportable, with_: SheetWords): string | null {
  const stated = detail(line, 'conventionTable');
  if (stated !== '') return with_.words.option('conventionTable', stated, 'PREC');
  const { table } = known(line, with_);
  return table === undefined || table === '' ? null : `Table ${table}`;
}

function country(code: string, with_: SheetWords): Cell {
  return code === 'ZZ' ? 'Unknown' : coded('country', code, with_);
}

function yesNo(line: Reportable, name: string): Cell {
  const value = line.line.details[name];
  return value === undefined ? null : value === true ? 'Yes' : 'No';
}

function additional(line: Reportable): string | null {
  return joined([
    `CEN reference ${line.ref}${line.lineNo > 1 ? `, line ${line.lineNo}` : ''}`,
    fact(line, 'nationalRef') !== '' && `national reference ${fact(line, 'nationalRef')}`,
    line.line.details.picsNotified === true && 'told through PICS before',
  ]);
}

/**
 * Notice of a precursor incident: what the incident pages of PICS and the seizures of Form D (article 12 of the 1988
 * Convention) ask for. The INCB publishes no sheet; docs/decisions/2026-11-28-obligations.md says which columns are
 * ours.
 */
export const incb: Sheet = {
  key: 'incb',
  name: 'Precursor incidents',
  columns: [
    { key: 'date', header: 'Date of incident', width: 14, brief: true, of: dayOf },
    {
      key: 'type',
      header: 'Type of incident',
      width: 18,
      brief: true,
      of: (l, { words }) => (detail(l, 'eventKind') ? words.option('eventKind', detail(l, 'eventKind'), 'PREC') : null),
    },
    { key: 'country', header: 'Reporting country', width: 14, of: (l, w) => country(fact(l, 'country'), w) },
    { key: 'place', header: 'Place of incident', width: 22, of: (l, w) => placeOf(l, w) || null },
    { key: 'location', header: 'Kind of place', width: 20, of: (l, w) => coded('location', fact(l, 'location'), w) },
    {
      key: 'substance',
      header: 'Substance',
      width: 26,
      brief: true,
      of: ({ line }, { words }) => line.productText ?? words.product('PREC', line.product),
    },
    { key: 'cas', header: 'CAS number', width: 12, of: (l, w) => detail(l, 'casNumber') || known(l, w).cas || null },
    { key: 'table', header: '1988 Convention', width: 14, of: tableOf },
    { key: 'amount', header: 'Amount', width: 10, brief: true, of: (l, w) => amountOf(l, w)?.quantity ?? null },
    { key: 'unit', header: 'Unit', width: 8, brief: true, of: (l, w) => amountOf(l, w)?.unit ?? null },
    {
      key: 'concentration',
      header: 'Concentration (%)',
      width: 12,
      of: ({ line }) => (typeof line.details.concentration === 'number' ? line.details.concentration : null),
    },
    { key: 'origin', header: 'Country of origin', width: 14, brief: true, of: (l, w) => country(fact(l, 'origin'), w) },
    {
      key: 'departure',
      header: 'Country of departure',
      width: 14,
      brief: true,
      of: (l, w) => country(fact(l, 'departure'), w),
    },
    {
      key: 'transit',
      header: 'Countries of transit',
      width: 20,
      of: (l, w) =>
        joined(
          facts(l, 'transit').map(one => String(country(one, w))),
          ', ',
        ),
    },
    {
      key: 'destination',
      header: 'Country of destination',
      width: 14,
      brief: true,
      of: (l, w) => country(fact(l, 'destination'), w),
    },
    {
      key: 'transport',
      header: 'Mode of transport',
      width: 20,
      of: (l, w) => coded('transport', fact(l, 'transport'), w),
    },
    {
      key: 'concealment',
      header: 'Means of concealment',
      width: 24,
      of: (l, w) => coded('concealment', fact(l, 'concealment'), w),
    },
    {
      key: 'diversion',
      header: 'Method of diversion',
      width: 28,
      brief: true,
      of: (l, { words }) => joined(facts(l, 'modus').map(one => words.option('modus', one))),
    },
    {
      key: 'use',
      header: 'Drug it was meant for',
      width: 18,
      of: (l, w) => coded('drug', detail(l, 'intendedDrug'), w),
    },
    { key: 'pen', header: 'Pre-export notification (PEN Online)', width: 14, of: l => yesNo(l, 'pen') },
    { key: 'agency', header: 'Reporting agency', width: 18, of: (l, w) => option('agency', l, w) },
    { key: 'additional', header: 'Additional information', width: 40, of: additional },
  ],
  gaps: (line, with_) => {
    const hasQuantity = statedOf(line.line).length > 0;
    const kind = detail(line, 'eventKind');
    return [
      kind === '' && { key: 'eventKind', column: 'type', field: 'line.details.eventKind' },
      placeOf(line, with_) === '' && { key: 'place', column: 'place', field: 'facts.placeName' },
      !hasQuantity && { key: 'quantity', column: 'amount', field: 'line.quantity' },
      hasQuantity &&
        amountOf(line, with_) === undefined && { key: 'massOrVolume', column: 'unit', field: 'line.quantity2' },
      fact(line, 'origin') === '' && { key: 'origin', column: 'origin', field: 'facts.origin' },
      diverting.includes(kind) &&
        facts(line, 'modus').length === 0 && { key: 'diversion', column: 'diversion', field: 'facts.modus' },
    ];
  },
  conversion: (line, with_) => {
    const written = amountOf(line, with_);
    return written && conversionText(written);
  },
};
