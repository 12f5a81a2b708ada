import type { presentWatches } from './pages/presenter-list.ts';
import type { presentWatch } from './pages/presenter-one.ts';
import type { watchStrip } from './pages/presenter-strip.ts';

type List = ReturnType<typeof presentWatches>;

/* What the views of saved searches are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/watches/_repair': {
      readonly trouble: NonNullable<List['telling']['rows'][number]['trouble']>;
      readonly id: string;
      readonly may: boolean;
    };
    'seizures/watches/_rows': { readonly rows: List['telling']['rows'] };
    'seizures/watches/_strip': { readonly strip: Awaited<ReturnType<typeof watchStrip>> };
    'seizures/watches/leave': { readonly action: string; readonly isDone: boolean };
    'seizures/watches/list': List;
    'seizures/watches/one': ReturnType<typeof presentWatch>;
  }
}
