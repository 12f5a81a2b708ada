import type { Viewer } from '../../access/index.ts';
import { today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import { countCases, sumLines, type CaseCell, type LineCell } from '../cells/search-cells.ts';
import { raised } from '../cells/table.ts';
import type { DimensionName } from '../cells/dimension.ts';
import { coverageOf, membersAsked, type Coverage } from '../coverage/coverage.ts';
import { countMonths, readLateness } from '../coverage/search-coverage.ts';
import { timeOf, type Question } from '../question/question.ts';
import { searchingOf } from '../question/searching.ts';
import type { CrossFields } from './fields.ts';

/** What the tables are made of: cells of rows, columns and the field within, if one is asked for. */
export interface CrossData {
  readonly dimensions: readonly DimensionName[];
  readonly cases: readonly CaseCell[];
  /** What is asked for in place of cases, in the same cells: seizures, or a quantity of one unit. */
  readonly measured: readonly CaseCell[] | undefined;
  /** "cases", "lines" or a unit. */
  readonly measure: string;
  readonly lines: readonly LineCell[];
  readonly coverage: Coverage;
  readonly asOf: number | undefined;
}

/** Rows and columns where none are asked for. */
export function dimensionsOf({ asked }: Question<CrossFields>): DimensionName[] {
  const row = asked.row || 'group';
  const column = asked.column || 'conveyance';
  return asked.within ? [row, column, asked.within] : [row, column];
}

export async function readCrossTable(
  context: AnalysisContext,
  viewer: Viewer,
  question: Question<CrossFields>,
): Promise<CrossData> {
  const { figures, lists, offices } = context;
  const { criteria } = question;
  const searching = await searchingOf(context, viewer, criteria, 1);
  const dimensions = dimensionsOf(question);
  const measure = question.asked.measure || 'cases';
  const [cases, lines, measured, months, lateness, asOf] = await Promise.all([
    countCases(figures, searching, dimensions),
    sumLines(figures, searching, dimensions.slice(0, 2)),
    measure === 'cases' ? undefined : sumLines(figures, searching, dimensions),
    countMonths(figures, searching, criteria),
    readLateness(figures, searching),
    timeOf(figures, criteria),
  ]);
  return {
    dimensions,
    cases: raised(cases, dimensions, lists, addCases),
    measure,
    measured: measured && raised(measuredOf(measured, measure), dimensions, lists, addCases),
    lines: raised(lines, dimensions, lists, addLines),
    coverage: coverageOf(months, lateness, { ...criteria, today: today() }, membersAsked(criteria, offices)),
    asOf,
  };
}

/** Lines of every unit are seizures; of quantities, those of the one unit alone. */
function measuredOf(lines: readonly LineCell[], measure: string): CaseCell[] {
  if (measure === 'lines') return lines.map(cell => ({ values: cell.values, cases: cell.lines }));
  return lines
    .filter(({ unit, quantity }) => unit === measure && quantity !== null)
    .map(({ values, quantity }) => ({ values, cases: quantity ?? 0 }));
}

function addCases(one: CaseCell, other: CaseCell): CaseCell {
  return { ...one, cases: one.cases + other.cases };
}

/** Cells of different units stay apart: the unit is part of what `raised` tells them apart by. */
function addLines(one: LineCell, other: LineCell): LineCell {
  return {
    ...one,
    lines: one.lines + other.lines,
    quantity: one.quantity === null && other.quantity === null ? null : (one.quantity ?? 0) + (other.quantity ?? 0),
    largest: Math.max(one.largest ?? 0, other.largest ?? 0),
    held: one.held + other.held,
  };
}
