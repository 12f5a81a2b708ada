import type { Request } from 'express';
import { NotFound } from '../../errors.ts';
import { kinds, type KindCode } from '../kinds/index.ts';

/** The reference in the address; any other shape is an address that does not exist. */
export function refOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!/^[A-Z]{4,8}-\d{4}-\d{4,7}$/.test(ref)) throw new NotFound('no such document');
  return ref;
}

/** A kind by the word of an address. */
export function kindNamed(name: string): KindCode {
  if (!Object.hasOwn(kinds, name)) throw new NotFound('no such kind');
  return name as KindCode;
}
