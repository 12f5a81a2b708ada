import { conversionText, statedOf, writtenIn, type Written } from './quantity.ts';
import {
  coded,
  dayOf,
  detail,
  details,
  fact,
  joined,
  option,
  placeOf,
  type Reportable,
  type Sheet,
  type SheetWords,
} from './sheet.ts';

const kilograms: ReadonlyMap<string, string> = new Map([['kg', 'kg']]);
const proofs: readonly string[] = ['identifier', 'laboratory'];

/** The net mass where it is stated, else a quantity in a unit of mass. */
function massOf({ line }: Reportable, { lookUp }: SheetWords): Written | undefined {
  const { kgNet } = line.details;
  if (typeof kgNet === 'number') return { quantity: kgNet, unit: 'kg', code: 'kg' };
  return writtenIn(kilograms, statedOf(line), lookUp);
}

function substances(line: Reportable, { lookUp, words }: SheetWords): string {
  const { product, productText } = line.line;
  const blend = detail(line, 'blend');
  const composition = detail(line, 'composition') || (blend && lookUp('ods_blend', blend)?.details.composition);
  const name = blend || (product.startsWith('ODS-') ? (productText ?? words.product('ODS', product)) : product);
  return composition ? `${name} (${composition})` : name;
}

function volume(line: Reportable, with_: SheetWords): string | null {
  const mass = massOf(line, with_);
  const cylinders = detail(line, 'cylinders');
  return joined([mass && `${mass.quantity} kg`, cylinders !== '' && `${cylinders} cylinders`], ', ');
}

const name = (code: string, { words }: SheetWords): string => (code === 'ZZ' ? 'unknown' : words.code('country', code));

function countries(line: Reportable, with_: SheetWords): string | null {
  const [from, to] = [fact(line, 'departure'), fact(line, 'destination')];
  return joined([to !== '' && `Importing: ${name(to, with_)}`, from !== '' && `Exporting: ${name(from, with_)}`]);
}

const own = (line: Reportable, field: string, { words }: SheetWords): string | false =>
  detail(line, field) !== '' && words.option(field, detail(line, field), 'ODS');

function circumstances(line: Reportable, with_: SheetWords): string | null {
  const { words } = with_;
  const [label, found] = [detail(line, 'labelName'), detail(line, 'foundName')];
  const licence = own(line, 'licence', with_);
  return joined([
    joined([placeOf(line, with_), coded('location', fact(line, 'location'), with_)], ', '),
    coded('transport', fact(line, 'transport'), with_),
    ...details(line, 'smugglingMethod').map(one => words.option('smugglingMethod', one, 'ODS')),
    label !== '' && `labelled ${label}`,
    found !== '' && `found ${found}`,
    coded('concealment', fact(line, 'concealment'), with_),
    own(line, 'cylinderType', with_),
    licence && `licence: ${licence}`,
  ]);
}

function action(line: Reportable, with_: SheetWords): string | null {
  return joined([
    ...details(line, 'actionTaken').map(one => with_.words.option('actionTaken', one, 'ODS')),
    option('outcome', line, with_),
  ]);
}

function remarks(line: Reportable, with_: SheetWords): string | null {
  const { words } = with_;
  const answer = own(line, 'ipicAnswer', with_);
  return joined([
    ...details(line, 'analysis').map(one => words.option('analysis', one, 'ODS')),
    line.line.details.ipicChecked === true && `iPIC asked${answer ? `: ${answer}` : ''}`,
    `CEN reference ${line.ref}${line.lineNo > 1 ? `, line ${line.lineNo}` : ''}`,
  ]);
}

/** Whether an instrument or a laboratory found what the substance is. */
function isProven(line: Reportable): boolean {
  return details(line, 'analysis').some(one => proofs.includes(one)) || fact(line, 'laboratory') === 'confirmed';
}

/**
 * Fully proved cases of illegal trade: the columns of the table that the Ozone Secretariat publishes of them
 * (ozone.unep.org, profiles of the Parties; decision XIV/7).
 */
export const ozone: Sheet = {
  key: 'ozone',
  name: 'Illegal trade in ODS',
  columns: [
    { key: 'party', header: 'Party', width: 16, of: (l, w) => name(fact(l, 'country'), w) },
    { key: 'date', header: 'Seizure Date Year', width: 14, brief: true, of: dayOf },
    { key: 'substances', header: 'Substances Traded', width: 30, brief: true, of: substances },
    { key: 'volume', header: 'Volume', width: 22, brief: true, of: volume },
    { key: 'countries', header: 'Importing Exporting Country', width: 30, brief: true, of: countries },
    { key: 'details', header: 'Illegal Trade Details', width: 60, brief: true, of: circumstances },
    { key: 'action', header: 'Action Taken', width: 30, brief: true, of: action },
    { key: 'remarks', header: 'Remarks', width: 40, of: remarks },
  ],
  gaps: (line, with_) => {
    const isUnknown = line.line.product === 'ODS-UNKNOWN';
    return [
      isUnknown && { key: 'substance', column: 'substances', field: 'line.product' },
      massOf(line, with_) === undefined && { key: 'mass', column: 'volume', field: 'line.details.kgNet' },
      !isProven(line) && { key: 'proof', column: 'remarks', field: 'line.details.analysis' },
      details(line, 'smugglingMethod').length === 0 && {
        key: 'smuggling',
        column: 'details',
        field: 'line.details.smugglingMethod',
      },
      details(line, 'actionTaken').length === 0 && {
        key: 'action',
        column: 'action',
        field: 'line.details.actionTaken',
      },
      ['', 'ZZ'].includes(fact(line, 'departure')) && {
        key: 'exporter',
        column: 'countries',
        field: 'facts.departure',
      },
    ];
  },
  conversion: (line, with_) => {
    const written = massOf(line, with_);
    return written && conversionText(written);
  },
};
