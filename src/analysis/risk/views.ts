import type { Views as Shared } from '../../web/render.ts';
import type { presentIndicator } from './pages/presenter-indicator.ts';
import type { presentList } from './pages/presenter-list.ts';
import type { presentSearch } from './pages/presenter-search.ts';
import type { RowShown } from './pages/presenter-rows.ts';

type Indicator = ReturnType<typeof presentIndicator>;
type List = ReturnType<typeof presentList>;

/* What the views of risk indicators are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'analysis/risk/_case': { readonly one: Indicator['cases']['rows'][number] };
    'analysis/risk/_caveats': Pick<Indicator, 'caveats'>;
    'analysis/risk/_given-up': { readonly givenUp: List['givenUp'] };
    'analysis/risk/_made': { readonly made: NonNullable<NonNullable<Indicator['givenUp']>['made']> };
    'analysis/risk/_key': Pick<List, 'key'>;
    'analysis/risk/_left-out': {
      readonly leftOut: NonNullable<Indicator['leftOut']>;
      readonly figure: Shared['shared/_figure-foot']['figure'];
    };
    'analysis/risk/_panel': { readonly panel: Indicator['panels'][number] };
    'analysis/risk/_pictures': { readonly pictures: NonNullable<Indicator['pictures']> };
    'analysis/risk/_row': { readonly row: RowShown; readonly heads: readonly string[] };
    'analysis/risk/_rows': { readonly rows: readonly RowShown[]; readonly heads: readonly string[] };
    'analysis/risk/indicator': Indicator;
    'analysis/risk/list': List;
    'analysis/risk/search': ReturnType<typeof presentSearch>;
  }
}
