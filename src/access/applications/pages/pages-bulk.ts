import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import multer from 'multer';
import { note } from '../../../audit/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Texts } from '../../../i18n/index.ts';
import type { Office } from '../../../reference/index.ts';
import { requireToken } from '../../../web/forms/csrf.ts';
import { flatBody } from '../../../web/forms/multipart.ts';
import { viewerOf } from '../../guard.ts';
import { levelsFor, usualYears } from '../application.ts';
import { checkCourse } from '../bulk/check.ts';
import { readCourse, type TypedCourse } from '../bulk/form.ts';
import { Unreadable, limits } from '../bulk/limits.ts';
import { readFile } from '../bulk/read-file.ts';
import { rowsOf } from '../bulk/rows.ts';
import { submitCourse } from '../bulk/submit.ts';
import { csvTemplate, xlsxTemplate } from '../bulk/template.ts';
import { wordsOf } from './pages-common.ts';
import { courseView } from './presenter-bulk.ts';
import { officeOf, type ApplicationsContext } from '../context.ts';
import { domainsOf } from '../store.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { anyText, formIdOf, readForm, readQuery } from '../../../fields/index.ts';

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

const noOffice: FieldProblem = { path: 'office', key: 'applications:problems.office' };
type Context = ApplicationsContext & { readonly texts: Texts };
type Course = TypedCourse & { readonly level?: string };

/** Applying for a course: the file is read and checked, its rows are put right on the page, and sent together. */
export function bulkPages(context: Context) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const office = officeOf(viewerOf(req), context.offices, '');
      const blank = { formId: randomUUID(), course: '', reason: '', level: '', rows: [] };
      const typed = { ...blank, office: office?.code ?? '', endsOn: addYears(today(), usualYears) };
      await showPage(context, req, res, typed, [], office);
    },

    async template(req: Request, res: Response): Promise<void> {
      const [words, office] = [wordsOf(res, context.offices), officeOf(viewerOf(req), context.offices, '')];
      if (!req.path.endsWith('.xlsx')) return void res.attachment('cen-course.csv').send(csvTemplate(words));
      const levels = levelsFor(office?.kind ?? 'administration').map(words.level);
      res.attachment('cen-course.xlsx').send(await xlsxTemplate(words, levels));
    },

    async check(req: Request, res: Response): Promise<void> {
      const problem = await received(req, res);
      requireToken(req);
      const { level, ...given } = readForm(req.body, common).typed;
      const viewer = viewerOf(req);
      const office = officeOf(viewer, context.offices, given.office);
      const empty = { ...given, formId: randomUUID(), level, rows: [] };
      const refuse = (found: FieldProblem) => showPage(context, req, res.status(422), empty, [found], office);
      if (!office) return refuse(noOffice);
      if (problem || !req.file) return refuse(problem ?? { path: 'file', key: 'applications:bulk.file.missing' });
      try {
        const rows = rowsOf(await readFile(req.file.buffer), context.texts, { level, lang: viewer.lang });
        const typed = { ...empty, rows };
        const { problems } = await checkCourse(context.pool, typed, await groundOf(context, office));
        const detail = { rows: rows.length, problems: problems.length };
        await note(context.pool, viewer, { action: 'batch.checked', detail });
        await showPage(context, req, problems.length > 0 ? res.status(422) : res, typed, problems, office);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        await refuse(error.problem);
      }
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const typed = readCourse(req.body);
      const office = officeOf(viewer, context.offices, typed.office);
      if (!office) return showPage(context, req, res.status(422), typed, [noOffice], undefined);
      const formId = formIdOf(typed.formId);
      const course = { ...typed, formId };
      const outcome = await submitCourse(context, viewer, course, await groundOf(context, office));
      if ('problems' in outcome) return showPage(context, req, res.status(422), course, outcome.problems, office);
      res.redirect(303, `/access/applications/batches/${outcome.ref}?done=submitted`);
    },
  };
}

async function groundOf({ pool }: Context, office: Office) {
  return { office, domains: await domainsOf(pool, office.id), today: today() };
}

async function showPage(
  { pool, offices }: Context,
  req: Request,
  res: Response,
  typed: Course,
  problems: readonly FieldProblem[],
  office: Office | undefined,
): Promise<void> {
  const domains = office ? await domainsOf(pool, office.id) : [];
  render(
    res,
    typed.rows.length > 0 ? 'applications/bulk-check' : 'applications/bulk',
    courseView(wordsOf(res, offices), offices, viewerOf(req), { typed, problems, office, domains }),
  );
}

/** Reads the multipart form; what is wrong with the upload itself is a problem at its field. */
export async function received(req: Request, res: Response): Promise<FieldProblem | undefined> {
  try {
    await new Promise<void>((resolve, reject) => {
      upload(req, res, (error?: unknown) => (error ? reject(error as Error) : resolve()));
    }).finally(() => {
      req.body = flatBody(req.body);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof multer.MulterError)) return { path: 'file', key: 'applications:bulk.file.damaged' };
    return error.code === 'LIMIT_FILE_SIZE'
      ? { path: 'file', key: 'applications:bulk.file.tooLarge', values: { most: limits.bytes / 1024 / 1024 } }
      : { path: 'file', key: 'applications:bulk.file.one' };
  }
}
