import type { presentDesk } from './pages/presenter-desk.ts';
import type { presentReport, presentSection } from './pages/presenter-report.ts';
import type { presentWorks } from './pages/presenter-work.ts';
import type { NumbersTable } from '../../web/charts/index.ts';
import type { SpokenPart } from './drawn/text.ts';
import type { Views as Shared } from '../../web/render.ts';

export interface Link {
  readonly label: string;
  readonly href: string;
}

interface Told {
  readonly title: string;
  readonly text: string;
  readonly link: Link | undefined;
  readonly action: string;
  readonly noted: string;
}

type Desk = ReturnType<typeof presentDesk>;
type Tag = Shared['shared/_tag']['tag'];

/* What the views of reports are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'analysis/report/_checks': { readonly conditions: Desk['conditions'] };
    'analysis/report/_count': { readonly count: Desk['freezing'] };
    'analysis/report/_contents': { readonly contents: ReturnType<typeof presentReport>['contents'] };
    'analysis/report/_differences': { readonly differences: Desk['differences'] };
    'analysis/report/_files': Pick<Desk, 'files' | 'filesNote' | 'whole'>;
    'analysis/report/_parts': { readonly parts: readonly SpokenPart[] };
    'analysis/report/_plain-table': { readonly table: NumbersTable };
    'analysis/report/_review': { readonly review: Desk['review'] };
    'analysis/report/_sections': Pick<Desk, 'sections' | 'closed'>;
    'analysis/report/_studies': { readonly studies: Desk['studies'] };
    'analysis/report/_study': { readonly study: ReturnType<typeof presentSection>['studies'][number] };
    'analysis/report/_told': { readonly told: Told };
    'analysis/report/_text': { readonly text: Desk['text'] };
    'analysis/report/_whole': Pick<Desk, 'whole' | 'freezing'>;
    'analysis/report/_work': { readonly work: NonNullable<Desk['freezing']['work']> };
    'analysis/report/desk': Desk;
    'analysis/report/index': {
      readonly title: string;
      readonly head: Shared['shared/_page-head']['head'];
      readonly recalled: readonly Told[];
      readonly none: string;
      readonly column: readonly string[];
      readonly reports: readonly {
        readonly title: string;
        readonly href: string | undefined;
        readonly desk: Link | undefined;
        readonly tag: Tag;
        readonly version: string;
      }[];
    };
    'analysis/report/report': ReturnType<typeof presentReport>;
    'analysis/report/section': ReturnType<typeof presentSection>;
    'analysis/report/works': ReturnType<typeof presentWorks>;
  }
}
