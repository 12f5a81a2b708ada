import type { Request, Response } from 'express';
import type { Offices } from '../../../reference/index.ts';
import type { Lang } from '../../viewer.ts';
import { wordsIn, type Words } from './presenter-words.ts';

export function wordsOf(res: Response, offices: Offices): Words {
  return wordsIn(res.locals.lang as Lang, res.locals.t as (key: string) => string, offices);
}

export function refOf(req: Request): string {
  return String(req.params.ref);
}
