import type { Response } from 'express';
import type { Language } from '../i18n/index.ts';
import type { asset } from './assets.ts';
import type { IconOptions } from './icons.ts';
import type { Piece } from './page-parts.ts';
import { sendPage } from './send-page.ts';
import { renderView, viewPath, type Keep } from './view-engine.ts';

/**
 * What each view is given, by its path under views/. Every feature adds its own in a file `views.ts`:
 * `declare module '../web/render.ts' { interface Views { 'network/desk': DeskPage } }`.
 * test/architecture/typed-views.test.ts compiles the views against it.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it.
export interface Views {}

/** What every view may use beside what it is given; features add theirs as they do to Views. */
export interface SharedLocals {
  readonly lang: Language;
  /** Chosen on this machine; without it the system says. */
  readonly theme?: 'light' | 'dark' | undefined;
  readonly t: (key: string, values?: object) => string;
  readonly path: string;
  /** Address of a second stylesheet. */
  readonly roomStyles?: string | undefined;
  readonly url: string;
  readonly languageLinks: readonly { readonly lang: Language; readonly href: string; readonly current: boolean }[];
  readonly csrfToken: string;
  /** The day to which an evaluation's date is moved, as it is read. */
  readonly movedTo?: string | undefined;
  readonly icon: (name: string, options?: IconOptions) => string;
  readonly asset: typeof asset;
  readonly keptPart: Keep;
}

/** A page as pieces in their order. Views are drawn here alone, so that what each is given is checked. */
export function drawPage<Name extends keyof Views>(res: Response, view: Name, locals: Views[Name]): readonly Piece[] {
  return renderView(viewPath(view), { ...res.locals, ...locals });
}

/** Answers with a page. */
export function render<Name extends keyof Views>(res: Response, view: Name, locals: Views[Name]): void {
  let page: readonly Piece[];
  try {
    page = drawPage(res, view, locals);
  } catch (failure) {
    return void res.req.next?.(failure);
  }
  sendPage(res, page);
}
