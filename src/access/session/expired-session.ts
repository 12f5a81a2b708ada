import type { ErrorRequestHandler } from 'express';
import { StaleForm } from '../../web/forms/csrf.ts';
import { postedForm, type FormSeal } from '../../web/forms/resumable-form.ts';
import { SignedOut } from '../guard.ts';
import { showContinue, showSignIn } from '../pages.ts';
import { localPath } from '../local-path.ts';

/** A `Location` above 16 kB breaks proxies and clients, and percent signs make three characters of one. */
const longestNext = 4000;

/** Sign-in, and from there back: to the page as it was asked for, or where that is too long to the page alone. */
function signInFor(url: string): string {
  const fitting = [url, url.replace(/\?.*/s, '')]
    .map(one => encodeURIComponent(localPath(one)))
    .find(one => one.length <= longestNext);
  return fitting === undefined ? '/sign-in' : `/sign-in?next=${fitting}`;
}

/**
 * What a request meets when its session is over. A page goes to sign-in and back; data gets 401; a form keeps
 * everything that was typed, through sign-in, until it is sent again.
 */
export function signedOut(seal: FormSeal): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const form = postedForm(req);
    if (error instanceof StaleForm && form && req.user) {
      res.status(403);
      return showContinue(res, form.path, form.fields);
    }
    if (!(error instanceof SignedOut)) return next(error);
    if (error.answers === 'data') return void res.status(401).type('text').send('sign in first\n');
    if (!form) return res.redirect(303, signInFor(req.originalUrl));
    res.status(401);
    showSignIn(res, { next: '/', error: false, loginId: '', resume: seal.seal(form) });
  };
}
