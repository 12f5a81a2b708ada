import type { Request, Response } from 'express';
import type { Language, Texts } from '../i18n/index.ts';
import { render } from '../web/render.ts';
import { presentStatus, type Words } from './presenter.ts';
import { readStatus, type StatusContext } from './store-status.ts';

export interface PageContext extends StatusContext {
  readonly texts: Texts;
}

/** `/access/status`: nothing of it is about a person or a record, so that reading it is not noted. */
export async function showStatus(context: PageContext, _req: Request, res: Response): Promise<void> {
  const lang = res.locals.lang as Language;
  const words = { lang, t: context.texts.t[lang] as Words['t'] };
  render(res, 'operations/status', presentStatus(await readStatus(context), words));
}
