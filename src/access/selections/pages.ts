import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { readForm, readQuery } from '../../fields/index.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';
import { uuidParam } from '../../web/uuid-param.ts';
import type { Account } from '../accounts/account.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { readAccountCriteria } from '../accounts/pages/criteria.ts';
import { wordsFor } from '../accounts/pages/words.ts';
import { viewerOf } from '../guard.ts';
import { doSelection } from './do-selection.ts';
import { accountsCsv } from './file.ts';
import { presentChoosing, presentDone, presentPlan } from './presenter.ts';
import { endProblems, mostSelected, newFormId, orderFields, wishFields } from './selection.ts';
import { findSelection, listChosen, listFitting } from './store.ts';

/** Most accounts a file holds: every account of the network, many times over. */
const mostInFile = 20_000;

/** The list of accounts as a file, under the same filters. */
export function filePage(context: AccountsContext) {
  return async (req: Request, res: Response): Promise<void> => {
    const viewer = viewerOf(req);
    const criteria = readAccountCriteria(req.query, viewer, context.offices);
    const accounts = await listFitting(context.pool, viewer, criteria, mostInFile);
    const { after: _after, before: _before, ...asked } = criteria;
    await note(context.pool, viewer, { action: 'account.exported', detail: { ...asked, rows: accounts.length } });
    res.attachment('cen-accounts.csv').type('text/csv').send(accountsCsv(accounts, context.offices));
  };
}

/** One act for many accounts: chosen, looked at, done. */
export function selectionPages(context: AccountsContext) {
  const wordsOf = (res: Response) => wordsFor(context, res.locals.lang as Language);

  /** The page of choices with what was typed and what is wrong with it. */
  const again = async (
    req: Request,
    res: Response,
    typed: Readonly<Record<string, string>>,
    problems: readonly FieldProblem[],
  ): Promise<void> => {
    const viewer = viewerOf(req);
    const criteria = readAccountCriteria(req.query, viewer, context.offices);
    const accounts = await listFitting(context.pool, viewer, criteria, mostSelected);
    res.status(422);
    render(
      res,
      'access/selection',
      presentChoosing({ viewer, criteria, accounts, words: wordsOf(res), typed, problems }),
    );
  };

  const planned = (req: Request, typed: { readonly accounts: string }): Promise<Account[]> => {
    const ids = typed.accounts
      .split(',')
      .filter(one => /^[1-9]\d{0,8}$/.test(one))
      .map(Number);
    return listChosen(context.pool, viewerOf(req), ids.slice(0, mostSelected));
  };

  return {
    async choose(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const criteria = readAccountCriteria(req.query, viewer, context.offices);
      const accounts = await listFitting(context.pool, viewer, criteria, mostSelected);
      await note(context.pool, viewer, { action: 'account.listed', detail: { shown: accounts.length } });
      render(res, 'access/selection', presentChoosing({ viewer, criteria, accounts, words: wordsOf(res) }));
    },

    async plan(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { typed, values, problems } = readForm(req.body, wishFields, given => endProblems(given, viewer, today()));
      const accounts = await planned(req, typed);
      const nobody = accounts.length === 0 ? [{ path: 'accounts', key: 'people:problem.nobody' }] : [];
      if (!values || nobody.length > 0) return again(req, res, typed, [...nobody, ...problems]);
      const wish = { act: values.act, endsOn: values.endsOn.trim(), reason: values.reason };
      render(
        res,
        'access/selection',
        presentPlan({ viewer, accounts, words: wordsOf(res), wish, formId: newFormId() }),
      );
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { typed, values, problems } = readForm(req.body, orderFields, given => endProblems(given, viewer, today()));
      if (!values) return again(req, res, { ...typed, accounts: '' }, problems);
      await doSelection(context, viewer, { ...values, endsOn: values.act === 'extend' ? values.endsOn.trim() : '' });
      res.redirect(303, `/access/accounts/selections/${values.formId}`);
    },

    async show(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const selection = await findSelection(context.pool, viewerOf(req), uuidParam(req, 'selection'));
      render(res, 'access/selection', presentDone({ selection, words: wordsOf(res) }));
    },
  };
}
