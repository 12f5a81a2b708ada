import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { takesPictures, type Criteria, type Searching } from '../../seizures/index.ts';
import { addYears, today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { countCases, type CaseCell } from '../cells/search-cells.ts';
import { raised, tableOf } from '../cells/table.ts';
import { coverageOf, membersAsked, type Coverage } from '../coverage/coverage.ts';
import { countMonths, readLateness } from '../coverage/search-coverage.ts';
import { timeOf, type Question } from '../question/question.ts';
import { searchingOf } from '../question/searching.ts';
import { notStated, type ConcealmentFields } from './fields.ts';
import { gridOf, groupsOf, mostUnusual, type Cell, type Opened } from './grid.ts';

export type Pictures = Awaited<ReturnType<AnalysisContext['pictures']['find']>>;

/** The two fields of the page: by modes or kinds, by groups of hiding places or one by one. */
export interface Fields {
  readonly means: 'conveyance' | 'transport';
  readonly places: 'hiding' | 'concealment';
}

export interface ConcealmentData extends Fields {
  /** By means of transport, hiding place and group of products. */
  readonly cells: readonly Cell[];
  /** By means of transport and hiding place, in the same days of the year before. */
  readonly before: readonly CaseCell[];
  readonly opened: Opened | undefined;
  /** Of the cell opened: its cases by Member and by detection; undefined where no filter finds them. */
  readonly cell: { readonly members: readonly CaseCell[]; readonly detections: readonly CaseCell[] } | undefined;
  readonly pictures: Pictures | undefined;
  /** The group of products in focus. */
  readonly group: string | undefined;
  readonly coverage: Coverage;
  readonly asOf: number | undefined;
}

/** Standard deviations from which a cell is marked, as in a cross-table. */
export const marked = 3.3;
const mostPictures = 4;
/** Values with a place of their own. */
export const most = { rows: 20, hiding: 12, concealment: 8 };

export async function readConcealment(
  context: AnalysisContext,
  viewer: Viewer,
  question: Question<ConcealmentFields>,
  lang: Language,
): Promise<ConcealmentData> {
  const { figures, lists, offices } = context;
  const { criteria, asked } = question;
  const fields: Fields = { means: asked.means || 'conveyance', places: asked.places || 'hiding' };
  const searching = await searchingOf(context, viewer, criteria, 1);
  const over = (from: string, to: string): Searching => ({ ...searching, criteria: { ...criteria, from, to } });
  const [counted, earlier, months, lateness, asOf] = await Promise.all([
    countCases(figures, searching, ['transport', 'concealment', 'product']),
    countCases(figures, over(addYears(criteria.from, -1), addYears(criteria.to, -1)), ['transport', 'concealment']),
    countMonths(figures, searching, criteria),
    readLateness(figures, searching),
    timeOf(figures, criteria),
  ]);
  const cells = raised(counted, [fields.means, fields.places, 'group'], lists, add);
  const opened = openedOf(question, cells);
  const narrow = opened && filterOf(fields, opened, question, context);
  const of = narrow && { ...searching, criteria: narrow };
  const [members, detections, pictures] = await Promise.all([
    of ? countCases(figures, of, ['country']) : [],
    of ? countCases(figures, of, ['detection']) : [],
    opened && picturesOf(context, viewer, opened, criteria, lang),
  ]);
  return {
    ...fields,
    ...{ cells, opened, pictures, asOf },
    before: raised(earlier, [fields.means, fields.places], lists, add),
    cell: of && { members, detections },
    group: groupOf(question, cells, opened),
    coverage: coverageOf(months, lateness, { ...criteria, today: today() }, membersAsked(criteria, offices)),
  };
}

function add(one: CaseCell, other: CaseCell): CaseCell {
  return { ...one, cases: one.cases + other.cases };
}

/** The cell that is asked for, else the one that stands out most. */
function openedOf({ asked }: Question<ConcealmentFields>, cells: readonly Cell[]): Opened | undefined {
  const stated = (value: string): string | null => (value === notStated ? null : value);
  if (asked.row && asked.column) return { row: stated(asked.row), column: stated(asked.column) };
  const plain = {
    most: Number.POSITIVE_INFINITY,
    order: 'size',
    label: (value: string | null) => value ?? '',
  } as const;
  const grid = gridOf(cells, { ...plain, name: 'conveyance' }, { ...plain, name: 'hiding' });
  const best = mostUnusual(grid, marked);
  return best && { row: grid.rows[best.at]?.values[0] ?? null, column: grid.columns[best.across]?.values[0] ?? null };
}

function filterOf(fields: Fields, { row, column }: Opened, { criteria }: Question, context: AnalysisContext) {
  const cell = [narrowedTo(fields.means, [row], context), narrowedTo(fields.places, [column], context)];
  return narrowed(criteria, cell, context.lists);
}

/** The group asked for, else that of most cases in the cell opened, else of all. */
function groupOf(
  { asked }: Question<ConcealmentFields>,
  cells: readonly Cell[],
  opened: Opened | undefined,
): string | undefined {
  if (asked.group) return asked.group;
  const inCell = opened
    ? groupsOf(cells, opened).find(({ group, inCell: count }) => group !== null && count > 0)
    : undefined;
  if (inCell?.group) return inCell.group;
  const groups = tableOf(cells.map(({ values, cases }) => ({ values: [values[2] ?? null, null], cases }))).rows;
  return groups.find(group => group !== null) ?? undefined;
}

/** Published pictures of the place and the means of transport, of the headings asked for; of any date. */
async function picturesOf(
  context: AnalysisContext,
  viewer: Viewer,
  { row, column }: Opened,
  { heading }: Criteria,
  lang: Language,
): Promise<Pictures | undefined> {
  const withPictures = heading.filter(takesPictures);
  if (row === null || column === null || (heading.length > 0 && withPictures.length === 0)) return undefined;
  const asked = { place: column, transport: row, heading: withPictures.join(',') };
  return context.pictures.find(viewer, asked, lang, mostPictures);
}
