import type { Request, Response } from 'express';
import { NotFound } from '../../errors.ts';

const validity = 180 * 24 * 60 * 60_000;

/** Whom to tell of a weakness (RFC 9116). Throws NotFound where the operator named nobody. */
export function securityTxt(contact: string | undefined, baseUrl: string) {
  return (_req: Request, res: Response): void => {
    if (contact === undefined) throw new NotFound();
    const expires = new Date(Date.now() + validity).toISOString().slice(0, 10);
    res
      .type('text')
      .send(
        `Contact: ${contact}\nExpires: ${expires}T00:00:00Z\nPreferred-Languages: en, fr\n` +
          `Canonical: ${baseUrl}/.well-known/security.txt\n`,
      );
  };
}
