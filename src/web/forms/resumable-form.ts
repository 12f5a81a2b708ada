import type { Request } from 'express';
import { deriveKey, openEither, seal } from '../../crypto/envelope.ts';

/**
 * A form that arrived after its session had ended is not lost: its fields travel, sealed, through the sign-in page and
 * are offered to be sent again. Nothing is kept at the server, and nobody can read or forge the seal.
 */
interface ResumableForm {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const lifetime = 12 * 60 * 60_000;

export interface FormSeal {
  seal(form: ResumableForm): string;
  /** Undefined when forged, damaged or older than 12 hours. */
  open(sealed: unknown): ResumableForm | undefined;
}

const context = ['web', 'form', 1] as const;

export function formSeal(masterKey: Buffer): FormSeal {
  const key = deriveKey(masterKey, 'form', 'web/v1/form');
  return {
    seal: form => seal(key, context, JSON.stringify({ at: Date.now(), ...form })).toString('base64url'),
    open(sealed) {
      if (typeof sealed !== 'string') return undefined;
      try {
        const text = openEither(key, context, Buffer.from(sealed, 'base64url')).toString();
        const { at, path, fields } = JSON.parse(text) as ResumableForm & { at: number };
        return Date.now() - at < lifetime ? { path, fields } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** What a posted form held, in order, without its old token; undefined when the request carried no form. */
export function postedForm(req: Request): ResumableForm | undefined {
  const body: unknown = req.body;
  if (req.method !== 'POST' || typeof body !== 'object' || body === null) return undefined;
  const fields = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(one => [name, String(one)] as const),
  );
  return { path: req.originalUrl, fields: fields.filter(([name]) => name !== '_csrf') };
}
