import type { Request, Response } from 'express';
import type { Language } from '../../i18n/index.ts';
import { NotFound } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import type { NetworkRoom } from '../room.ts';
import { wordsIn } from '../words.ts';
import type { Words } from '../words.ts';

export function wordsOf(room: NetworkRoom, res: Response): Words {
  return wordsIn(res.locals.lang as Language, room);
}

/** The office named in the address. Throws NotFound. */
export function officeOf(room: NetworkRoom, req: Request): Office {
  const office = room.offices.byCode(String(req.params.code));
  if (!office) throw new NotFound('no such office');
  return office;
}
