import { carriedIn } from '../rows/carry-down.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { asideReason } from '../rows/skip-reason.ts';
import type { ColumnProposal } from '../columns/column-proposal.ts';
import { proposeColumns } from '../columns/columns.ts';
import type { SheetPlace } from '../text/dialect.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { fold } from '../words/words.ts';
import { shapeOf, type LookedSheet } from './looked-sheet.ts';

/** One table made of sheets with headers of their own. */
export interface JoinedSheets {
  readonly header: readonly string[];
  /** By the sheet's name, in the workbook's order. */
  readonly places: Readonly<Record<string, SheetPlace>>;
}

/** More shapes than these are no returns of one office. */
const mostShapes = 12;

/**
 * Sheets of one workbook with headers of their own ("DRUGS", "TOBACCO", "WEAPONS"), read as one table: columns of one
 * name, or of one meaning, stand below each other. Undefined where all have one header, or only one of them holds
 * seizures.
 */
export function joinSheets(
  chosen: LookedSheet,
  candidates: readonly LookedSheet[],
  vocabulary: Vocabulary,
): JoinedSheets | undefined {
  const tables = candidates.filter(sheet => sheet.found.line > 0 && sheet.found.names.length >= 4);
  const shapes = new Map(tables.map(sheet => [shapeOf(sheet), sheet] as const));
  if (shapes.size < 2 || shapes.size > mostShapes || !tables.includes(chosen)) return undefined;
  const proposals = new Map([...shapes].map(([shape, sheet]) => [shape, proposalsFor(sheet, vocabulary)] as const));
  const own = proposals.get(shapeOf(chosen)) ?? [];
  const joined = tables.filter(sheet => holdsSeizures(proposals.get(shapeOf(sheet)) ?? []));
  if (!joined.includes(chosen) || joined.every(sheet => shapeOf(sheet) === shapeOf(chosen))) return undefined;
  const columns: Joint[] = own.map(proposal => ({ name: proposal.header, proposal }));
  const ofShape = new Map([[shapeOf(chosen), own.map((_, column) => column)]]);
  for (const sheet of joined) {
    const shape = shapeOf(sheet);
    if (!ofShape.has(shape)) ofShape.set(shape, placed(proposals.get(shape) ?? [], columns));
  }
  return {
    header: columns.map(({ name }) => name),
    places: Object.fromEntries(joined.map(sheet => [sheet.name, placeOf(sheet, ofShape.get(shapeOf(sheet)) ?? [])])),
  };
}

interface Joint {
  readonly name: string;
  readonly proposal: ColumnProposal;
}

function proposalsFor({ found, rows }: LookedSheet, vocabulary: Vocabulary): readonly ColumnProposal[] {
  const body = rows.filter(({ line }) => line > found.lastLine).map(({ line, cells }) => ({ line, cells }));
  return proposeColumns(found.names, body, vocabulary, { tags: found.tags });
}

/** A date, goods and how much of them: less is a list of something else. */
function holdsSeizures(proposals: readonly ColumnProposal[]): boolean {
  const fields = new Set(proposals.map(({ field }) => field));
  const has = (...names: string[]): boolean => names.some(name => fields.has(name));
  return (
    has('seizureDate', 'seizureYear') &&
    (has('product', 'heading', 'goods') || isOfProducts(proposals)) &&
    has('quantity', 'quantity2', 'goods', 'value')
  );
}

/** Whether each product has a column of its own. */
function isOfProducts(proposals: readonly ColumnProposal[]): boolean {
  return proposals.some(({ field, measure }) => field === 'quantity' && measure?.product !== undefined);
}

/** Where each column of a sheet stands in the joined table; what has no place yet gets one at its end. */
function placed(proposals: readonly ColumnProposal[], columns: Joint[]): number[] {
  const taken = new Set<number>();
  const find = (is: (joint: Joint) => boolean): number => columns.findIndex((joint, at) => !taken.has(at) && is(joint));
  const places = new Map<number, number>();
  const settle = (proposal: ColumnProposal, at: number): void => {
    if (at === -1 || places.has(proposal.column)) return;
    places.set(proposal.column, at);
    taken.add(at);
    if (tellsMore(proposal, columns[at]?.proposal)) columns[at] = { name: proposal.header, proposal };
  };
  for (const one of proposals)
    settle(
      one,
      find(({ name }) => fold(name) === fold(one.header) && name !== ''),
    );
  for (const one of proposals)
    if (!places.has(one.column))
      settle(
        one,
        find(({ proposal }) => meansTheSame(proposal, one)),
      );
  for (const one of proposals)
    if (!places.has(one.column)) settle(one, columns.push({ name: one.header, proposal: one }) - 1);
  return proposals.map(({ column }) => places.get(column) ?? -1);
}

/** Of two headers of one column the one that names a currency, and the one that says what stands below it. */
function tellsMore(one: ColumnProposal, other: ColumnProposal | undefined): boolean {
  if (other?.measure !== undefined) return false;
  const isNamed = ({ evidence }: ColumnProposal): boolean => evidence?.header.key === 'word';
  return one.measure !== undefined || (isNamed(one) && other !== undefined && !isNamed(other));
}

/** What every sheet must have may be told by its cells; elsewhere only what is sure is the same. */
const ofEverySheet: ReadonlySet<string> = new Set(['seizureDate', 'product', 'goods', 'quantity', 'unit', 'placeName']);

function meansTheSame(a: ColumnProposal, b: ColumnProposal): boolean {
  if (a.field === undefined || a.field !== b.field || !measureAgrees(a, b)) return false;
  return ofEverySheet.has(a.field) || (a.state === 'auto' && b.state === 'auto');
}

/** A value without a currency in its header has one in its row, which goes before that of another sheet's header. */
function measureAgrees(a: ColumnProposal, b: ColumnProposal): boolean {
  if (a.field === 'value' && (a.measure === undefined || b.measure === undefined)) return true;
  return JSON.stringify(a.measure) === JSON.stringify(b.measure);
}

function placeOf({ found, layout, rows }: LookedSheet, columns: readonly number[]): SheetPlace {
  const body = rows.filter(({ line }) => line > found.lastLine);
  const { fillDown = [] } = carriedIn(
    body.map(({ line, cells }) => sheetRow(line, cells, found.names)),
    found.names.length,
  );
  return {
    ...(fillDown.length > 0 ? { fillDown: fillDown.flatMap(column => columns[column] ?? []) } : {}),
    headerLastLine: found.lastLine,
    columns,
    ...(layout.hiddenColumns.length > 0 ? { skippedColumns: layout.hiddenColumns } : {}),
  };
}

function sheetRow(line: number, cells: readonly string[], header: readonly string[]): RawRow {
  const aside = asideReason(cells, header);
  return { line, cells, ...(aside ? { aside } : {}) };
}
