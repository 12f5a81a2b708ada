import type { pageOf, treeOf } from './pages/pages.ts';
import type { Row } from './pages/presenter.ts';

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'reference/_row': {
      readonly row: Row;
      readonly hasParents: boolean;
      readonly hasValidity: boolean;
      readonly kind: string;
    };
    'reference/_search': {
      readonly parent?: { readonly code: string; readonly name: string } | undefined;
      readonly kind: string;
      readonly q: string;
    };
    'reference/index': {
      readonly groups: readonly {
        readonly key: string;
        readonly lists: readonly { readonly kind: string; readonly count: number }[];
      }[];
      readonly total: number;
    };
    'reference/list': ReturnType<typeof pageOf>;
    'reference/tree': ReturnType<typeof treeOf>;
  }
}
