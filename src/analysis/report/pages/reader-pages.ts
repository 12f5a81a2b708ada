import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { readQuery } from '../../../fields/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { render } from '../../../web/render.ts';
import { wordsOf } from '../../context.ts';
import type { AnalysisContext } from '../../context.ts';
import { titleOf } from '../drawn/naming.ts';
import { mayEdit } from '../permissions.ts';
import { listNewest } from '../store-files.ts';
import { listReports } from '../store-reports.ts';
import { base, deskHref, load, reportHref, sectionIn } from './load.ts';
import { presentReport, presentSection } from './presenter-report.ts';

/** `/analysis/report`: reports and bulletins as they are read. */
export function readerPages(context: AnalysisContext) {
  const { pool } = context;
  return {
    async index(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const words = wordsOf(context, res);
      const isEditor = mayEdit(viewer);
      const reports = (await listReports(pool)).filter(({ state }) => isEditor || state === 'published');
      const { t } = words;
      render(res, 'analysis/report/index', {
        title: t('report:section'),
        head: {
          title: t('report:section'),
          scope: t('report:scope'),
          actions: isEditor
            ? [{ label: t('report:begin.action'), href: `${base}/new`, icon: 'plus', tone: 'primary' }]
            : [],
        },
        none: t(isEditor ? 'report:noneEditor' : 'report:none'),
        column: ['report', 'state', 'version'].map(key => t(`report:list.${key}`)),
        reports: reports.map(report => ({
          title: titleOf(context, report, res.locals.lang as Language),
          href: reportHref(report),
          desk: isEditor ? { href: deskHref(report), label: t('report:desk.open') } : undefined,
          tag:
            report.state === 'published'
              ? { tone: 'good', icon: 'circle-check', label: t('report:state.published') }
              : { tone: 'warn', icon: 'pencil-line', label: t('report:state.open') },
          version: report.frozenAt === null ? '–' : words.time(report.frozenAt),
        })),
      });
    },

    async report(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const loaded = await load(context, req, res);
      const [files] = await Promise.all([
        listNewest(pool, loaded.report.id),
        recordRead(pool, loaded.viewer, { action: 'report.read', subject: loaded.report.slug }),
      ]);
      render(res, 'analysis/report/report', presentReport(loaded, files));
    },

    async section(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const loaded = await load(context, req, res);
      const section = sectionIn(req, loaded);
      await recordRead(pool, loaded.viewer, {
        action: 'report.read',
        subject: loaded.report.slug,
        detail: { section: section.key },
      });
      render(res, 'analysis/report/section', presentSection(loaded, section));
    },
  };
}
