import type { presentReturn } from './presenter.ts';
import type { presentGaps, presentList } from './presenter-lists.ts';

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'returns/_score': Pick<ReturnType<typeof presentReturn>, 'score'>;
    'returns/list': ReturnType<typeof presentList>;
    'returns/records': ReturnType<typeof presentGaps>;
    'returns/return': ReturnType<typeof presentReturn>;
  }
}
