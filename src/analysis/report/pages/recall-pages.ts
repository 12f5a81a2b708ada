import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden } from '../../../errors.ts';
import { asking, longtext, readForm, readQuery, type Fields, type Typed } from '../../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../../forms/index.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import type { AnalysisContext } from '../../context.ts';
import { mayRecall } from '../permissions.ts';
import { noteOfRecall, recallReport } from '../work/recall.ts';
import { base, deskHref, load, reportHref, type Loaded } from './load.ts';

// A published report is recalled with a reason; whoever is told of it notes it.

const fields = { reason: longtext({ max: 1000 }) } satisfies Fields;

function recallForm({ report, title, words }: Loaded, typed: Partial<Typed>): FormPage {
  const { t } = words;
  const ask = asking(fields, typed, words, 'report:recall');
  return {
    title: t('report:recall.title', { title }),
    lead: t('report:recall.lead'),
    crumbs: [
      { label: t('report:section'), href: base },
      { label: report.slug, href: reportHref(report) },
      { label: t('report:recall.act') },
    ],
    action: `${deskHref(report)}/recall`,
    groups: [{ fields: [ask('reason', { hint: t('report:recall.reasonHint'), rows: 4 })] }],
    submit: { label: t('report:recall.act'), icon: 'undo-2' },
    cancelHref: deskHref(report),
  };
}

async function recallable(context: AnalysisContext, req: Request, res: Response): Promise<Loaded> {
  const loaded = await load(context, req, res);
  if (!mayRecall(loaded.viewer, loaded.report)) throw new Forbidden('not the one who recalls');
  return loaded;
}

export async function ask(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const loaded = await recallable(context, req, res);
  showForm(res, loaded.words, recallForm(loaded, {}));
}

export async function recall(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const loaded = await recallable(context, req, res);
  const reading = readForm(req.body, fields);
  await answerForm(res, loaded.words, recallForm(loaded, reading.typed), reading, async ({ reason }) => {
    await recallReport(context, loaded.viewer, loaded.report.slug, reason);
    return deskHref(loaded.report);
  });
}

export async function noted(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  await noteOfRecall(context, viewerOf(req), uuidParam(req, 'recall'));
  res.redirect(303, base);
}
