import type { Request, RequestHandler, Response } from 'express';
import { readForm } from './form-body.ts';

/** A form that met a part which is away, as it was sent: its page offers it to be sent again. */
export interface KeptForm {
  readonly action: string;
  /** With the token of the session, which has not ended. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * What was typed, of a form from one of our own pages. It is read where the error came before: without the database
 * not even the session is known. Undefined where there is none, or where `mayBeShown` says it holds what no page shows.
 */
export async function keptForm(
  req: Request,
  res: Response,
  mayBeShown: (path: string) => boolean,
): Promise<KeptForm | undefined> {
  const isOurs = req.method === 'POST' && req.get('sec-fetch-site') === 'same-origin' && mayBeShown(req.path);
  if (!isOurs || !req.is('application/x-www-form-urlencoded')) return undefined;
  // A second slash would be the name of another server.
  if (!/^\/[^/\\]/.test(req.originalUrl)) return undefined;
  if (req.body === undefined && !(await isRead(req, res))) return undefined;
  const fields = Object.entries((req.body ?? {}) as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([name, value]) => [value].flat().map(one => [name, one] as const),
  );
  return { action: req.originalUrl, fields };
}

/** Whether the whole of it could be read: one that is too large is not kept in part. */
async function isRead(req: Request, res: Response): Promise<boolean> {
  const ran = (handler: RequestHandler): Promise<unknown> =>
    new Promise(resolve => void handler(req, res, (error?: unknown) => resolve(error)));
  for (const handler of readForm) if ((await ran(handler)) !== undefined) return false;
  return true;
}
