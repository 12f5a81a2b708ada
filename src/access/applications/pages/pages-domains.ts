import type { Request, Response } from 'express';
import { NotFound, type FieldProblem } from '../../../errors.ts';
import { viewerOf } from '../../guard.ts';
import { addDomain, removeDomain } from '../mail-domains/domains.ts';
import { wordsOf } from './pages-common.ts';
import type { ApplicationsContext } from '../context.ts';
import { listDomains } from '../mail-domains/store-domains.ts';
import { render } from '../../../web/render.ts';
import { anyText, choice, readForm, readQuery, type Typed } from '../../../fields/index.ts';

const query = { done: choice(['added', 'removed']) };
const form = { office: anyText, domain: anyText };

/** The official mail domains of each office, kept by the administrators. */
export function domainPages(context: ApplicationsContext) {
  const show = async (
    res: Response,
    typed: Typed<keyof typeof form>,
    problems: readonly FieldProblem[],
    done?: string,
  ): Promise<void> => {
    const words = wordsOf(res, context.offices);
    const all = await listDomains(context.pool);
    const rows = all.map(({ id, officeId, domain, addedBy, addedAt, synthetic }) => ({
      id,
      office: words.office(officeId),
      domain,
      changeHref: `/access/domains/changes/${context.offices.byId(officeId)?.code ?? ''}`,
      synthetic,
      by: [addedBy, words.day(addedAt)].filter(Boolean).join(', '),
      datetime: addedAt.toISOString(),
    }));
    const said = problems.map(problem => ({ path: problem.path, text: words.problem(problem) }));
    render(res, 'applications/domains', {
      rows: rows.sort((a, b) => a.office.localeCompare(b.office, words.lang) || a.domain.localeCompare(b.domain)),
      typed,
      problems: said,
      done,
      errors: Object.fromEntries(said.map(({ path, text: one }) => [path, one])),
      offices: context.offices.all
        .map(({ id, code }) => ({ value: code, label: words.office(id) }))
        .sort((a, b) => a.label.localeCompare(b.label, words.lang)),
    });
  };

  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      await show(res, { office: '', domain: '' }, [], done);
    },

    async add(req: Request, res: Response): Promise<void> {
      const { typed } = readForm(req.body, form);
      const office = context.offices.byCode(typed.office);
      const problem = office
        ? await addDomain(context, viewerOf(req), office, typed.domain)
        : { path: 'office', key: 'applications:problems.office' };
      if (problem) return show(res.status(422), typed, [problem]);
      res.redirect(303, '/access/domains?done=added');
    },

    async remove(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const id = String(req.params.id);
      if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('no such domain');
      await removeDomain(context, viewerOf(req), Number(id));
      res.redirect(303, '/access/domains?done=removed');
    },
  };
}
