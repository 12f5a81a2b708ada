import { createHash } from 'node:crypto';

/**
 * The id under which something made of a stored file is stored: made twice it is stored once, and a job that was killed
 * leaves nothing that its next run does not replace.
 */
export function derivedId(of: string, name: string): string {
  const hex = createHash('sha256').update(`${of}/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
