import { isReady, mendHref, recordsOf, type LeftReason, type Made, type Row } from './sheets/make.ts';

/** What the page of a Member shows of a report, without all its lines. */
export interface Summary {
  /** Lines. */
  readonly all: number;
  readonly ready: number;
  readonly records: number;
  readonly hasSynthetic: boolean;
  readonly left: Readonly<Record<LeftReason, number>>;
  /** What is missing, the most frequent first. */
  readonly missing: readonly Missing[];
  /** A few lines in their order: some of those that lack something, and ready ones. */
  readonly sample: readonly Row[];
}

/** Something that lines lack, and where the first records are completed. */
interface Missing {
  /** A word of obligations:gap. */
  readonly key: string;
  readonly lines: number;
  readonly records: number;
  readonly first: readonly { readonly ref: string; readonly href: string }[];
}

const mostRefs = 6;
const mostLines = 5;
const mostLacking = 2;

/** Pure. */
export function summaryOf({ rows, left }: Pick<Made, 'rows' | 'left'>): Summary {
  return {
    all: rows.length,
    ready: rows.filter(isReady).length,
    records: recordsOf(rows),
    hasSynthetic: rows.some(({ synthetic }) => synthetic),
    left,
    missing: missingIn(rows),
    sample: sampleOf(rows),
  };
}

function missingIn(rows: readonly Row[]): Missing[] {
  const gaps = rows.flatMap(row => row.gaps.map(gap => ({ key: gap.key, row, href: mendHref(row, gap) })));
  return [...Map.groupBy(gaps, ({ key }) => key)]
    .map(([key, some]) => {
      // Of several lines of a record the first is opened.
      const refs = [...new Map(some.toReversed().map(({ row, href }) => [row.ref, href]))].toReversed();
      const first = refs.slice(0, mostRefs).map(([ref, href]) => ({ ref, href }));
      return { key, lines: some.length, records: refs.length, first };
    })
    .sort((a, b) => b.lines - a.lines);
}

function sampleOf(rows: readonly Row[]): Row[] {
  const lacking = rows.filter(row => !isReady(row)).slice(0, mostLacking);
  const ready = rows.filter(isReady).slice(0, mostLines - lacking.length);
  const chosen = new Set([...lacking, ...ready]);
  return rows.filter(row => chosen.has(row));
}
