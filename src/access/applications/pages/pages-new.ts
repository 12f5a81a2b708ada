import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { FieldProblem } from '../../../errors.ts';
import type { Office } from '../../../reference/index.ts';
import { viewerOf } from '../../guard.ts';
import { rights } from '../../rights.ts';
import type { Viewer } from '../../viewer.ts';
import { dutiesFor, levelsFor, longestYears, shortestReason, usualYears } from '../application.ts';
import { apply } from '../apply.ts';
import { checkPerson, longest, readApplication, type TypedApplication } from './form.ts';
import { wordsOf } from './pages-common.ts';
import type { Words } from './presenter-words.ts';
import { officeOf, officesFor, type ApplicationsContext } from '../context.ts';
import { domainsOf } from '../store.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { formIdOf, freeText, readQuery } from '../../../fields/index.ts';

const query = { office: freeText };

/** The form of a new application, and its sending. */
export function newPages(context: ApplicationsContext) {
  const show = async (
    req: Request,
    res: Response,
    typed: TypedApplication,
    problems: readonly FieldProblem[],
    office: Office | undefined,
  ): Promise<void> => {
    const domains = office ? await domainsOf(context.pool, office.id) : [];
    render(
      res,
      'applications/new',
      formView(wordsOf(res, context.offices), context, viewerOf(req), { typed, problems, office, domains }),
    );
  };

  return {
    async ask(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const office = officeOf(viewer, context.offices, readQuery(req.query, query).office);
      await show(req, res, blank(viewer, office), [], office);
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const typed = readApplication(req.body);
      const office = officeOf(viewer, context.offices, typed.office);
      if (!office)
        return show(req, res.status(422), typed, [{ path: 'office', key: 'applications:problems.office' }], undefined);
      const { value, problems } = checkPerson(typed, {
        office,
        domains: await domainsOf(context.pool, office.id),
        today: today(),
      });
      const formId = formIdOf(typed.formId);
      const outcome =
        problems.length > 0
          ? { problems }
          : await apply(context, viewer, value, { formId, otherPerson: typed.otherPerson === 'yes' });
      if ('problems' in outcome) return show(req, res.status(422), { ...typed, formId }, outcome.problems, office);
      res.redirect(303, `/access/applications/${outcome.ref}?done=submitted`);
    },
  };
}

function blank(viewer: Viewer, office: Office | undefined): TypedApplication {
  return {
    office: office?.code ?? viewer.office.code,
    formId: randomUUID(),
    familyName: '',
    givenName: '',
    unit: '',
    email: '',
    level: office?.kind === 'partner' ? 'partner' : '',
    duties: [],
    notification: '',
    lang: viewer.lang,
    reason: '',
    endsOn: addYears(today(), usualYears),
    otherPerson: '',
  };
}

interface FormState {
  readonly typed: TypedApplication;
  readonly problems: readonly FieldProblem[];
  readonly office: Office | undefined;
  readonly domains: readonly string[];
}

export function formView(
  words: Words,
  context: ApplicationsContext,
  viewer: Viewer,
  { typed, problems, office, domains }: FormState,
) {
  const kind = office?.kind ?? 'administration';
  const said = problems.map(problem => ({ path: problem.path, text: words.problem(problem) }));
  const offices = rights.administrator(viewer)
    ? officesFor(viewer, context.offices)
        .map(({ id, code }) => ({ value: code, label: words.office(id) }))
        .sort((a, b) => a.label.localeCompare(b.label, words.lang))
    : [];
  return {
    typed,
    offices,
    problems: said,
    errors: Object.fromEntries(said.map(({ path, text }) => [path, text])),
    officeName: office ? words.office(office.id) : '',
    domains,
    longest,
    years: longestYears,
    least: shortestReason,
    sameName: said.find(({ path }) => path === 'otherPerson')?.text,
    levels: levelsFor(kind).map(level => ({
      value: level,
      label: words.level(level),
      hint: words.t(`applications:levels.${level}`),
    })),
    duties: dutiesFor[kind].map(duty => ({ value: duty, label: words.duties([duty]) })),
    asksNotification: dutiesFor[kind].includes('ncp'),
    isAdministrator: rights.administrator(viewer),
    bounds: { from: today(), to: addYears(today(), longestYears) },
  };
}
