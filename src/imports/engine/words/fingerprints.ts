import { hash } from 'node:crypto';
import { foldHeader } from './words.ts';

/**
 * Fingerprint of a file's shape: SHA-256 (hex) of its sorted, normalised headers. The order of columns does not count.
 */
export function headerFingerprint(header: readonly string[]): string {
  const names = header
    .map(foldHeader)
    .filter(name => name !== '')
    .sort();
  return hash('sha256', names.join('\n'), 'hex');
}

/** Share of headers two files have in common, 0 to 1: from 0.8 on a known profile is proposed. */
export function headerOverlap(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a.map(foldHeader)), new Set(b.map(foldHeader))];
  const all = new Set([...first, ...second]);
  return all.size === 0 ? 0 : [...first].filter(name => second.has(name)).length / all.size;
}
