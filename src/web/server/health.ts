import { statfs } from 'node:fs/promises';
import type { Request, Response } from 'express';

/** The process answers. Says nothing of what it depends on. */
export function healthz(_req: Request, res: Response): void {
  res.type('text').send('ok\n');
}

type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Ready for work: the named checks pass, else 503 with the names of those that fail. What is `missed` only delays
 * something and is named with a 200, so that no proxy takes the portal away for it.
 */
export function readyz(checks: Checks, missed: Checks = {}) {
  return async (_req: Request, res: Response): Promise<void> => {
    const [failing, away] = await Promise.all([failingOf(checks), failingOf(missed)]);
    res.status(failing.length > 0 ? 503 : 200).type('text');
    if (failing.length > 0) return void res.send(`not ready: ${failing.join(', ')}\n`);
    res.send(away.length > 0 ? `ready, without: ${away.join(', ')}\n` : 'ready\n');
  };
}

async function failingOf(checks: Checks): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(([name, check]) =>
      check().then(
        () => undefined,
        () => name,
      ),
    ),
  );
  return results.filter(name => name !== undefined);
}

/** A national file of 200 MB, and a copy of it at work. */
const leastRoom = 500e6;

/** Rejects where a disk has too little room left for a large upload. */
export async function hasRoom(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < leastRoom) throw new Error('the disk is nearly full');
}
