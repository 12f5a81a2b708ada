import { rights, type Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import type { AnalysisContext } from '../context.ts';
import { titleOf } from './drawn/naming.ts';
import { reportHref } from './pages/load.ts';
import { listReports } from './store-reports.ts';

type Context = Pick<AnalysisContext, 'pool' | 'lists' | 'offices' | 'texts'>;

/** Published bulletins of a region for its page on the website, the newest first; none for who may not read them. */
export function bulletinsOfRegion(context: Context) {
  return async (viewer: Viewer, area: string, words: Words) => {
    if (!rights['database:read'](viewer)) return [];
    const reports = await listReports(context.pool);
    return reports
      .filter(report => report.area === area && report.state === 'published')
      .map(report => ({
        title: titleOf(context, report, words.lang),
        href: reportHref(report),
        text: report.publishedAt ? words.date(report.publishedAt.slice(0, 10)) : '',
      }));
  };
}
