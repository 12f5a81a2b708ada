import type { presentFlags } from '../flags/presenter-flags.ts';
import type { presentDesk } from './pages/presenter-desk.ts';
import type { presentChangedSince, presentPane } from './pages/presenter-pane.ts';
import type { presentTurnaround } from './pages/presenter-turnaround.ts';

type Desk = ReturnType<typeof presentDesk>;
type Hidden = readonly { readonly name: string; readonly value: string }[];

/* What the views of the desk are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/verification/_changed': {
      readonly changed: Omit<NonNullable<ReturnType<typeof presentChangedSince>>, 'title'>;
    };
    'seizures/verification/_filter': { readonly filter: Desk['filter']; readonly kind: string | undefined };
    'seizures/verification/_flags': {
      readonly flags: ReturnType<typeof presentFlags>;
      readonly ref: string;
      readonly version: string;
      readonly mayConfirm: boolean;
      readonly maySettle: boolean;
      readonly hidden: Hidden;
      readonly from: string;
    };
    'seizures/verification/_hidden': { readonly hidden: Hidden };
    'seizures/verification/_pane': { readonly pane: ReturnType<typeof presentPane>; readonly hidden: Hidden };
    'seizures/verification/_queue': Pick<Desk, 'rows' | 'empty' | 'shown' | 'nextHref'> & { readonly hidden: Hidden };
    'seizures/verification/desk': Desk;
    'seizures/verification/turnaround': ReturnType<typeof presentTurnaround>;
  }
}
