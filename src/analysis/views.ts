import type { presentObligations } from './obligations/presenter.ts';
import type { presentOverview } from './overview/presenter.ts';

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'analysis/obligations/index': ReturnType<typeof presentObligations>;
    'analysis/overview': ReturnType<typeof presentOverview>;
  }
}
