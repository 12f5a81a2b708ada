/*
 * What views/shared/_figure.ejs and the parts in it are given. Drawings come from this folder; the words are the
 * caller’s, in the language of the page.
 */

interface Link {
  readonly label: string;
  readonly href: string;
}

/** A sentence, or its parts where a word is strong or leads somewhere. */
export type Wording = string | readonly (string | { readonly text: string; readonly href?: string | undefined })[];

/** What stands in a table: words, or a number as numberCell() and its like make it, with the cases it counts. */
export type NumberCell =
  | string
  | {
      readonly text: string;
      readonly href?: string | undefined;
      /** As a number, for files. */
      readonly value?: number | undefined;
      /** Whether the number is shown in percent. */
      readonly isPercent?: boolean | undefined;
      /** Numbers in several units, which are not added: files have a column for each. */
      readonly sums?: readonly UnitSum[] | undefined;
    };

interface UnitSum {
  readonly unit: string;
  /** A word where the number is not told. */
  readonly value: number | string;
}

/** The numbers of a figure; the first cell of a row names it. */
export interface NumbersTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly NumberCell[])[];
}

export interface CoverageShown {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly href?: string | undefined }[];
  /** One grey note, its first words strong. */
  readonly note?: Wording | undefined;
  /** Between rows and note, as a small table. */
  readonly html?: string | undefined;
}

export interface FigureShown {
  /** Of its title, unlike any other on the page. */
  readonly id: string;
  /** The finding, as a sentence. */
  readonly title: string;
  /** Measure, unit, period, count. */
  readonly sub?: Wording | undefined;
  /** The same numbers drawn otherwise. */
  readonly views?:
    | {
        readonly label: string;
        readonly items: readonly (Link & { readonly icon?: string; readonly current?: boolean })[];
      }
    | undefined;
  /** Signs that return in many panels: `svg` from keySign(), `before` stands ahead of it. */
  readonly key?:
    | readonly { readonly svg?: string | undefined; readonly label: string; readonly before?: string | undefined }[]
    | undefined;
  readonly chart?: { readonly wide: string; readonly narrow: string } | undefined;
  /** Instead of the chart or under it, as a heat table. */
  readonly html?: string | undefined;
  /** Where there is nothing to draw. */
  readonly empty?: { readonly text: string; readonly action?: Link | undefined } | undefined;
  readonly note?: Wording | undefined;
  /** What people wrote of it, one below the other. */
  readonly notes?: readonly Wording[] | undefined;
  readonly table?: NumbersTable | undefined;
  /** The cases, and what else can be done. */
  readonly links?: readonly Link[] | undefined;
  /** SVG, PNG, CSV, XLSX. */
  readonly files?: readonly Link[] | undefined;
  readonly coverage?: CoverageShown | undefined;
}

export interface HeatCell {
  readonly text: string | number;
  /** 1 to 5, from heatTone(); nothing or 0 is blank. */
  readonly tone?: number | undefined;
  /** More than row and column predict. */
  readonly over?: boolean | undefined;
  /**
   * 'few' (1–2, not printed), 'held' (would give a few away), 'small' (under ten), 'zero' (0, or no quantity in this
   * unit), 'sum'.
   */
  readonly kind?: 'few' | 'held' | 'small' | 'zero' | 'sum' | undefined;
  readonly href?: string | undefined;
  /** Opened below. */
  readonly framed?: boolean | undefined;
  readonly title?: string | undefined;
}

export interface HeatTable {
  /** Names the region that scrolls, and the table. */
  readonly caption: string;
  readonly rowHead: string;
  /** Where each row has a unit of its own. */
  readonly unitHead?: string | undefined;
  readonly columns: readonly { readonly label: string; readonly href?: string | undefined }[];
  /** Over the sums at the right; without it there are none. */
  readonly sumHead?: string | undefined;
  readonly groups: readonly {
    readonly label: string;
    readonly icon?: string | undefined;
    readonly href?: string | undefined;
    /** One, or one a unit. */
    readonly rows: readonly {
      readonly unit?: string | undefined;
      readonly cells: readonly HeatCell[];
      readonly sum?: HeatCell | undefined;
      /** Over all columns, where the row is too small to split. */
      readonly instead?: string | undefined;
    }[];
  }[];
  /** Sums: one row a unit, sums at the right included. */
  readonly foot?:
    | readonly {
        readonly label: string;
        readonly unit?: string | undefined;
        readonly quiet?: boolean | undefined;
        readonly cells: readonly HeatCell[];
      }[]
    | undefined;
}

declare module '../render.ts' {
  interface Views {
    'shared/_coverage': { readonly coverage: CoverageShown; readonly id: string };
    'shared/_figure': { readonly figure: FigureShown };
    'shared/_figure-files': { readonly title: string; readonly files: readonly Link[] };
    'shared/_figure-foot': { readonly figure: Pick<FigureShown, 'title' | 'table' | 'links' | 'files'> };
    'shared/_heat-cell': { readonly cell: HeatCell };
    'shared/_heat-over': object;
    'shared/_heat-table': { readonly heat: HeatTable };
    'shared/_numbers-table': { readonly table: NumbersTable; readonly of: string };
    'shared/_wording': { readonly wording: Wording };
  }
}
