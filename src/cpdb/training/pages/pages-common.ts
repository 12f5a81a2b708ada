import type { Request } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import type { CpdbContext } from '../../context.ts';
import { isTrainer } from '../scope.ts';
import type { TrainingSet } from '../set.ts';
import { getSet } from '../store/store-sets.ts';

export function setRefOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!/^CT-\d{4}-\d{4,12}$/.test(ref)) throw new NotFound('no such set');
  return ref;
}

/** A number in the address, from 1. Throws NotFound. */
export function numberOf(req: Request, name: string): number {
  const text = String(req.params[name]);
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new NotFound('no such number');
  return Number(text);
}

/** A set of the viewer's office. 404 unless visible, 403 unless theirs to change. */
export async function ownSet({ pool }: CpdbContext, req: Request): Promise<TrainingSet> {
  const set = await getSet(pool, viewerOf(req), setRefOf(req));
  if (!isTrainer(viewerOf(req), set)) throw new Forbidden('a set of another office');
  return set;
}
