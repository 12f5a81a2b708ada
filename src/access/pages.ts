import type { Request, Response } from 'express';
import { note } from '../audit/index.ts';
import { isLanguage } from '../i18n/index.ts';
import { keepToken } from '../web/forms/csrf.ts';
import { showFactor } from './factors/pages-proof-form.ts';
import { openFor, openHalf } from './session/pages-session.ts';
import { setLang } from './store.ts';
import type { AccessDeps } from './context.ts';
import { render } from '../web/render.ts';
import { localPath } from './local-path.ts';
import { anyText, typedOf } from '../fields/index.ts';
import { unrepeated } from './form-fields.ts';

export async function signInPage(req: Request, res: Response): Promise<void> {
  if (req.user) return res.redirect('/');
  await keepToken(req);
  const next = localPath(req.query.next);
  showSignIn(res, { next, error: false, loginId: '', resume: '', passwordSet: req.query.done === 'password' });
}

interface SignInView {
  next: string;
  error: boolean;
  loginId: string;
  resume: string;
  passwordSet?: boolean;
}

export function showSignIn(res: Response, view: SignInView): void {
  render(res, 'access/sign-in', { ...view, services: [{ key: 'database', ok: true }] });
}

const signInFields = { next: anyText, resume: anyText, loginId: anyText, password: anyText };

/**
 * The password step. An account without a second factor is signed in by it; one with a factor is asked for it next.
 * Until the password is right, the answer is the same for every login.
 */
export function provePassword(deps: AccessDeps) {
  return async (req: Request, res: Response): Promise<void> => {
    const { next, resume, loginId, password } = typedOf(unrepeated(req.body), signInFields);
    // passport would look into the query string for what the form lacks, and take a list for a text
    const viewer = loginId === '' || password === '' ? false : await authenticated(deps, req, res);
    if (!viewer) return refuseSignIn(res, { next, resume, loginId });
    if (!viewer.hasFactor) {
      await openFor(deps.pool, req, viewer, 'password');
      return continueAfter(deps, res, viewer, localPath(next), resume);
    }
    await openHalf(req, viewer);
    await note(deps.pool, viewer, { action: 'session.halfOpened' });
    // A kept form cannot travel in an address; without one the page can be opened again.
    if (resume === '') return res.redirect(303, `/sign-in/factor?next=${encodeURIComponent(localPath(next))}`);
    await showFactor(deps, res, viewer.accountId, { next: '/', resume });
  };
}

function authenticated({ passport }: AccessDeps, req: Request, res: Response): Promise<Express.User | false> {
  return new Promise((resolve, reject) => {
    const handle = passport.authenticate('local', (error: unknown, viewer?: Express.User | false) =>
      error ? reject(error as Error) : resolve(viewer ?? false),
    ) as (req: Request, res: Response, next: (error?: unknown) => void) => void;
    handle(req, res, error => (error ? reject(error as Error) : resolve(false)));
  });
}

function refuseSignIn(res: Response, { next, resume, loginId }: Omit<SignInView, 'error'>): void {
  res.status(401);
  showSignIn(res, { next: localPath(next), error: true, loginId: loginId.slice(0, 64), resume });
}

/** Either back to the page, or to the form whose session had ended, with all its fields. */
export function continueAfter(
  deps: AccessDeps,
  res: Response,
  viewer: Express.User,
  next: string,
  resume: string,
): void {
  const form = deps.seal.open(resume);
  if (!form) return res.redirect(303, next);
  res.locals.viewer = viewer;
  showContinue(res, form.path, form.fields);
}

/** Offers a form of an earlier session to be sent again, with a token of this one. `why` names the words. */
export function showContinue(
  res: Response,
  action: string,
  fields: readonly (readonly [string, string])[],
  why: 'ended' | 'proved' = 'ended',
): void {
  render(res, 'access/continue', { action: localPath(action), fields, why });
}

export function closeSession(deps: AccessDeps) {
  return async (req: Request, res: Response): Promise<void> => {
    if (req.user) await note(deps.pool, req.user, { action: 'session.closed' });
    await new Promise<void>((resolve, reject) =>
      req.session.destroy((error: unknown) => (error ? reject(error as Error) : resolve())),
    );
    res.clearCookie('__Host-cen', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
    // Not "cookies": the language chosen on this machine is no secret, and the next person to sign in here may need it.
    res.set('Clear-Site-Data', '"cache", "storage"');
    res.redirect(303, '/sign-in');
  };
}

export function switchLanguage(deps: AccessDeps) {
  return async (req: Request, res: Response): Promise<void> => {
    const { lang, back } = typedOf(unrepeated(req.body), { lang: anyText, back: anyText });
    if (isLanguage(lang)) {
      if (req.user) await setLang(deps.pool, req.user.accountId, lang);
      res.cookie('__Host-lang', lang, {
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'lax',
        maxAge: 365 * 86_400_000,
      });
    }
    res.redirect(303, localPath(back));
  };
}
