import type { presentFound } from './presenter.ts';

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'search/search': ReturnType<typeof presentFound>;
  }
}
