import type { presentOverview } from './overview/presenter.ts';

/** A question whose fields stand in a line under the head, and fold on a phone. */
export interface AskedQuestion {
  readonly action: string;
  /** Of the fold: "Change the question". */
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
}

/* What the views of this feature are given: src/web/render.ts. Obligations have a file of their own. */
declare module '../web/render.ts' {
  interface Views {
    'analysis/_question': { readonly question: AskedQuestion };
    'analysis/overview': ReturnType<typeof presentOverview>;
  }
}
