import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { readQuery } from '../../../fields/index.ts';
import type { Language } from '../../../i18n/index.ts';
import type { Words } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { titleOf } from '../drawn/naming.ts';
import { mayEdit } from '../permissions.ts';
import { listNewest } from '../store-files.ts';
import { listUnnoted, type ToldRow } from '../store-recalls.ts';
import { listReports, type ReportRow } from '../store-reports.ts';
import { base, deskHref, load, reportHref, sectionIn } from './load.ts';
import { presentReport, presentSection } from './presenter-report.ts';

/** What whoever opened a PDF is told of its recall, until it is noted. */
function toldShown({ id, slug, reason, recalledAt, correctedAt }: ToldRow, title: string, { t, date }: Words) {
  const key = correctedAt === null ? 'recalled' : 'corrected';
  return {
    title: t(`report:told.${key}`, { title }),
    text: t(`report:told.${key}Text`, { date: date(recalledAt.slice(0, 10)), reason }),
    link: correctedAt === null ? undefined : { href: reportHref({ slug }), label: t('report:told.open') },
    action: `${base}/recalls/${id}/noted`,
    noted: t('report:told.noted'),
  };
}

function tagOf({ state, isRecalled }: Pick<ReportRow, 'state' | 'isRecalled'>, t: Words['t']) {
  if (state === 'published') return { tone: 'good', icon: 'circle-check', label: t('report:state.published') };
  return isRecalled
    ? { tone: 'warn', icon: 'undo-2', label: t('report:state.recalled') }
    : { tone: 'warn', icon: 'pencil-line', label: t('report:state.open') };
}

/** `/analysis/report`: reports and bulletins as they are read. */
export function readerPages(context: AnalysisContext) {
  const { pool } = context;
  return {
    async index(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const words = wordsOf(context, res);
      const isEditor = mayEdit(viewer);
      const [all, recalled] = await Promise.all([listReports(pool), listUnnoted(pool, viewer)]);
      // What was recalled is named to readers too: they may have it.
      const reports = all.filter(({ state, isRecalled }) => isEditor || state === 'published' || isRecalled);
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
        recalled: recalled.map(one => toldShown(one, titleOf(context, one, res.locals.lang as Language), words)),
        none: t(isEditor ? 'report:noneEditor' : 'report:none'),
        column: ['report', 'state', 'version'].map(key => t(`report:list.${key}`)),
        reports: reports.map(report => ({
          title: titleOf(context, report, res.locals.lang as Language),
          href: isEditor || report.state === 'published' ? reportHref(report) : undefined,
          desk: isEditor ? { href: deskHref(report), label: t('report:desk.open') } : undefined,
          tag: tagOf(report, t),
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
