import type { Request } from 'express';
import { NotFound } from '../errors.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The UUID of a thing in the address; any other text names nothing. Throws NotFound. */
export function uuidParam(req: Request, thing: string): string {
  const id = String(req.params.id);
  if (!uuid.test(id)) throw new NotFound(`no such ${thing}`);
  return id;
}
