import { createReadStream } from 'node:fs';
import { Refused, type RefusalReason } from './kinds.ts';

interface Mark {
  readonly pattern: RegExp;
  readonly reason: RefusalReason;
}

/**
 * What another kind of file looks like inside a picture: long enough that compressed data does not hold it by chance.
 * The header of a packed file is held against what its fields may say.
 */
export const signaturesEmbeddedIn: readonly Mark[] = [
  { pattern: /<(?:script|!doctype|iframe|html[\s>]|\?php\s)/i, reason: 'hidden' },
  { pattern: /%PDF-[12]\.\d|Rar!\x1a\x07[\0\x01]|7z\xbc\xaf\x27\x1c\0/, reason: 'hidden' },
  { pattern: /PK\x03\x04[\x0a-\x3f]\0[\s\S]{2}[\0\x08]\0[\s\S]{14}\S\0[\s\S]{2}[\w[./-]/, reason: 'hidden' },
  { pattern: /This program cannot be run in DOS mode/, reason: 'hidden' },
];

/**
 * What a PDF says openly of itself. Names may be written with #-escapes; what lies in packed objects is for the
 * sandbox.
 */
export const openlyActive: readonly Mark[] = [
  { pattern: /\/Encrypt\s*(?:<<|\d)/, reason: 'locked' },
  { pattern: /\/(?:JavaScript|Launch|RichMedia)(?![A-Za-z0-9])/, reason: 'active' },
  { pattern: /\/EmbeddedFiles?(?![A-Za-z0-9])/, reason: 'attachments' },
];

/** More than the longest mark, so that none is cut in two. */
const overlap = 256;

/** Reads a file from front to back, little of it in memory. Throws Refused at the first mark found. */
export async function refuseMarked(path: string, marks: readonly Mark[]): Promise<void> {
  let rest = '';
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = rest + (chunk as Buffer).toString('latin1');
    const found = marks.find(({ pattern }) => pattern.test(text));
    if (found) throw new Refused(found.reason);
    rest = text.slice(-overlap);
  }
}
