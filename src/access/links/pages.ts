import type { Request, Response } from 'express';
import type { Pool } from '../../db/pool.ts';
import { longestPassword } from '../passwords/password.ts';
import { passwordProblem, shortestPassword } from '../passwords/password-rules.ts';
import { originOf } from '../session/passport.ts';
import { hashOf } from './make-link.ts';
import { findLink, type LinkAccount, type LinkPurpose } from './store.ts';
import { useLink } from './use-link.ts';
import { render } from '../../web/render.ts';
import { anyText, typedOf } from '../../fields/index.ts';
import { unrepeated } from '../form-fields.ts';

type Link = LinkAccount & { readonly purpose: LinkPurpose };
export interface Problem {
  readonly path: 'password' | 'repeat';
  readonly text: string;
}
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Nothing typed is shown again, for it is a password. */
const posted = { username: anyText, password: anyText, repeat: anyText };

/**
 * The page a letter's link leads to: a password is chosen there. Looking at it uses nothing up, as mail scanners do.
 */
export function linkPages({ pool }: { readonly pool: Pool }) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const link = await findLink(pool, hashOf(tokenOf(req)));
      if (!link) return showBad(res);
      showForm(res, link, tokenOf(req), []);
    },

    async setPassword(req: Request, res: Response): Promise<void> {
      const link = await findLink(pool, hashOf(tokenOf(req)));
      if (!link) return showBad(res);
      const { password, repeat } = typedOf(unrepeated(req.body), posted);
      const problems = problemsOf(link, { password, repeat }, res.locals.t as Say);
      if (problems.length > 0) return showForm(res.status(422), link, tokenOf(req), problems);
      const done = await useLink(pool, tokenOf(req), password, originOf(req));
      if (!done) return showBad(res);
      keepSecret(res);
      res.redirect(303, '/sign-in?done=password');
    },
  };
}

function tokenOf(req: Request): string {
  return String(req.params.token);
}

/** The address is the secret: no page that is opened from here may learn it. */
function keepSecret(res: Response): void {
  res.set('Referrer-Policy', 'no-referrer');
}

/** Forged, used and expired look alike. */
function showBad(res: Response): void {
  keepSecret(res);
  render(res.status(404), 'access/link-ended', {});
}

function showForm(res: Response, link: Link, token: string, problems: readonly Problem[]): void {
  keepSecret(res);
  const { purpose, loginId, personName } = link;
  const office = res.locals.lang === 'fr' ? link.officeNameFr : link.officeNameEn;
  render(res, 'access/link', {
    purpose,
    loginId,
    personName,
    office,
    token,
    problems,
    least: shortestPassword,
    most: longestPassword,
  });
}

function problemsOf(link: Link, { password, repeat }: { password: string; repeat: string }, say: Say): Problem[] {
  const names = [link.personName ?? '', link.email?.split('@')[0] ?? '', link.officeNameEn, link.officeNameFr];
  const problem = passwordProblem(password, { loginId: link.loginId, names });
  return [
    ...(problem ? [{ path: 'password' as const, text: say(problem.key, problem.values ?? {}) }] : []),
    ...(password === repeat ? [] : [{ path: 'repeat' as const, text: say('activation:form.repeatDiffers') }]),
  ];
}
