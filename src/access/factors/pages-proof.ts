import type { ErrorRequestHandler, Request, Response } from 'express';
import { postedForm } from '../../web/forms/resumable-form.ts';
import { askPasskey } from './ask-passkey.ts';
import { prove, type Proving } from './prove.ts';
import { findFactors, hasFactor } from './store.ts';
import { FactorMissing, ProofNeeded, viewerOf } from '../guard.ts';
import { showContinue } from '../pages.ts';
import type { AccessDeps } from '../context.ts';
import {
  presentProof,
  problemOf,
  readProofForm,
  type Onward,
  type ProofForm,
  type ProofProblem,
} from './pages-proof-form.ts';
import { renew } from '../session/pages-session.ts';
import { provePasswordAgain } from '../passwords/prove-password.ts';
import type { Viewer } from '../viewer.ts';
import { render } from '../../web/render.ts';

/**
 * Step-up: asks a signed-in person for the second factor (without one, the password), then goes on with what was asked
 * for.
 */
export function proofPages(deps: AccessDeps) {
  return {
    async options(req: Request, res: Response): Promise<void> {
      res.json(await askPasskey(deps.factors, viewerOf(req).accountId, req.sessionID));
    },

    async prove(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const form = readProofForm(req.body);
      const { kind, proving } = await proved(deps, req, viewer, form);
      if (!proving.ok) {
        res.status(proving.why === 'locked' ? 429 : 422);
        return showProof(deps, res, viewer, form, problemOf(kind, proving));
      }
      await renew(deps.pool, req, viewer);
      goOn(deps, res, form);
    },
  };
}

async function proved(
  deps: AccessDeps,
  req: Request,
  viewer: Viewer,
  { proof, password }: ProofForm,
): Promise<{ kind: ProofProblem['kind']; proving: Proving }> {
  if (hasFactor(await findFactors(deps.pool, viewer.accountId))) {
    return { kind: proof.kind, proving: await prove(deps.factors, { ...viewer, sid: req.sessionID }, proof) };
  }
  return { kind: 'password', proving: await provePasswordAgain(deps.pool, viewer, deps.limits, password) };
}

async function showProof(
  deps: AccessDeps,
  res: Response,
  viewer: Viewer,
  onward: Onward,
  problem?: ProofProblem,
): Promise<void> {
  const own = await findFactors(deps.pool, viewer.accountId);
  // Switching the language comes back by an address that can be opened.
  res.locals.url = onward.resume === '' ? onward.next : '/account';
  render(res, 'access/proof', {
    proof: presentProof(own, '/account/proof', onward, problem),
    isKept: onward.resume !== '',
  });
}

/** A page is opened, a form is sent again by its owner, a file is fetched while the page stays. */
function goOn({ seal }: AccessDeps, res: Response, { next, resume }: Onward): void {
  const form = seal.open(resume);
  if (form) return showContinue(res, form.path, form.fields, 'proved');
  if (!isFile(next)) return res.redirect(303, next);
  res.set('Refresh', `1; url=${next.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)}`);
  render(res, 'access/proved', { next });
}

function isFile(path: string): boolean {
  return /\.(csv|xlsx|zip|json)(\?|$)/.test(path);
}

/**
 * What a request meets that needs a proof first. A person at a window is asked and goes on; a program that reads data
 * gets a sentence. An account that must have a second factor and has none is led to set one up.
 */
export function proofNeeded(deps: AccessDeps): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (!req.user || !(error instanceof FactorMissing || error instanceof ProofNeeded)) return next(error);
    const sentence = sentences[error.code] ?? '';
    if (!/text\/html/.test(req.get('accept') ?? '')) return void res.status(403).type('text').send(sentence);
    if (error instanceof FactorMissing) {
      if (req.method === 'GET') req.session.wanted = req.originalUrl.slice(0, 2000);
      return res.redirect(303, '/account/factors');
    }
    res.status(403);
    await showProof(deps, res, req.user, onwardOf(deps, req));
  };
}

function onwardOf({ seal }: AccessDeps, req: Request): Onward {
  const form = postedForm(req);
  if (form) return { next: '/', resume: seal.seal(form) };
  return { next: req.method === 'GET' ? req.originalUrl : '/account', resume: '' };
}

const sentences: Readonly<Record<string, string>> = {
  factor_missing: 'This account must set up a second factor first: sign in with a browser and open /account/factors.\n',
  proof_needed:
    'Confirm that it is you first: open this address in a browser and give your second factor, or your ' +
    'password if you have none.\n',
};
