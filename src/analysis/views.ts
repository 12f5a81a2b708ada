import type { FormField } from '../fields/index.ts';
import type { Views as Shared } from '../web/render.ts';
import type { presentConcealment } from './concealment/presenter.ts';
import type { presentCrossTable } from './cross-table/presenter.ts';
import type { presentOverview } from './overview/presenter.ts';
import type { presentRoutes } from './flows/presenter.ts';
import type { Part } from './question/files.ts';
import type { elsewhere } from './question/presenter-question.ts';
import type { presentIndex } from './situations/presenter-index.ts';
import type { presentSituation } from './situations/presenter.ts';
import type { publishedPart } from './totals/presenter.ts';
import type { presentTrends } from './trends/presenter.ts';

/** A question whose fields stand in a line under the head, and fold on a phone. */
export interface AskedQuestion {
  readonly action: string;
  /** Of the fold: "Change the question". */
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly (FormField & { readonly error?: string })[];
  /** What could not be read, each leading to its field where there is one. */
  readonly problems?: readonly { readonly text: string; readonly href?: string }[];
  /** What the address asks beside the fields. */
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
  /** The same in words, each with its value. */
  readonly others?: readonly { readonly label: string; readonly value: string }[];
}

interface SheetBegin {
  readonly action: string;
  readonly label: string;
  readonly clientUuid: string;
}

/* What the views of this feature are given: src/web/render.ts. Obligations have a file of their own. */
declare module '../web/render.ts' {
  interface Views {
    'analysis/_head': {
      readonly head: { readonly title: string; readonly scope: string };
      readonly elsewhere: ReturnType<typeof elsewhere>;
      readonly switches?: Shared['shared/_view-switch']['views'];
      /** To a watch list of the same search. */
      readonly follow?: { readonly href: string; readonly label: string };
      /** A document of the website that is begun with the same search. */
      readonly begin?: SheetBegin | undefined;
    };
    'analysis/_parts': { readonly parts: readonly Part[]; readonly asOf: string };
    'analysis/_question': { readonly question: AskedQuestion };
    'analysis/concealment': ReturnType<typeof presentConcealment>;
    'analysis/cross-table': ReturnType<typeof presentCrossTable>;
    'analysis/overview': ReturnType<typeof presentOverview>;
    'analysis/routes': ReturnType<typeof presentRoutes>;
    'analysis/_published': { readonly published: NonNullable<ReturnType<typeof publishedPart>> };
    'analysis/situation': ReturnType<typeof presentSituation> & {
      readonly published: ReturnType<typeof publishedPart>;
      readonly begin: SheetBegin | undefined;
    };
    'analysis/_situations-table': {
      readonly rows: readonly (ReturnType<typeof presentIndex>['lists'][number]['rows'][number] & {
        readonly kind?: string;
      })[];
      readonly of: string;
    };
    'analysis/situations': ReturnType<typeof presentIndex>;
    'analysis/trends': ReturnType<typeof presentTrends> & { readonly published: ReturnType<typeof publishedPart> };
  }
}
