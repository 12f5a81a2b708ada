import type { Request, Response } from 'express';
import { note } from '../audit/index.ts';
import { ping } from '../db/check-connection.ts';
import { isLanguage } from '../i18n/index.ts';
import { showFactor } from './factors/pages-proof-form.ts';
import { TooMany } from '../errors.ts';
import { passkeyFirstOf } from './session/passkey-first.ts';
import { openFor, openHalf } from './session/pages-session.ts';
import { setLang } from './store.ts';
import type { AccessDeps } from './context.ts';
import { render } from '../web/render.ts';
import { localPath } from './local-path.ts';
import { anyText, typedOf } from '../fields/index.ts';
import { unrepeated } from './form-fields.ts';

/** Asks the database first: nobody is to type a password into a portal that cannot look at it. */
export function signInPage({ pool }: Pick<AccessDeps, 'pool'>) {
  return async (req: Request, res: Response): Promise<void> => {
    if (req.user) return res.redirect('/');
    await ping(pool);
    const first = passkeyFirstOf(req);
    showSignIn(res, {
      next: localPath(req.query.next),
      error: false,
      loginId: first?.loginId ?? '',
      resume: '',
      passwordSet: req.query.done === 'password',
      ...(first ? { passkey: 'proved' } : {}),
    });
  };
}

interface SignInView {
  next: string;
  error: boolean;
  loginId: string;
  resume: string;
  passwordSet?: boolean;
  /** Minutes until further tries are looked at. */
  wait?: number;
  /** A passkey before the password: proved, or not. */
  passkey?: 'proved' | 'failed';
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
    const given = loginId !== '' && password !== '';
    const viewer = given ? await authenticated(deps, req, res).catch(asWaiting) : false;
    if (viewer instanceof TooMany) return refuseSignIn(res, { next, resume, loginId, seconds: viewer.retryAfter });
    if (!viewer) return refuseSignIn(res, { next, resume, loginId });
    if (passkeyFirstOf(req)?.accountId === viewer.accountId) {
      await openFor(deps.pool, req, res, viewer, 'passkey');
      return continueAfter(deps, res, viewer, localPath(next), resume);
    }
    if (!viewer.hasFactor) {
      await openFor(deps.pool, req, res, viewer, 'password');
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

function asWaiting(error: unknown): TooMany {
  if (error instanceof TooMany) return error;
  throw error;
}

/** `seconds` where it is the limits that refuse, not the password: of an unknown login just the same. */
function refuseSignIn(
  res: Response,
  { next, resume, loginId, seconds }: Omit<SignInView, 'error'> & { readonly seconds?: number },
): void {
  res.status(seconds === undefined ? 401 : 429);
  if (seconds !== undefined) res.set('Retry-After', String(seconds));
  showSignIn(res, {
    next: localPath(next),
    error: seconds === undefined,
    loginId: loginId.slice(0, 64),
    resume,
    ...(seconds === undefined ? {} : { wait: Math.ceil(seconds / 60) }),
  });
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
