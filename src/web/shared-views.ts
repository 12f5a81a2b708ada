/*
 * What the views under views/shared and views/layout are given: the vocabulary of every page. Icons are names of
 * icons.ts; `html` is what another view made.
 */

import type { FieldProblem } from '../errors.ts';
import type { KeptForm } from './forms/kept-form.ts';
import type { NumbersTable } from './charts/views.ts';

interface Link {
  readonly label: string;
  readonly href: string;
}

export interface Crumb {
  readonly label: string;
  readonly href?: string | undefined;
}

interface Tag {
  readonly label: string;
  readonly icon?: string | undefined;
  /** One of Tone; empty for grey. */
  readonly tone?: string | undefined;
}

export interface HeadingIcon {
  readonly code: string;
  readonly icon: string;
  readonly label: string;
  /** No word beside it: the label goes to screen readers and a title. */
  readonly alone?: boolean | undefined;
  /** Word to show instead of the label, as the product. */
  readonly more?: string | undefined;
}

export interface Action {
  readonly label: string;
  readonly href?: string | undefined;
  /** Id of the form it submits. */
  readonly form?: string | undefined;
  readonly id?: string | undefined;
  readonly icon?: string | undefined;
  /** 'primary', 'danger' or 'quiet'. */
  readonly tone?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}

export interface Notice {
  /** 'info', 'success', 'warning', 'error' or 'urgent'. */
  readonly tone: string;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly note?: string | undefined;
  readonly icon?: string | undefined;
  /** Instead of text. */
  readonly html?: string | undefined;
  readonly actions?: readonly Action[] | undefined;
  /** Announced when it appears. */
  readonly live?: boolean | undefined;
}

interface Item {
  readonly label: string;
  readonly value?: string | number | null | undefined;
  readonly html?: string | undefined;
  readonly note?: string | undefined;
  readonly href?: string | undefined;
  /** Language of the value, where it is not that of the page. */
  readonly lang?: string | undefined;
}

interface PageHead {
  readonly title: string;
  readonly scope?: string | undefined;
  /** Small line above the title. */
  readonly over?: string | undefined;
  readonly crumbs?: readonly Crumb[] | undefined;
  readonly status?: string | undefined;
  readonly tag?: Tag | undefined;
  readonly headings?: readonly HeadingIcon[] | undefined;
  readonly actions?: readonly Action[] | undefined;
  /** Further controls. */
  readonly html?: string | undefined;
}

/** A keyset pager. */
interface Pager {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** A number, or text such as "more than 10,000". */
  readonly total?: number | string | undefined;
  readonly newer?: string | undefined;
  readonly older?: string | undefined;
  readonly newerLabel?: string | undefined;
  readonly olderLabel?: string | undefined;
  readonly sizes?: readonly { readonly size: number; readonly href: string; readonly current: boolean }[] | undefined;
}

interface Panel extends Omit<SectionHead, 'link'> {
  readonly html: string;
  readonly tag?: Tag | undefined;
}

interface Progress {
  readonly label: string;
  readonly parts: readonly {
    readonly key: string;
    readonly label: string;
    readonly count: number;
    /** 'ready', 'repair', 'duplicate', 'rejected' or 'accent'. */
    readonly tone: string;
  }[];
  readonly total: number;
  readonly note?: string | undefined;
  /** Address of JSON: public/js/progress.js. */
  readonly poll?: string | undefined;
  /** Milliseconds. */
  readonly every?: number | undefined;
}

/** The way of goods, as a map and as stops. */
interface RouteShown {
  readonly stops: readonly {
    readonly country: string;
    readonly place?: string | undefined;
    readonly note?: string | undefined;
    readonly kind?: string | undefined;
    readonly declared?: boolean | undefined;
  }[];
  readonly map?: { readonly wide: string; readonly narrow: string; readonly strip?: string | undefined } | undefined;
  /** Printed instead of the stops. */
  readonly inWords?: string | undefined;
}

/** Transport and countries in a row. */
export interface RouteLine {
  readonly transport?: { readonly icon: string; readonly label: string } | undefined;
  readonly stops: readonly { readonly code: string; readonly label: string; readonly seized?: boolean | undefined }[];
}

/** A row of work or news. */
interface ListRow {
  readonly title: string;
  readonly text?: string | undefined;
  readonly href?: string | undefined;
  readonly icon?: string | undefined;
  readonly tone?: string | undefined;
  readonly heading?: HeadingIcon | undefined;
  /** When it is due, or how old it is. */
  readonly end?: string | undefined;
  readonly endTone?: string | undefined;
  readonly endHref?: string | undefined;
}

interface SectionHead {
  readonly title: string;
  readonly note?: string | undefined;
  readonly count?: number | string | undefined;
  readonly link?: (Link & { readonly of?: string | undefined }) | undefined;
  /** Of the h2. */
  readonly id?: string | undefined;
}

interface SortHead extends Link {
  /** 'ascending' or 'descending' where the table is sorted by it. */
  readonly direction?: string | undefined;
  readonly numeric?: boolean | undefined;
  readonly class?: string | undefined;
}

interface Step {
  readonly label: string;
  /** 'done', 'current', 'todo' or 'error'. */
  readonly state: string;
  readonly href?: string | undefined;
}

interface Tabs {
  readonly label: string;
  readonly items: readonly (Link & {
    readonly current?: boolean | undefined;
    readonly count?: number | string | undefined;
    readonly icon?: string | undefined;
  })[];
}

interface TimelineEvent {
  readonly title: string;
  readonly who?: string | undefined;
  readonly reason?: string | null | undefined;
  readonly when: string;
  readonly datetime: string;
  readonly icon?: string | undefined;
  readonly tone?: string | undefined;
  readonly href?: string | undefined;
  readonly changes?:
    | readonly { readonly label: string; readonly old?: string | undefined; readonly new?: string | undefined }[]
    | undefined;
}

interface FigureTable extends NumbersTable {
  readonly label: string;
}

/** What layout/top and layout/plain-top are given. */
interface Top {
  readonly title: string;
  /** Prefixes the title where there are any. */
  readonly problems?: readonly unknown[] | undefined;
  /** Seconds, or what a refresh says after them; only where script is off. */
  readonly refresh?: number | string | undefined;
  /** 'light' or 'dark'. */
  readonly theme?: string | undefined;
}

declare module './render.ts' {
  interface Views {
    'errors/error': {
      readonly status: number;
      readonly requestId: string;
      readonly code: string | undefined;
      readonly problems: readonly FieldProblem[];
      readonly form: KeptForm | undefined;
      readonly retryAfter: number | undefined;
    };
    'layout/_applications': object;
    'layout/_bar': object;
    'layout/_foot': object;
    'layout/_head': Top;
    'layout/_identity': object;
    /** The name of the form, where the page has a second one; full names instead of EN, FR; where to come back to. */
    'layout/_language': { readonly languageName?: string; readonly long?: boolean; readonly url?: string };
    'layout/_mark': object;
    'layout/_sections': object;
    'layout/_sign-out': object;
    'layout/bottom': object;
    'layout/plain-top': Top;
    'layout/top': Top;
    'shared/_actions': { readonly actions: readonly Action[] };
    'shared/_breadcrumb': { readonly breadcrumb: readonly Crumb[] };
    'shared/_chips': {
      readonly chips: readonly { readonly label: string; readonly value: string; readonly href: string }[];
    };
    'shared/_csrf': object;
    'shared/_definition-list': {
      readonly list: { readonly items: readonly Item[]; readonly ruled?: boolean; readonly narrow?: boolean };
    };
    'shared/_empty': { readonly empty: { readonly text: string; readonly action?: Link | undefined } };
    'shared/_facts-strip': {
      readonly facts: readonly {
        readonly label: string;
        readonly value: string | number;
        readonly rest?: string | undefined;
      }[];
    };
    'shared/_figure-table': { readonly table: FigureTable; readonly of: string };
    'shared/_heading-icon': { readonly heading: HeadingIcon };
    'shared/_meanwhile': { readonly meanwhile: { readonly text: string; readonly items: readonly Item[] } };
    'shared/_notice': { readonly notice: Notice };
    'shared/_page-head': { readonly head: PageHead };
    'shared/_pager': { readonly pager: Pager };
    'shared/_panel': { readonly panel: Panel };
    /** The id of the field whose text the script shows. */
    'shared/_preview': { readonly lang?: string; readonly source: string };
    'shared/_print-button': object;
    /** What is printed, and by whom and when. */
    'shared/_print-foot': { readonly foot: { readonly what: string; readonly by: string } };
    'shared/_print-head': {
      readonly head: {
        readonly lead: string;
        readonly lines?: readonly string[] | undefined;
        readonly code?: string | undefined;
        readonly notes?: readonly string[] | undefined;
      };
    };
    'shared/_progress': { readonly progress: Progress };
    'shared/_quantity': {
      readonly quantity: { readonly value?: string | undefined; readonly unit?: string | undefined } | undefined;
    };
    'shared/_route': { readonly route: RouteLine };
    'shared/_route-map': { readonly route: RouteShown };
    'shared/_rows': { readonly rows: readonly ListRow[] };
    'shared/_section-head': { readonly section: SectionHead };
    'shared/_sort-head': { readonly sort: SortHead };
    'shared/_status-tag': { readonly status: string };
    'shared/_steps': { readonly steps: readonly Step[] };
    'shared/_tabs': { readonly tabs: Tabs };
    'shared/_tag': { readonly tag: Tag };
    'shared/_timeline': { readonly events: readonly TimelineEvent[] };
    'shared/_totals': {
      readonly totals: {
        readonly items: readonly { readonly value: string; readonly unit: string }[];
        readonly more?: Link | undefined;
      };
    };
    'shared/_view-switch': { readonly views: Tabs };
  }
}
