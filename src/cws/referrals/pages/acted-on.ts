import type { Request } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import { isTheirs, type Action } from '../permissions.ts';
import type { Referral } from '../referral.ts';
import { getReferral } from '../store.ts';

/** The referral in the address. 404 unless it is there for the viewer, 403 unless the act is theirs. */
export async function actedOn(context: CwsContext, req: Request, action: Action | 'write'): Promise<Referral> {
  const viewer = viewerOf(req);
  const referral = await getReferral(context.pool, viewer, refOf(req));
  const actions: readonly Action[] = action === 'write' ? ['ask', 'say'] : [action];
  if (!actions.some(one => isTheirs(viewer, one, referral))) throw new Forbidden(`may not ${action}`);
  return referral;
}

export function refOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!/^REFERRAL-\d{4}-\d{4,9}$/.test(ref)) throw new NotFound('no such referral');
  return ref;
}
