import type { Request, Response } from 'express';
import { NotFound, type FieldProblem } from '../../errors.ts';
import { anyText, choice, readForm, readQuery } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import type { Office } from '../../reference/index.ts';
import { render } from '../../web/render.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { accountId } from '../accounts/pages/pages-account.ts';
import { wordsOf } from '../applications/pages/pages-common.ts';
import { reason } from '../form-fields.ts';
import { viewerOf } from '../guard.ts';
import { changeDomain, changeProblem, undoDomain } from './change-domain.ts';
import { presentDomainChange } from './presenter.ts';
import { listDomainChanges, listFollowers, listOwnDomains } from './store.ts';

const fields = { was: anyText, becomes: anyText, reason, seen: anyText, step: choice(['check', 'send']) };
const base = '/access/domains/changes';
type Typed = Readonly<Partial<Record<string, string>>>;

/** An administration's change of mail domain: asked, looked at, done, taken back. */
export function domainChangePages(context: AccountsContext) {
  const officeOf = (code: string) => {
    const office = context.offices.byCode(code);
    if (!office) throw new NotFound('no such office');
    return office;
  };
  const show = (req: Request, res: Response, typed: Typed, problems: readonly FieldProblem[], isChecked: boolean) =>
    showPage(context, officeOf(String(req.params.code)), req, res, { typed, problems, isChecked });

  return {
    ask: (req: Request, res: Response): Promise<void> => show(req, res, {}, [], false),

    async send(req: Request, res: Response): Promise<void> {
      const office = officeOf(String(req.params.code));
      const { typed, values, problems } = readForm(req.body, fields);
      const becomes = typed.becomes.trim().toLowerCase().replace(/^@/, '');
      const given = { ...typed, becomes };
      const domain = changeProblem(typed.was, becomes);
      const known = (await listOwnDomains(context.pool, office.id)).some(one => one.domain === typed.was);
      const all = [
        ...(known ? [] : [{ path: 'was', key: 'people:problem.noDomain' }]),
        ...(domain ? [{ path: 'becomes', ...domain }] : []),
        ...problems,
      ];
      if (!values || all.length > 0) return show(req, res, given, all, false);
      if (values.step === 'check') return show(req, res, given, [], true);
      try {
        await changeDomain(context, viewerOf(req), {
          office,
          was: values.was,
          becomes,
          reason: values.reason,
          seen: Number(values.seen),
        });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return show(req, res, given, [error.problem], true);
      }
      res.redirect(303, `${base}/${office.code}?done=changed`);
    },

    async undo(req: Request, res: Response): Promise<void> {
      const office = officeOf(String(req.params.code));
      const { values, problems } = readForm(req.body, { reason });
      if (!values) return show(req, res, {}, problems, false);
      await undoDomain(context, viewerOf(req), accountId(req), values.reason);
      res.redirect(303, `${base}/${office.code}?done=undone`);
    },
  };
}

async function showPage(
  context: AccountsContext,
  office: Office,
  req: Request,
  res: Response,
  { typed, problems, isChecked }: { typed: Typed; problems: readonly FieldProblem[]; isChecked: boolean },
): Promise<void> {
  const { was = '', becomes = '' } = typed;
  const [domains, followers, changes] = await Promise.all([
    listOwnDomains(context.pool, office.id),
    isChecked ? listFollowers(context.pool, office.id, { was, becomes }) : [],
    listDomainChanges(context.pool),
  ]);
  const { done } = req.method === 'GET' ? readQuery(req.query, { done: choice(['changed', 'undone']) }) : { done: '' };
  if (problems.length > 0) res.status(422);
  render(
    res,
    'applications/domain-change',
    presentDomainChange({
      office,
      domains,
      followers,
      changes: changes.filter(({ officeId }) => officeId === office.id),
      typed,
      problems,
      isChecked,
      words: wordsOf(res, context.offices),
      done,
    }),
  );
}
