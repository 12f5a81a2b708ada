import type { Request, Response } from 'express';
import { Forbidden } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { viewerOf } from '../../guard.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import type { Outcome } from '../commands/account-command.ts';
import { readAct } from './forms.ts';
import { accountId } from './pages-account.ts';
import { can, isOpenTo, type Action } from '../permissions.ts';
import { presentForm, type FormSources } from './presenter-form.ts';
import type { AccountsContext } from '../context.ts';
import { findAccount } from '../store.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';

/** The two pages of each act on an account: the form that asks why, and what happens when it is sent. */
export function actPages(context: AccountsContext) {
  const sourcesOf = (viewer: Viewer, account: Account, res: Response): FormSources => ({
    viewer,
    account,
    words: wordsFor(context, res.locals.lang as Language),
    today: today(),
  });

  /** Nothing typed is lost, and a form that came too late shows how things stand now. */
  const answer = async (
    res: Response,
    viewer: Viewer,
    action: Action,
    account: Account,
    outcome: Outcome,
    typed: FormSources['typed'],
  ): Promise<void> => {
    if (outcome.kind === 'done')
      return res.redirect(303, `/access/accounts/${account.id}?done=${outcome.note ?? action}`);
    if (outcome.kind === 'problems')
      return render(
        res.status(422),
        'access/change',
        presentForm(action, {
          ...sourcesOf(viewer, account, res),
          problems: outcome.problems,
          ...(typed ? { typed } : {}),
        }),
      );
    const now = await findAccount(context.pool, viewer, account.id);
    render(
      res.status(409),
      'access/change',
      presentForm(action, {
        ...sourcesOf(viewer, now, res),
        stale: true,
        closed: !can(viewer, action, now),
        ...(typed ? { typed } : {}),
      }),
    );
  };

  return (action: Action) => ({
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const account = await findAccount(context.pool, viewer, accountId(req));
      if (!isOpenTo(action, account)) return res.redirect(303, `/access/accounts/${account.id}`);
      if (!can(viewer, action, account)) throw new Forbidden(`may not do ${action}`);
      render(res, 'access/change', presentForm(action, sourcesOf(viewer, account, res)));
    },

    async act(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const account = await findAccount(context.pool, viewer, accountId(req));
      const { typed, problems, version, act } = readAct(action, req.body, { viewer, account, today: today() });
      if (version === account.version && isOpenTo(action, account) && !can(viewer, action, account))
        throw new Forbidden(`may not do ${action}`);
      const outcome: Outcome =
        version !== account.version
          ? { kind: 'stale' }
          : problems.length > 0
            ? { kind: 'problems', problems }
            : await act(context, viewer);
      await answer(res, viewer, action, account, outcome, typed);
    },
  });
}
