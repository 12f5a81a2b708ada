import type { SectionKey } from '../sections.ts';
import type { Breakdown, CountedGoods, CountedReport, Pair, Printed, PrintedGoods, PrintedReport } from './figures.ts';

interface Row<N> {
  readonly label: string;
  readonly pair: Pair<N>;
}

/** Rows as they are printed, and their sum where that stands. */
interface PrintedRows {
  readonly rows: readonly Row<Printed | null>[];
  readonly sum: Pair<Printed>;
}

/** A table of two years that every report may have. */
export interface Place {
  /** Without rows where a report has no such table. */
  counted(report: CountedReport): readonly Row<number>[];
  printed(report: PrintedReport): PrintedRows;
  /** Whether its rows are themselves times or places of reports. */
  readonly rowsAre?: 'month' | 'country';
}

type Count = 'cases' | 'lines';
const held: Pair<Printed> = { now: 'held', before: 'held' };

/** The six sections and what is outside them. */
export function placeOfSections(count: Count): Place {
  return {
    counted: ({ sections, outside }) => [
      ...sections.map(one => ({ label: one.code, pair: one[count] })),
      { label: 'outside', pair: outside[count] },
    ],
    printed: ({ sections, outside, ...report }) => ({
      rows: [
        ...sections.map(one => ({ label: one.code, pair: one[count] })),
        // Its seizures are printed nowhere.
        { label: 'outside', pair: count === 'cases' ? outside : held },
      ],
      sum: report[count],
    }),
  };
}

/** Headings of a section, or groups of a heading. */
export function placeOfGoods(section: SectionKey, heading: string | undefined, count: Count): Place {
  const rowsOf = <N>(goods: readonly { readonly code: string; readonly [of: string]: unknown }[]): Row<N>[] =>
    goods.map(one => ({ label: one.code, pair: one[count] as Pair<N> }));
  return {
    counted: report => rowsOf<number>(countedGoods(report, section, heading).map(one => ({ ...one }))),
    printed: report => {
      const own = report.sections.find(({ code }) => code === section);
      const headings = own?.headings ?? [];
      const one = headings.find(({ code }) => code === heading);
      const [goods, whole]: [readonly PrintedGoods[], PrintedGoods | undefined] =
        heading === undefined ? [headings, own] : [one?.groups ?? [], one];
      return { rows: rowsOf<Printed>(goods.map(part => ({ ...part }))), sum: whole?.[count] ?? held };
    },
  };
}

export function countedGoods(
  { sections }: CountedReport,
  section: SectionKey,
  heading: string | undefined,
): readonly CountedGoods[] {
  const headings = sections.find(({ code }) => code === section)?.headings ?? [];
  return heading === undefined ? headings : (headings.find(({ code }) => code === heading)?.groups ?? []);
}

/** A section by one of its fields. */
export function placeOfBreakdown(section: SectionKey, name: Breakdown): Place {
  const labelled = <N>(rows: readonly { readonly value: string | null; readonly cases: Pair<N> }[] = []): Row<N>[] =>
    rows.map(({ value, cases }) => ({ label: value ?? '', pair: cases }));
  return {
    counted: report => labelled(report.sections.find(({ code }) => code === section)?.by[name]),
    printed: report => {
      const own = report.sections.find(({ code }) => code === section);
      return { rows: labelled(own?.by[name]), sum: own?.cases ?? held };
    },
    ...(name === 'month' || name === 'country' ? { rowsAre: name } : {}),
  };
}
