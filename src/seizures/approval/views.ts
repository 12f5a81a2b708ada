import type { presentDesk, rulesItems } from './pages/presenter-desk.ts';
import type { presentOwn } from './pages/presenter-own.ts';
import type { presentSent } from './pages/presenter-sent.ts';
import type { RulesPage } from './pages/rules.ts';

type Desk = ReturnType<typeof presentDesk>;

/* What the views of approval are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/approval/_before': object;
    'seizures/approval/_month': Pick<Desk, 'approved' | 'pace'>;
    'seizures/approval/_own': { readonly approval: ReturnType<typeof presentOwn> };
    'seizures/approval/_rules': { readonly items: ReturnType<typeof rulesItems> };
    'seizures/approval/desk': Desk;
    'seizures/approval/one': Awaited<ReturnType<typeof presentSent>>;
    'seizures/approval/rules': RulesPage;
  }
}
