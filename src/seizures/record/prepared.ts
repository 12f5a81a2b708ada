import { quotedLexeme } from '../../db/lexeme.ts';
import { cellsOf } from '../../db/copy.ts';
import { today } from '../../text/plain-date.ts';
import type { Remark } from '../remarks/remark.ts';
import type { Channel, SeizureRecord } from '../seizure.ts';
import { columnNames, projectedColumns, type Projection } from './search-columns.ts';

/** A valid record ready to be written, with what was worked out from it. */
export interface NewSeizure {
  readonly clientUuid: string;
  readonly record: SeizureRecord;
  /** What other Members read of it while words wait for a second person. */
  readonly masked?: SeizureRecord | null;
  readonly projection: Projection;
  readonly channel: Channel;
  readonly recordedBy: number;
  /** ISO time of recording; now when absent. Demo data sets it. */
  readonly recordedAt?: string;
  readonly synthetic?: boolean;
  readonly importRow?: { readonly importId: number; readonly row: number };
  /** What no field can hold: the file's own columns by their header. */
  readonly source?: Readonly<Record<string, string>>;
  /** What was remarked of the file's rows, and whose import they came by. */
  readonly remarked?: { readonly byOffice: number; readonly remarks: readonly Remark[] };
}

/**
 * A record as the text COPY takes, all but its number and reference, which it gets when it is written. What it was made
 * of need not be kept until then: of a file that is thousands of small objects at a time, which V8 would copy about.
 */
export interface PreparedSeizure {
  /** What its reference is counted in: "KE-2026". */
  readonly series: string;
  /** Lexemes of its search document, but for those of its reference and its words. */
  readonly terms: string;
  readonly words: string;
  readonly lang: string | null;
  readonly recordedAt: string | undefined;
  readonly recordedBy: number;
  readonly officeId: number;
  /** Cells of `seizures`, `seizure_records`, and of each line and number, behind those that name the record. */
  readonly columns: string;
  readonly record: string;
  readonly lines: readonly string[];
  readonly numbers: readonly string[];
  readonly remarked: NewSeizure['remarked'];
}

/** Takes a record apart into what is written of it. */
export function prepareSeizure(seizure: NewSeizure): PreparedSeizure {
  const { projection, record, masked, source } = seizure;
  return {
    series: `${projection.columns.country}-${projection.columns.seizure_date?.slice(0, 4)}`,
    terms: lexemesText(projection.terms),
    words: projection.words,
    lang: projection.lang,
    recordedAt: seizure.recordedAt,
    recordedBy: seizure.recordedBy,
    officeId: projection.officeId,
    columns: cellsOf(seizureCells(seizure)),
    record: cellsOf([record, masked ?? null, source ?? null]),
    lines: lineCells(projection).map(cellsOf),
    numbers: numberCells(projection).map(cellsOf),
    remarked: seizure.remarked,
  };
}

/** Lexemes as the text of a tsvector without places. */
export function lexemesText(lexemes: readonly string[]): string {
  return lexemes.map(quotedLexeme).join(' ');
}

export const preparedColumns = [
  'client_uuid',
  'office_id',
  'status',
  'channel',
  'synthetic',
  ...projectedColumns,
  'under_embargo',
  'import_id',
  'import_row',
  'recorded_by',
];

function seizureCells(one: NewSeizure) {
  const { projection: p } = one;
  return [
    one.clientUuid,
    p.officeId,
    'submitted',
    one.channel,
    one.synthetic ?? false,
    ...columnNames.map(name => p.columns[name]),
    p.transit,
    p.headings,
    p.products,
    p.mainQuantity,
    p.mainUnit,
    p.lines.length,
    p.lines.some(({ held }) => held),
    p.release,
    p.regionId,
    p.releaseOffices,
    p.embargoUntil,
    isUnderEmbargo(p.embargoUntil),
    one.importRow?.importId ?? null,
    one.importRow?.row ?? null,
    one.recordedBy,
  ];
}

/** Whether an embargo runs: one that is over already ends nothing. */
function isUnderEmbargo(until: string | null): boolean {
  return until !== null && until > today();
}

export const lineColumns = [
  'seizure_id',
  'line_no',
  'heading',
  'product',
  'quantity',
  'unit',
  'base_quantity',
  'base_unit',
  'kg_equivalent',
  'factor_version',
  'usd',
  'odp_tonnes',
  'co2e_tonnes',
  'pure_alcohol_litres',
  'cites_appendix',
  'held',
  'own',
];

/** Cells of a record's lines, behind its number. */
export function lineCells({ lines }: Pick<Projection, 'lines'>) {
  return lines.map((line, index) => [
    index + 1,
    line.heading,
    line.product,
    line.quantity,
    line.unit,
    line.baseQuantity,
    line.baseUnit,
    line.kgEquivalent,
    line.factorVersion,
    line.usd,
    line.odpTonnes,
    line.co2eTonnes,
    line.pureAlcoholLitres,
    line.citesAppendix,
    line.held,
    lexemesText(line.own.lexemes),
  ]);
}

export const numberColumns = ['seizure_id', 'line_no', 'field', 'value'];

/** Cells of the numbers its lines are found by, behind its number. */
export function numberCells({ lines }: Pick<Projection, 'lines'>) {
  return lines.flatMap((line, index) => line.own.numbers.map(({ field, value }) => [index + 1, field, value]));
}
