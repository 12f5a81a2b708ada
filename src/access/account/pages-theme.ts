import type { Request, Response } from 'express';
import { anyText, typedOf } from '../../fields/index.ts';
import { themes } from '../../web/views.ts';
import { unrepeated } from '../form-fields.ts';

const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400_000 } as const;

/** Light, dark, or as the system says; kept on this machine, whose screen it is about. */
export function switchTheme(req: Request, res: Response): void {
  const { theme } = typedOf(unrepeated(req.body), { theme: anyText });
  if (theme === 'system') res.clearCookie('__Host-theme', { ...cookie, maxAge: 0 });
  else if (themes.some(one => one === theme)) res.cookie('__Host-theme', theme, cookie);
  res.redirect(303, '/account#theme');
}
