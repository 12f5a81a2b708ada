import type { presentLines } from './pages/presenter-lines.ts';
import type { presentMember, presentMembers } from './pages/presenter-members.ts';
import type { presentOverview } from './pages/presenter-overview.ts';
import type { presentReport } from './pages/presenter-report.ts';
import type { presentSent } from './pages/presenter-sent.ts';

type Report = ReturnType<typeof presentReport>;

/* What the views of the obligations are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'analysis/obligations/_leave': { readonly leave: NonNullable<Report['leave']> };
    'analysis/obligations/_line': { readonly line: NonNullable<Report['leave']>['lines'][number] };
    'analysis/obligations/_missing': Pick<Report, 'missing' | 'columns' | 'none'>;
    'analysis/obligations/_reports': Pick<ReturnType<typeof presentOverview>, 'columns' | 'rows'>;
    'analysis/obligations/_sent': { readonly sent: Report['sent'] };
    'analysis/obligations/_take': { readonly take: Report['take'] };
    'analysis/obligations/index': ReturnType<typeof presentOverview> & { readonly opened: Report };
    'analysis/obligations/lines': ReturnType<typeof presentLines>;
    'analysis/obligations/member': ReturnType<typeof presentMember>;
    'analysis/obligations/members': ReturnType<typeof presentMembers>;
    'analysis/obligations/sent': ReturnType<typeof presentSent>;
  }
}
