import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { hasProved, requireStepUp, viewerOf, type Viewer } from '../../access/index.ts';
import { TooMany } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { readCriteria, type Criteria } from '../search/criteria.ts';
import { exportSeizures, type ExportChunk } from './search-export.ts';
import { fileNameOf, provenanceOf } from './file.ts';
import { csvOf } from './csv.ts';
import { workbookOf } from './xlsx.ts';
import type { Seizures } from '../context.ts';
import { wordsFor } from '../record/pages/presenter-words.ts';
import { countedTo } from '../search/result-page.ts';
import { countSearches } from '../search/search.ts';
import type { Searching } from '../search/search-where.ts';

/** Each export holds a connection while it is read; more at once are asked to come back. */
const mostAtOnce = 4;

/** `/seizures/export.csv` and `.xlsx`: what the search of the same query string counts, streamed. */
export function exportPages(seizures: Seizures) {
  const { pool, reads, lists, offices } = seizures.context;
  const words = wordsFor(seizures.context);
  let running = 0;

  async function send(req: Request, res: Response, format: 'csv' | 'xlsx'): Promise<void> {
    const viewer = viewerOf(req);
    const criteria = readCriteria(req.query, lists, offices);
    const searching: Searching = { viewer, criteria, lists, offices, words: seizures.words };
    if (!hasProved(req) && (await isLarge(searching))) requireStepUp(req);
    if (running >= mostAtOnce) throw new TooMany(20, 'too many exports at once');
    running += 1;
    const source = exportSeizures(pool, searching, format, reads);
    try {
      // The first chunk comes before anything is answered: what fails there is an error page and not a broken file.
      const chunks = continued(await source.next(), source);
      await write(res, format, chunks, viewer, criteria);
    } catch (error) {
      if (!hasGone(error)) throw error;
    } finally {
      running -= 1;
      await source.return(undefined);
    }
  }

  /** More rows than the screen counts to leave the portal only with a fresh proof. */
  async function isLarge(searching: Searching): Promise<boolean> {
    const [count = 0] = await countSearches(reads, [searching]);
    return count > countedTo;
  }

  async function write(
    res: Response,
    format: 'csv' | 'xlsx',
    chunks: AsyncGenerator<ExportChunk>,
    viewer: Viewer,
    criteria: Criteria,
  ): Promise<void> {
    const spoken = words(res.locals.lang as Language);
    const now = new Date();
    const provenance = provenanceOf(viewer, criteria, spoken, now);
    res.attachment(fileNameOf(format, now));
    const file =
      format === 'csv' ? csvOf(chunks, provenance, spoken, offices) : workbookOf(chunks, provenance, spoken, offices);
    // What packs the answer would wait for more: who waits for the file sees that it comes.
    const first = await file.next();
    if (!first.done) res.write(first.value);
    res.flush();
    await pipeline(Readable.from(file, { highWaterMark: 1 }), res);
  }

  return {
    csv: (req: Request, res: Response) => send(req, res, 'csv'),
    xlsx: (req: Request, res: Response) => send(req, res, 'xlsx'),
  };
}

async function* continued<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** Who leaves in the middle is no fault of ours. */
function hasGone(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
