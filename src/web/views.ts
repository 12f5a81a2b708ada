import type { Request, RequestHandler, Response } from 'express';
import { isLanguage, languages, type Language, type Texts } from '../i18n/index.ts';
import { movedDays } from '../text/clock.ts';
import { dateText } from '../text/formats.ts';
import { today } from '../text/plain-date.ts';
import { asset, roomSheet } from './assets.ts';
import { tokenOf } from './forms/csrf.ts';
import { icon } from './icons.ts';

/** Themes a machine may keep; without one the system says. */
export const themes = ['light', 'dark'] as const;

/** What every view may use. `menu` gives the navigation for the viewer; plumbing does not know its words. */
export function viewLocals(texts: Texts, menu: (req: Request, res: Response) => unknown): RequestHandler {
  return (req, res, next) => {
    const lang = languageOf(req);
    Object.assign(res.locals, {
      icon,
      asset,
      lang,
      t: texts.t[lang],
      theme: themes.find(one => req.get('cookie')?.includes(`__Host-theme=${one}`)),
      viewer: req.user ?? null,
      path: req.path,
      roomStyles: roomSheet(req.path),
      movedTo: movedDays() === 0 ? undefined : dateText(today(), lang),
      url: req.originalUrl,
      nav: menu(req, res),
      languageLinks: languages.map(one => ({ lang: one, href: req.originalUrl, current: one === lang })),
    });
    // Made when a form first asks for it: pages without a form leave the session unwritten.
    Object.defineProperty(res.locals, 'csrfToken', {
      get: () => (req.session ? tokenOf(req) : ''),
      enumerable: true,
      configurable: true,
    });
    next();
  };
}

/** The account's language; signed out, the one chosen before, else the browser's, else English. */
function languageOf(req: Request): Language {
  const own = (req.user as { lang?: unknown } | undefined)?.lang;
  if (isLanguage(own)) return own;
  const chosen = /(?:^|; )__Host-lang=(en|fr)/.exec(req.get('cookie') ?? '')?.[1];
  if (isLanguage(chosen)) return chosen;
  const accepted = req.acceptsLanguages([...languages]);
  return isLanguage(accepted) ? accepted : 'en';
}
