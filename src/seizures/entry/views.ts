import type { followingParts, onePage, PageField } from './one-page/presenter.ts';
import type { OpenLine } from '../views.ts';
import type { QuickPick } from './one-page/usual.ts';

type OnePage = Awaited<ReturnType<typeof onePage>>;
type Following = Awaited<ReturnType<typeof followingParts>>;

/* What the views of the one page are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/one-page/page': OnePage;
    'seizures/one-page/_following': Following;
    'seizures/one-page/_goods': { readonly goods: OnePage['goods'] };
    'seizures/one-page/_line': { readonly goods: OnePage['goods']; readonly body: OpenLine };
    'seizures/one-page/_fields': { readonly fields: readonly PageField[] };
    'seizures/one-page/_picks': {
      readonly picks: readonly QuickPick[];
      readonly label: string;
      /** They are no habit, as today is none. */
      readonly isPlain?: boolean;
    };
    'seizures/one-page/_tiles': {
      readonly field: {
        readonly id: string;
        readonly name: string;
        readonly label: string;
        readonly value?: unknown;
        readonly error?: string | undefined;
      };
      readonly tiles: OnePage['goods']['headings'];
    };
    'seizures/one-page/_pictures': Pick<OnePage, 'pictures'>;
    'seizures/one-page/_tile': {
      readonly name: string;
      readonly tile: OnePage['goods']['headings']['first'][number];
      readonly isChosen: boolean;
    };
    'seizures/one-page/_hints': { readonly part: OnePage['hints'][number] };
    'seizures/one-page/_rail': Pick<OnePage, 'soFar' | 'stillOpen' | 'alike' | 'audience'>;
    'seizures/one-page/_so-far': Pick<OnePage, 'soFar' | 'stillOpen'>;
    'seizures/one-page/_foot': { readonly draft: OnePage['draft'] };
  }
}
