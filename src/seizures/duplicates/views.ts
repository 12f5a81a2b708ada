import type { presentComparison } from './pages/presenter-compare.ts';
import type { presentGroups } from './pages/presenter-groups.ts';

type Comparison = ReturnType<typeof presentComparison>;

/* What the views of duplicates are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/duplicates/_decide': Pick<Comparison, 'submit'>;
    'seizures/duplicates/_rail': Pick<Comparison, 'willHappen' | 'counted'>;
    'seizures/duplicates/_table': Pick<Comparison, 'records' | 'differing' | 'differ' | 'agreeing' | 'agree'>;
    'seizures/duplicates/compare': Comparison;
    'seizures/duplicates/groups': ReturnType<typeof presentGroups>;
  }
}
