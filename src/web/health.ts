import type { Request, Response } from 'express';
import type { Queryable } from '../db/pool.ts';

/** The process answers. Says nothing of what it depends on. */
export function healthz(_req: Request, res: Response): void {
  res.type('text').send('ok\n');
}

/** Ready for work: the database answers and the other named checks pass. 503 with the names that fail. */
export function readyz(checks: Readonly<Record<string, () => Promise<unknown>>>) {
  return async (_req: Request, res: Response): Promise<void> => {
    const results = await Promise.all(Object.entries(checks).map(async ([name, check]) =>
      check().then(() => undefined, () => name)));
    const failing = results.filter((name) => name !== undefined);
    res.status(failing.length > 0 ? 503 : 200).type('text').send(failing.length > 0 ? `not ready: ${failing.join(', ')}\n` : 'ready\n');
  };
}

export function databaseCheck(on: Queryable): () => Promise<unknown> {
  return () => on.query('select 1');
}
