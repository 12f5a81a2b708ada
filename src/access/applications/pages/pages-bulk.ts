import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { note } from '../../../audit/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Texts } from '../../../i18n/index.ts';
import type { Office } from '../../../reference/index.ts';
import { requireToken } from '../../../web/forms/csrf.ts';
import { viewerOf } from '../../guard.ts';
import { levelsFor, usualYears } from '../application.ts';
import { checkCourse } from '../bulk/check.ts';
import { readCourse } from '../bulk/form.ts';
import type { TypedCourse } from '../bulk/form.ts';
import { Unreadable, limits } from '../bulk/limits.ts';
import { readFile } from '../bulk/read-file.ts';
import { rowsOf } from '../bulk/rows.ts';
import { submitCourse } from '../bulk/submit.ts';
import { csvTemplate, xlsxTemplate } from '../bulk/template.ts';
import { wordsOf } from './pages-common.ts';
import { courseView } from './presenter-bulk.ts';
import { officeOf } from '../context.ts';
import type { ApplicationsContext } from '../context.ts';
import { domainsOf } from '../store.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { anyText, readForm, readQuery } from '../../../fields/index.ts';

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    files: 1,
    fileSize: limits.bytes,
    fields: 8,
    parts: 10,
    fieldNameSize: 60,
    fieldSize: 16_384,
    headerPairs: 40,
  },
}).single('file');
const common = { office: anyText, course: anyText, reason: anyText, endsOn: anyText, level: anyText };

/** Applying for a course: the file is read and checked, its rows are put right on the page, and sent together. */
export function bulkPages(context: ApplicationsContext & { readonly texts: Texts }) {
  const showPage = async (
    req: Request,
    res: Response,
    typed: TypedCourse & { level?: string },
    problems: readonly FieldProblem[],
    office: Office | undefined,
  ): Promise<void> => {
    const domains = office ? await domainsOf(context.pool, office.id) : [];
    render(
      res,
      typed.rows.length > 0 ? 'applications/bulk-check' : 'applications/bulk',
      courseView(wordsOf(res, context.offices), context.offices, viewerOf(req), { typed, problems, office, domains }),
    );
  };
  const groundOf = async (office: Office) => ({
    office,
    domains: await domainsOf(context.pool, office.id),
    today: today(),
  });

  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const office = officeOf(viewerOf(req), context.offices, '');
      await showPage(
        req,
        res,
        {
          formId: randomUUID(),
          office: office?.code ?? '',
          course: '',
          reason: '',
          endsOn: addYears(today(), usualYears),
          level: '',
          rows: [],
        },
        [],
        office,
      );
    },

    async template(req: Request, res: Response): Promise<void> {
      const [words, office] = [wordsOf(res, context.offices), officeOf(viewerOf(req), context.offices, '')];
      const isBook = req.path.endsWith('.xlsx');
      res.attachment(isBook ? 'cen-course.xlsx' : 'cen-course.csv');
      res.send(
        isBook
          ? await xlsxTemplate(words, levelsFor(office?.kind ?? 'administration').map(words.level))
          : csvTemplate(words),
      );
    },

    async check(req: Request, res: Response): Promise<void> {
      const problem = await received(req, res);
      requireToken(req);
      const { level, ...given } = readForm(req.body, common).typed;
      const viewer = viewerOf(req);
      const office = officeOf(viewer, context.offices, given.office);
      const empty = { ...given, formId: randomUUID(), level, rows: [] };
      const refuse = (found: FieldProblem) => showPage(req, res.status(422), empty, [found], office);
      if (!office) return refuse({ path: 'office', key: 'applications:problems.office' });
      if (problem || !req.file) return refuse(problem ?? { path: 'file', key: 'applications:bulk.file.missing' });
      try {
        const rows = rowsOf(await readFile(req.file.buffer), context.texts, { level, lang: viewer.lang });
        const typed = { ...empty, rows };
        const { problems } = await checkCourse(context.pool, typed, await groundOf(office));
        await note(context.pool, viewer, {
          action: 'batch.checked',
          detail: { rows: rows.length, problems: problems.length },
        });
        await showPage(req, problems.length > 0 ? res.status(422) : res, typed, problems, office);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        await refuse(error.problem);
      }
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const typed = readCourse(req.body);
      const office = officeOf(viewer, context.offices, typed.office);
      if (!office)
        return showPage(
          req,
          res.status(422),
          typed,
          [{ path: 'office', key: 'applications:problems.office' }],
          undefined,
        );
      const formId = z.uuid().safeParse(typed.formId).success ? typed.formId : randomUUID();
      const outcome = await submitCourse(context, viewer, { ...typed, formId }, await groundOf(office));
      if ('problems' in outcome) return showPage(req, res.status(422), { ...typed, formId }, outcome.problems, office);
      res.redirect(303, `/access/applications/batches/${outcome.ref}?done=submitted`);
    },
  };
}

/** Reads the multipart form; what is wrong with the upload itself is a problem at its field. */
async function received(req: Request, res: Response): Promise<FieldProblem | undefined> {
  try {
    await new Promise<void>((resolve, reject) => {
      upload(req, res, (error?: unknown) => (error ? reject(error as Error) : resolve()));
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof multer.MulterError)) return { path: 'file', key: 'applications:bulk.file.damaged' };
    return error.code === 'LIMIT_FILE_SIZE'
      ? { path: 'file', key: 'applications:bulk.file.tooLarge', values: { most: limits.bytes / 1024 / 1024 } }
      : { path: 'file', key: 'applications:bulk.file.one' };
  }
}
