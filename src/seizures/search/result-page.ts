import type { Criteria } from './criteria.ts';
import { writeCursor, type Cursor } from './cursor.ts';
import type { Status } from '../seizure.ts';

/** Counts are exact up to this many; beyond it the page says "more than". */
export const countedTo = 10_000;

/** One row of the list. Codes, not names: the presenter names them in the viewer's language. */
export interface ListRow {
  readonly id: number;
  readonly ref: string;
  readonly status: Status;
  readonly seizureDate: string;
  readonly country: string;
  readonly placeName: string | null;
  readonly location: string | null;
  readonly headings: readonly string[];
  readonly lineCount: number;
  readonly origin: string | null;
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
  readonly transport: string | null;
  readonly concealment: string | null;
  readonly synthetic: boolean;
  /** Its goods lines in their order, the first `linesRead` of them. */
  readonly goods: readonly ListLine[];
  readonly place: string;
}

/** One goods line of a row. */
export interface ListLine {
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  /** Currency of the quantity, where it is an amount of money. */
  readonly currency: string | null;
}

export interface ResultPage {
  readonly rows: readonly ListRow[];
  /** Exact to `countedTo`; one more means "more than". */
  readonly total: number;
  /** Number of the first row shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after?: string;
  readonly before?: string;
}

/**
 * The page of a search whose rows and number were read apart, at two moments. The number never contradicts the rows,
 * and tells no more than a count would have.
 */
export function pageOfTotal(page: ResultPage, criteria: Criteria, total: number): ResultPage {
  const found = page.rows.length + (page.after === undefined ? 0 : 1);
  return { ...page, total: agreed(Math.min(total, countedTo + 1), criteria, found) };
}

/** Rows as they were read, one more than are shown where there are more. */
export function toPage(criteria: Criteria, rows: readonly (ListRow & { total: number })[]): ResultPage {
  const found = rows.filter(row => row.id !== null);
  const more = found.length > criteria.rows;
  const shown = found.slice(0, criteria.rows);
  const backwards = criteria.before !== undefined;
  if (backwards) shown.reverse();
  const start = backwards
    ? Math.max(0, (criteria.before?.position ?? 0) - shown.length)
    : (criteria.after?.position ?? 0);
  const hasAfter = backwards ? true : more;
  const hasBefore = backwards ? more : criteria.after !== undefined;
  const [head, tail] = [shown[0], shown.at(-1)];
  return {
    rows: shown,
    total: agreed(rows[0]?.total ?? 0, criteria, found.length),
    first: shown.length > 0 ? start + 1 : 0,
    ...(hasAfter && tail ? { after: writeCursor(at(tail, start + shown.length)) } : {}),
    ...(hasBefore && head ? { before: writeCursor(at(head, start)) } : {}),
  };
}

/**
 * A count taken a moment ago never contradicts the first page: it holds every row there is, or at least one more than
 * it shows.
 */
function agreed(total: number, { after, before, rows }: Criteria, found: number): number {
  if (after !== undefined || before !== undefined) return total;
  return found > rows ? Math.max(total, found) : found;
}

function at(row: ListRow, position: number): Cursor {
  return { value: row.place, id: row.id, position };
}
