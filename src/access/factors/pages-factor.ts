import type { Request, Response } from 'express';
import { askPasskey } from './ask-passkey.ts';
import { prove } from './prove.ts';
import { continueAfter, showSignIn } from '../pages.ts';
import type { AccessDeps } from '../context.ts';
import { problemOf, readProofForm, showFactor, type Onward } from './pages-proof-form.ts';
import { halfOf, openFor } from '../session/pages-session.ts';
import { originOf } from '../session/passport.ts';
import { findViewer } from '../store.ts';
import { localPath } from '../local-path.ts';

/**
 * The second step of sign-in: a code, a recovery code or a passkey of the account whose password was proved within five
 * minutes.
 */
export function factorPages(deps: AccessDeps) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      const next = localPath(req.query.next);
      const half = halfOf(req);
      if (!half) return startAgain(res, { next, resume: '' });
      await showFactor(deps, res, half.accountId, { next, resume: '' });
    },

    async options(req: Request, res: Response): Promise<void> {
      const half = halfOf(req);
      if (!half) return void res.status(401).type('text').send('sign in first\n');
      res.json(await askPasskey(deps.factors, half.accountId, req.sessionID));
    },

    async prove(req: Request, res: Response): Promise<void> {
      const { proof, ...onward } = readProofForm(req.body);
      const half = halfOf(req);
      if (!half) return startAgain(res, onward);
      const origin = originOf(req);
      const proving = await prove(deps.factors, { ...half, origin, sid: req.sessionID }, proof);
      if (!proving.ok) {
        res.status(proving.why === 'locked' ? 429 : 401);
        return showFactor(deps, res, half.accountId, onward, problemOf(proof.kind, proving));
      }
      const viewer = await findViewer(deps.pool, half.accountId);
      // The account has ended between the two steps.
      if (!viewer) return startAgain(res, onward);
      const present = { ...viewer, origin };
      await openFor(deps.pool, req, res, present, proof.kind);
      continueAfter(deps, res, present, onward.next, onward.resume);
    },
  };
}

/** The five minutes are over, or nobody has proved a password: from the beginning, with what was on its way. */
function startAgain(res: Response, { next, resume }: Onward): void {
  if (resume === '') return res.redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
  res.status(401);
  showSignIn(res, { next, error: false, loginId: '', resume });
}
