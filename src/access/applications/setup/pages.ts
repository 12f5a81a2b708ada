import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { anyText, formIdOf, readForm, readQuery } from '../../../fields/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { requireToken } from '../../../web/forms/csrf.ts';
import { render } from '../../../web/render.ts';
import { viewerOf } from '../../guard.ts';
import { usualYears } from '../application.ts';
import { Unreadable } from '../bulk/limits.ts';
import { readFile } from '../bulk/read-file.ts';
import type { ApplicationsContext } from '../context.ts';
import { received } from '../pages/pages-bulk.ts';
import { wordsOf } from '../pages/pages-common.ts';
import { checkSetup } from './check-setup.ts';
import { presentSetup } from './presenter.ts';
import { labelOf, readSetup, setupColumns, setupRowsOf, type TypedSetup } from './rows.ts';
import { submitSetup } from './submit-setup.ts';

const common = { course: anyText, reason: anyText, endsOn: anyText };

/** The first set-up of many Members from one file: read and checked, put right on the page, decided by another. */
export function setupPages(context: ApplicationsContext & { readonly texts: Texts }) {
  const show = (res: Response, typed: TypedSetup, problems: readonly FieldProblem[]): void => {
    if (problems.length > 0) res.status(422);
    const view = typed.rows.length > 0 ? 'applications/setup-check' : 'applications/setup';
    render(res, view, presentSetup(wordsOf(res, context.offices), typed, problems));
  };
  return {
    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const endsOn = addYears(today(), usualYears);
      show(res, { formId: randomUUID(), course: '', reason: '', endsOn, rows: [] }, []);
    },

    template(_req: Request, res: Response): void {
      const words = wordsOf(res, context.offices);
      const header = setupColumns.map(column => `"${words.t(labelOf(column))}"`).join(',');
      res.attachment('cen-setup.csv').type('text/csv').send(`\ufeff${header}\r\n`);
    },

    async check(req: Request, res: Response): Promise<void> {
      const problem = await received(req, res);
      requireToken(req);
      const empty = { ...readForm(req.body, common).typed, formId: randomUUID(), rows: [] };
      if (problem || !req.file)
        return show(res, empty, [problem ?? { path: 'file', key: 'applications:bulk.file.missing' }]);
      try {
        const typed = { ...empty, rows: setupRowsOf(await readFile(req.file.buffer), context.texts) };
        const { problems } = await checkSetup(context.pool, context.offices, typed);
        const detail = { rows: typed.rows.length, problems: problems.length };
        await note(context.pool, viewerOf(req), { action: 'batch.checked', detail });
        show(res, typed, problems);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        show(res, empty, [error.problem]);
      }
    },

    async send(req: Request, res: Response): Promise<void> {
      const given = readSetup(req.body);
      const formId = formIdOf(given.formId);
      const typed = { ...given, formId };
      const outcome = await submitSetup(context, viewerOf(req), typed);
      if ('problems' in outcome) return show(res, typed, outcome.problems);
      res.redirect(303, `/access/applications/batches/${outcome.ref}?done=submitted`);
    },
  };
}
