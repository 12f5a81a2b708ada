import type { Request, Response } from 'express';
import type { Authenticator } from 'passport';
import { note } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { isLanguage } from '../i18n/index.ts';
import { keepToken } from '../web/csrf.ts';
import type { FormSeal } from '../web/resume.ts';
import { setLang } from './store.ts';

export interface AccessDeps {
  readonly pool: Pool;
  readonly passport: Authenticator;
  readonly seal: FormSeal;
}

/** Longer than any address of ours, shorter than what browsers and proxies take for a header. */
const longestPath = 8000;

/** Only a path of our own: no scheme, no host, no backslash or control character a browser might read as one. */
export function localPath(value: unknown): string {
  return typeof value === 'string' && value.length <= longestPath && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value) ? value : '/';
}

export async function signInPage(req: Request, res: Response): Promise<void> {
  if (req.user) return res.redirect('/');
  await keepToken(req);
  const next = localPath(req.query['next']);
  showSignIn(res, { next, error: false, loginId: '', resume: '' });
}

interface SignInView { next: string; error: boolean; loginId: string; resume: string }

export function showSignIn(res: Response, view: SignInView): void {
  res.render('access/sign-in', { ...view, services: [{ key: 'database', ok: true }] });
}

export function openSession(deps: AccessDeps) {
  return (req: Request, res: Response): Promise<void> => new Promise((resolve, reject) => {
    const { next, resume, loginId, password } = textFields(req, ['next', 'resume', 'loginId', 'password']);
    // passport would look into the query string for what the form lacks, and take a list for a text
    if (loginId === '' || password === '') return resolve(refuseSignIn(res, { next, resume, loginId }));
    const handle = deps.passport.authenticate('local', (error: unknown, viewer?: Express.User | false) => {
      if (error) return reject(error as Error);
      if (!viewer) return resolve(refuseSignIn(res, { next, resume, loginId }));
      // passport gives the session a new id here, so one planted before sign-in is worth nothing after it
      req.logIn(viewer, (failed: unknown) => {
        if (failed) return reject(failed as Error);
        req.session.openedAt = req.session.seenAt = Date.now();
        // Saved before the answer leaves: the browser's next request would else read, and write back, a session without its times
        req.session.save((lost: unknown) => {
          if (lost) return reject(lost as Error);
          continueAfter(deps, res, viewer, localPath(next), resume);
          resolve();
        });
      });
    }) as (req: Request, res: Response, next: (error?: unknown) => void) => void;
    handle(req, res, (error) => error ? reject(error as Error) : resolve());
  });
}

function refuseSignIn(res: Response, { next, resume, loginId }: Omit<SignInView, 'error'>): void {
  res.status(401);
  showSignIn(res, { next: localPath(next), error: true, loginId: loginId.slice(0, 64), resume });
}

/** Either back to the page, or to the form whose session had ended, with all its fields. */
function continueAfter(deps: AccessDeps, res: Response, viewer: Express.User, next: string, resume: string): void {
  const form = deps.seal.open(resume);
  if (!form) return res.redirect(303, next);
  res.locals['viewer'] = viewer;
  showContinue(res, form.path, form.fields);
}

/** Offers a form of an earlier session to be sent again, with a token of this one. */
export function showContinue(res: Response, action: string, fields: readonly (readonly [string, string])[]): void {
  res.render('access/continue', { action: localPath(action), fields });
}

export function closeSession(deps: AccessDeps) {
  return async (req: Request, res: Response): Promise<void> => {
    if (req.user) await note(deps.pool, req.user, { action: 'session.closed' });
    await new Promise<void>((resolve, reject) => req.session.destroy((error: unknown) => error ? reject(error as Error) : resolve()));
    res.clearCookie('__Host-cen', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
    // Not "cookies": the language chosen on this machine is no secret, and the next person to sign in here may need it.
    res.set('Clear-Site-Data', '"cache", "storage"');
    res.redirect(303, '/sign-in');
  };
}

export function switchLanguage(deps: AccessDeps) {
  return async (req: Request, res: Response): Promise<void> => {
    const { lang, back } = textFields(req, ['lang', 'back']);
    if (isLanguage(lang)) {
      if (req.user) await setLang(deps.pool, req.user.accountId, lang);
      res.cookie('__Host-lang', lang, { path: '/', secure: true, httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400_000 });
    }
    res.redirect(303, localPath(back));
  };
}

/** The named fields of the body as text; a missing or repeated one is ''. */
function textFields<N extends string>(req: Request, names: readonly N[]): Record<N, string> {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => {
    const value = body[name];
    return [name, typeof value === 'string' ? value : ''];
  })) as Record<N, string>;
}
