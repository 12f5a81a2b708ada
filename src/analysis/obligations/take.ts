import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Refused } from '../../forms/index.ts';
import { now } from '../../text/clock.ts';
import type { Words } from '../../reference/index.ts';
import type { AnalysisContext } from '../context.ts';
import type { Wanted } from './wanted.ts';
import { isReady, recordsOf, type Made, type Row } from './sheets/make.ts';
import { findSame, insertFile, listContents } from './store-sendings.ts';
import { workbookOf } from './workbook.ts';

const mostBytes = 50_000_000;

interface Taking {
  readonly wanted: Wanted;
  readonly made: Made;
  /** Only what was in no file that was sent. */
  readonly onlyUnsent: boolean;
}

/**
 * Makes the file of the lines that are ready and keeps it as it is; the same content is kept once. Answers its id.
 * Throws Refused where no line is ready.
 */
export async function takeFile(
  context: Pick<AnalysisContext, 'pool' | 'files'>,
  viewer: Viewer,
  { wanted, made, onlyUnsent }: Taking,
  words: Words,
): Promise<string> {
  const { pool, files } = context;
  const { owner, report, year } = wanted;
  const rows = await readyRows(context, { wanted, made, onlyUnsent });
  if (rows.length === 0) throw new Refused({ path: 'which', key: 'obligations:problem.nothingReady' });
  const content = {
    columns: made.sheet.columns.map(({ key }) => key),
    rows: rows.map(({ key, ref, version, cells }) => ({ key, ref, version, cells })),
  };
  const digest = createHash('sha256')
    .update(JSON.stringify([report, year, words.lang, onlyUnsent, made.left, content]))
    .digest('hex');
  const same = await findSame(pool, owner.id, digest);
  if (same !== undefined) return same;
  const about = { wanted, made, rows, onlyUnsent, login: viewer.loginId, at: `${now().toISOString().slice(0, 19)}Z` };
  const stored = await files.put(Readable.from([await workbookOf(about, words)]), mostBytes);
  const size = { lines: rows.length, records: recordsOf(rows) };
  try {
    return await inTransaction(pool, async client => {
      const id = await insertFile(client, viewer, {
        ...content,
        ...size,
        report,
        officeId: owner.id,
        year,
        digest,
        name: `${report}-${owner.code}-${year}-${about.at.slice(0, 10)}.xlsx`.toLowerCase(),
        storedId: stored.id,
        size: stored.size,
        sha256: stored.sha256,
      });
      await note(client, viewer, {
        action: 'obligation.taken',
        subject: id,
        detail: { report, office: owner.code, year, ...size, sha256: stored.sha256 },
      });
      return id;
    });
  } catch (error) {
    await files.remove(stored.id);
    throw error;
  }
}

async function readyRows(
  { pool }: Pick<AnalysisContext, 'pool'>,
  { wanted: { owner, report, year }, made, onlyUnsent }: Taking,
): Promise<readonly Row[]> {
  const ready = made.rows.filter(isReady);
  if (!onlyUnsent) return ready;
  const contents = await listContents(pool, { officeId: owner.id, report, year });
  const sent = new Set(contents.flatMap(({ rows }) => rows.map(({ key }) => key)));
  return ready.filter(({ key }) => !sent.has(key));
}
