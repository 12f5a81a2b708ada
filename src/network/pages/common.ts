import type { Request, Response } from 'express';
import type { Language } from '../../i18n/index.ts';
import { NotFound } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import type { NetworkContext } from '../context.ts';
import { wordsIn } from './words.ts';
import type { Words } from './words.ts';

export function wordsOf(context: NetworkContext, res: Response): Words {
  return wordsIn(res.locals.lang as Language, context);
}

/** The office named in the address. Throws NotFound. */
export function officeOf(context: NetworkContext, req: Request): Office {
  const office = context.offices.byCode(String(req.params.code));
  if (!office) throw new NotFound('no such office');
  return office;
}
