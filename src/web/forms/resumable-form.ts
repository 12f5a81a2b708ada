import type { Request } from 'express';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A form that arrived after its session had ended is not lost: its fields travel, sealed, through the sign-in page
 * and are offered to be sent again. Nothing is kept at the server, and nobody can read or forge the seal.
 */
export interface ResumableForm {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const lifetime = 12 * 60 * 60_000;

export interface FormSeal {
  seal(form: ResumableForm): string;
  /** Undefined when forged, damaged or older than 12 hours. */
  open(sealed: unknown): ResumableForm | undefined;
}

export function formSeal(masterKey: Buffer): FormSeal {
  const key = Buffer.from(hkdfSync('sha256', masterKey, 'form', 'web/v1/form', 32));
  return {
    seal(form) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      const body = Buffer.concat([cipher.update(JSON.stringify({ at: Date.now(), ...form }), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      if (typeof sealed !== 'string' || sealed.length < 40) return undefined;
      try {
        return read(key, Buffer.from(sealed, 'base64url'));
      } catch {
        return undefined;
      }
    },
  };
}

function read(key: Buffer, blob: Buffer): ResumableForm | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(blob.subarray(-16));
  const text = Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]).toString('utf8');
  const { at, path, fields } = JSON.parse(text) as ResumableForm & { at: number };
  return Date.now() - at < lifetime ? { path, fields } : undefined;
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
