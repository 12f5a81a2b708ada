import type { Request } from 'express';
import { NotFound } from '../../errors.ts';

/** The number of a collection in the address. Throws NotFound. */
export function idOf(req: Request): number {
  const text = String(req.params.id);
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('no such collection');
  return Number(text);
}
