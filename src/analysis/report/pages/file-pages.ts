import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, NotFound } from '../../../errors.ts';
import { choice, readQuery } from '../../../fields/index.ts';
import { sendOriginal } from '../../../web/send-file.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { mayEdit } from '../permissions.ts';
import { listCases } from '../store-cases.ts';
import { findFile, type FileRow } from '../store-files.ts';
import { askForPdf, stopPdf } from '../work/make-pdf.ts';
import { load } from './load.ts';
import { fileWork, progressOf } from './presenter-work.ts';
import { goOn, readAct } from './show-desk.ts';

/** The file of the address: of a published report for every reader, of any for its editors. Throws NotFound. */
async function fileIn({ pool }: AnalysisContext, req: Request): Promise<FileRow> {
  const file = await findFile(pool, uuidParam(req, 'file'));
  if (!file || !(file.isPublished || mayEdit(viewerOf(req)))) throw new NotFound('no such file');
  return file;
}

/** Whether every case in a file is still one that everybody may open: a file made before is not handed out again. */
async function holdsReleasedOnly({ pool }: AnalysisContext, { reportId, cases }: FileRow): Promise<boolean> {
  if (cases.length === 0) return true;
  const open = new Set((await listCases(pool, reportId)).filter(one => one.isReleased).map(({ ref }) => ref));
  return cases.every(ref => open.has(ref));
}

export async function askFile(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { report, viewer } = await load(context, req, res);
  const { values, problems, note, section } = readAct(req, { lang: choice(['en', 'fr']) });
  if (!values) throw new BadRequest(problems);
  await askForPdf(context, viewer, report.slug, values.lang);
  await goOn(context, req, res, { slug: report.slug, key: section, note });
}

export async function download(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const file = await fileIn(context, req);
  if (file.state !== 'made' || file.storedId === null) throw new NotFound('not made yet');
  if (!(await holdsReleasedOnly(context, file))) throw new NotFound('a case in it is not open to everybody any more');
  await recordRead(context.pool, viewerOf(req), {
    action: 'report.fileOpened',
    subject: file.name ?? file.id,
    detail: { file: file.id, lang: file.lang, pages: file.pages },
  });
  const { storedId, size, name } = file;
  await sendOriginal(res, context.files, { storedId, size: size ?? 0, kind: 'pdf', name: name ?? 'report.pdf' });
}

/** How far a file is, for public/js/progress.js. */
export async function progress(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  res.json(progressOf(fileWork(await fileIn(context, req), wordsOf(context, res))));
}

export async function stop(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { note, section } = readAct(req, {});
  const file = await fileIn(context, req);
  await stopPdf(context, viewerOf(req), file);
  await goOn(context, req, res, { slug: file.slug, key: section, note });
}
