import { hash } from 'node:crypto';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { inject } from 'vitest';

/**
 * Parts of pages that axe has looked at and passed in this run, by whichever test file met them first: kept in a file
 * of the run, since each test file runs in a process of its own.
 */
const known = new Set<string>();
let read = 0;

const printOf = (part: string): string => hash('sha256', part, 'base64url').slice(0, 16);

/** Those of the parts that axe has not passed yet. */
export function freshParts(parts: readonly string[]): string[] {
  const unknown = (some: readonly string[]): string[] => some.filter(part => !known.has(printOf(part)));
  const fresh = unknown(parts);
  if (fresh.length === 0) return [];
  readMore();
  return unknown(fresh);
}

export function notePassed(parts: readonly string[]): void {
  const fresh = parts.map(printOf).filter(print => !known.has(print));
  for (const print of fresh) known.add(print);
  if (fresh.length > 0) appendFileSync(inject('passedParts'), `${fresh.join('\n')}\n`);
}

function readMore(): void {
  const path = inject('passedParts');
  if (statSync(path).size === read) return;
  const text = readFileSync(path, 'utf8');
  read = Buffer.byteLength(text);
  for (const print of text.split('\n')) if (print !== '') known.add(print);
}
