import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, NotVisible } from '../../../errors.ts';
import { choice, readForm, readQuery } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import { sendOriginal } from '../../../web/send-file.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { presentLines } from './presenter-lines.ts';
import type { Reports } from '../read.ts';
import { findFile } from '../store-sendings.ts';
import { takeFile } from '../take.ts';
import { knownOffice, openedHref, wantedOf } from './owner.ts';

/** All lines of a report, and its file. */
export function filePages(context: AnalysisContext, reports: Reports) {
  const { pool, offices, files } = context;
  return {
    /** Every line and column as it will leave. */
    async lines(req: Request, res: Response): Promise<void> {
      const wanted = wantedOf(offices, req);
      const viewer = viewerOf(req);
      const { only } = readQuery(req.query, { only: choice(['lacking', 'ready']) });
      const [made] = await Promise.all([
        reports.made(viewer, wanted),
        recordRead(pool, viewer, {
          action: 'obligation.read',
          subject: wanted.owner.code,
          detail: { report: wanted.report, year: wanted.year, lines: true },
        }),
      ]);
      render(res, 'analysis/obligations/lines', presentLines({ wanted, made, only }, wordsOf(context, res)));
    },

    /** Makes and keeps the file of what is ready, and hands it out. */
    async take(req: Request, res: Response): Promise<void> {
      const wanted = wantedOf(offices, req);
      const { values, problems } = readForm(req.body, { which: choice(['ready', 'unsent']) });
      if (!values) throw new BadRequest(problems);
      const viewer = viewerOf(req);
      const made = await reports.made(viewer, wanted);
      const taking = { wanted, made, onlyUnsent: values.which === 'unsent' };
      let id: string;
      try {
        id = await takeFile(context, viewer, taking, wordsOf(context, res));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // What was ready is not any more: the page says so.
        return res.redirect(303, openedHref(wanted.report, wanted.year));
      }
      res.redirect(303, `/analysis/obligations/files/${id}`);
    },

    /** A file that was taken, as it left. */
    async download(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const id = uuidParam(req, 'file');
      const file = await findFile(pool, id);
      if (!file || !knownOffice(viewer, offices.byId(file.officeId))?.isOwn) throw new NotVisible('no such file');
      await recordRead(pool, viewer, {
        action: 'obligation.fileOpened',
        subject: id,
        detail: { report: file.report, year: file.year, lines: file.lines },
      });
      await sendOriginal(res, files, { storedId: file.storedId, size: file.size, kind: 'xlsx', name: file.name });
    },
  };
}
