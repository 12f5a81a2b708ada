import type { HeadingMark } from '../seizures/index.ts';
import type { Figure } from './presenter-figures.ts';
import type { presentPlain } from './presenter-plain.ts';
import type { presentHome } from './presenter.ts';

type Plain = ReturnType<typeof presentPlain>;

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'home/_figure': { readonly figure: Figure };
    'home/_list': {
      readonly list: {
        readonly section: {
          readonly title: string;
          readonly count?: string | undefined;
          readonly id: string;
          readonly note?: string | undefined;
          readonly link?: { readonly label: string; readonly href: string } | undefined;
        };
        readonly rows: readonly {
          readonly end: string;
          readonly endHref?: string | undefined;
          readonly tone?: string | undefined;
          readonly title: string;
          readonly text: string;
          readonly icon?: string | undefined;
          readonly href?: string | undefined;
          readonly heading?: HeadingMark | undefined;
        }[];
        readonly empty: { readonly text: string };
      };
    };
    'home/home': ReturnType<typeof presentHome>;
    'home/_contact': { readonly contact: NonNullable<Plain['contact']> };
    'home/_day': { readonly day: NonNullable<Plain['day']> };
    'home/_training': { readonly rows: NonNullable<Plain['training']>['rows'] };
    'home/_more': Pick<Plain, 'ask' | 'text'>;
    'home/plain': Plain;
  }
}
