import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { KeysAway, type KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal } from '../../keys/seal.ts';
import { readerOf } from './decrypt-message.ts';
import type { LineRow } from './store-list.ts';

/** A line as it is read; without subject, its message could not be verified. */
export type Line = Omit<LineRow, 'salt' | 'bound' | 'recipientsCt' | 'readerId' | 'subjectCt' | 'bodyCt'> & {
  readonly subject?: string;
  readonly start: string;
  /** The key of its operation is missing at the moment; the message itself is intact. */
  readonly isAway?: true;
};

/** Characters of the beginning of a text in a line. */
const longestStart = 160;

/**
 * Opens subjects and beginnings of the lines of one page. A broken seal is noted in the trail and marked; a missing key
 * of one operation does not keep the others from being read.
 */
export async function openLines(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  rows: readonly LineRow[],
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const row of rows) {
    const { salt: _salt, bound: _bound, recipientsCt: _to, readerId: _reader, subjectCt, bodyCt, ...rest } = row;
    try {
      const read = await readerOf(on, keys, row);
      lines.push({ ...rest, subject: read('subject', subjectCt), start: startOf(read('body', bodyCt)) });
    } catch (error) {
      if (error instanceof KeysAway) {
        lines.push({ ...rest, start: '', isAway: true });
        continue;
      }
      if (!(error instanceof BrokenSeal)) throw error;
      await noteBroken(on, viewer, row.id);
      lines.push({ ...rest, start: '' });
    }
  }
  return lines;
}

/** Notes in the trail that a message could not be verified. */
export async function noteBroken(on: Queryable, viewer: Viewer, id: string): Promise<void> {
  await note(on, viewer, { action: 'message.sealBroken', outcome: 'failed', subject: `message:${id}` });
}

/**
 * The beginning of a text in Markdown, on one line and without its marks: good enough for a list, at a hundredth of the
 * cost of parsing it.
 */
export function startOf(body: string): string {
  const text = withoutMarkup(body.slice(0, longestStart * 3));
  return text.length > longestStart ? `${text.slice(0, longestStart).toWellFormed().trimEnd()}…` : text;
}

/** A text in Markdown on one line: without rules of tables, marks of lists, emphasis and addresses. */
export function withoutMarkup(markdown: string): string {
  return markdown
    .replace(/^[ \t|:-]{3,}$|^[ \t]*[-+][ \t]+|^[ \t]*(?:>[ \t]?)+/gm, ' ')
    .replace(/\]\([^)]*\)?|[*_`#|~[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
