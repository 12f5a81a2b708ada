import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { together } from '../../db/together.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound, type FieldProblem } from '../../errors.ts';
import { idleLimit } from '../../web/session.ts';
import { changePassword } from '../passwords/change-password.ts';
import { findFactors } from '../factors/store.ts';
import type { Proposal } from '../accounts/proposal.ts';
import { findProposal } from '../accounts/store-proposals.ts';
import { viewerOf } from '../guard.ts';
import type { AccessDeps } from '../context.ts';
import { renew } from '../session/pages-session.ts';
import { shortestPassword } from '../passwords/password-rules.ts';
import { deviceOfRequest } from '../session/device-cookie.ts';
import { forgetDevices, listDevices } from '../session/store-devices.ts';
import { endSession, endSessions, findLastSignIn, listSessions } from '../session/store-sessions.ts';
import { choose, readChoices } from './notifications.ts';
import { presentAccount } from './presenter.ts';
import { findChoices } from './store.ts';
import { wordsOf } from './pages-words.ts';
import { render } from '../../web/render.ts';
import { anyText, choice, readQuery, typedOf } from '../../fields/index.ts';
import { unrepeated } from '../form-fields.ts';

const doneWords = ['password', 'notifications', 'objection', 'device', 'session', 'sessions'] as const;

/** The login ID is there for what keeps passwords. */
const passwords = { username: anyText, current: anyText, chosen: anyText };

/** `/account`: who I am, my sign-ins and sessions, what I am told, my password. */
export function accountPages(deps: AccessDeps) {
  const { pool, factors } = deps;
  return {
    async show(req: Request, res: Response): Promise<void> {
      const done = doneOf(req, doneWords);
      const viewer = viewerOf(req);
      const at = together(pool);
      const [last, sessions, own, choices, proposal, devices] = await Promise.all([
        findLastSignIn(at, viewer.accountId),
        listSessions(at, viewer.accountId, req.sessionID, idleLimit / 1000),
        findFactors(at, viewer.accountId),
        findChoices(at, viewer.accountId),
        findProposal(at, { id: viewer.accountId }),
        listDevices(at, viewer.accountId, deviceOfRequest(req)),
      ]);
      const isRequired = factors.requires(viewer);
      render(res, 'account/account', {
        ...presentAccount({ viewer, last, sessions, devices, factors: own, choices, isRequired, words: wordsOf(res) }),
        done,
        reset: resetOf(proposal, res),
      });
    },

    async notify(req: Request, res: Response): Promise<void> {
      await choose(pool, viewerOf(req), readChoices(req.body));
      res.redirect(303, '/account?done=notifications');
    },

    async endOne(req: Request, res: Response): Promise<void> {
      const [viewer, id] = [viewerOf(req), idIn(req)];
      await inTransaction(pool, async client => {
        if (!(await endSession(client, viewer.accountId, id, req.sessionID))) throw new NotFound('no such session');
        await note(client, viewer, { action: 'session.ended', detail: { count: 1 } });
      });
      res.redirect(303, '/account?done=session');
    },

    async endOthers(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      await inTransaction(pool, async client => {
        const count = await endSessions(client, viewer.accountId, { except: req.sessionID });
        await forgetDevices(client, viewer.accountId, { except: deviceOfRequest(req) });
        await note(client, viewer, { action: 'session.ended', detail: { count, all: true } });
      });
      res.redirect(303, '/account?done=sessions');
    },

    askPassword(req: Request, res: Response): void {
      doneOf(req, []);
      showPassword(res, []);
    },

    async changePassword(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { current, chosen } = typedOf(unrepeated(req.body), passwords);
      const problems = await changePassword(
        deps,
        viewer,
        { sid: req.sessionID, browser: deviceOfRequest(req) },
        { current, chosen },
      );
      if (problems.length > 0) {
        res.status(422);
        return showPassword(res, problems);
      }
      await renew(pool, req, viewer);
      res.redirect(303, '/account?done=password');
    },
  };
}

/** The UUID in the address. */
export function idIn(req: Request): string {
  const id = String(req.params.id);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound('no such thing of this account');
  return id;
}

/** That somebody asked to have the viewer's factors removed, with the way to object. */
function resetOf(proposal: Proposal | undefined, res: Response) {
  if (proposal?.proposed.what !== 'factor_reset') return undefined;
  const { t, time } = wordsOf(res);
  return { text: t('proposals:own.text', { by: proposal.by, at: time(proposal.madeAt.toISOString()) }) };
}

/** A password is never sent back into a page: both fields are typed again. */
function showPassword(res: Response, found: readonly FieldProblem[]): void {
  const { t } = wordsOf(res);
  const problems = found.map(({ path, key, values }) => ({ path, href: `#${path}`, text: t(key, values ?? {}) }));
  render(res, 'account/password', {
    problems,
    errors: Object.fromEntries(problems.map(({ path, text }) => [path, text])),
    shortest: shortestPassword,
  });
}

/** `?done=` says what was done before this page; throws BadRequest for another word or another parameter. */
export function doneOf<W extends string>(req: Request, words: readonly W[]): W | undefined {
  return readQuery(req.query, { done: choice(words) }).done || undefined;
}
