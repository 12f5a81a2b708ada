import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import {
  askForExport,
  decideExport,
  listExports,
  note,
  openExport,
  readExport,
  type Person,
} from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { Conflict, Forbidden, NotVisible, TooMany } from '../../errors.ts';
import { trailReason } from '../form-fields.ts';
import { viewerOf } from '../guard.ts';
import { filterNames, filterOf, readCriteria } from './criteria.ts';
import { csvOf, fileNameOf, manifestOf, type ApprovedExport } from './export-file.ts';
import { numberIn, type TrailDeps } from './pages.ts';
import { presentAsking, presentExport, presentExports } from './presenter-exports.ts';
import { wordsOf } from './words.ts';
import { anyText, choice, readForm, readQuery, type Typed } from '../../fields/index.ts';
import { render } from '../../web/render.ts';

const decision = choice(['approved', 'refused'], {
  problems: { required: 'audit:errors.decision', notAChoice: 'audit:errors.decision' },
});
const deciding = { decision, reason: trailReason };
/** Each file holds a connection while it is read. */
const mostAtOnce = 2;

/** `/access/audit/exports`: one administrator asks, another decides, both may fetch. */
export function exportPages(deps: TrailDeps) {
  const { trail, offices } = deps;
  const fetch = approvedFetch(trail.pool);

  return {
    async list(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await note(trail.pool, viewerOf(req), { action: 'trail.read', detail: { page: 'exports' } });
      render(res, 'audit/exports', presentExports(await listExports(trail.pool, 100), wordsOf(deps, res), offices));
    },

    ask(req: Request, res: Response): void {
      const criteria = readCriteria(req.query, offices, true);
      render(res, 'audit/export-new', presentAsking(criteria, '', [], wordsOf(deps, res), offices));
    },

    async begin(req: Request, res: Response): Promise<void> {
      const filters = Object.fromEntries(filterNames.map(name => [name, anyText]));
      const { typed, read, problems } = readForm(req.body, { ...filters, reason: trailReason });
      const { reason: given, ...wanted }: Typed = typed;
      const criteria = readCriteria(wanted, offices, true);
      if (problems.length > 0) {
        const asking = presentAsking(criteria, given ?? '', problems, wordsOf(deps, res), offices);
        return render(res.status(422), 'audit/export-new', asking);
      }
      const number = await askForExport(trail.pool, viewerOf(req), filterOf(criteria, offices), read.reason ?? '');
      res.redirect(303, `/access/audit/exports/${number}`);
    },

    show: (req: Request, res: Response) => showExport(deps, req, res, { reason: '', problems: [] }),

    async decide(req: Request, res: Response): Promise<void> {
      const number = numberIn(req, 'number');
      const { typed, values, problems } = readForm(req.body, deciding);
      if (!values) {
        res.status(422);
        return showExport(deps, req, res, { reason: typed.reason, problems });
      }
      await decideExport(trail.pool, viewerOf(req), number, values.decision, values.reason);
      res.redirect(303, `/access/audit/exports/${number}`);
    },

    csv: (req: Request, res: Response) =>
      fetch(req, 'csv', approved => {
        res.attachment(fileNameOf(approved));
        return pipeline(Readable.from(csvOf(trail, approved, offices), { highWaterMark: 1 }), res).catch(
          unlessReaderLeft,
        );
      }),

    manifest: (req: Request, res: Response) =>
      fetch(req, 'manifest', async approved => {
        const manifest = await manifestOf(trail, approved, offices);
        res
          .attachment(`cen-trail-${approved.number}.json`)
          .type('json')
          .send(`${JSON.stringify(manifest, undefined, 2)}\n`);
      }),
  };
}

/** An approved export for one of its two persons, the fetching noted, with few running at once. */
function approvedFetch(pool: Pool) {
  let running = 0;
  return async (req: Request, file: string, work: (approved: ApprovedExport) => Promise<void>): Promise<void> => {
    const person: Person = viewerOf(req);
    const { upto, ...found } = await openExport(pool, person, numberIn(req, 'number'));
    if (!upto) throw new Forbidden('nothing was sealed when this was approved');
    if (running >= mostAtOnce) throw new TooMany(20, 'too many exports at once');
    running += 1;
    try {
      await note(pool, person, { action: 'trail.exported', subject: `export:${found.number}`, detail: { file } });
      await work({ ...found, upto });
    } finally {
      running -= 1;
    }
  };
}

async function showExport(
  deps: TrailDeps,
  req: Request,
  res: Response,
  form: Parameters<typeof presentExport>[4],
): Promise<void> {
  const { pool } = deps.trail;
  const viewer = viewerOf(req);
  const one = await readExport(pool, numberIn(req, 'number'));
  if (!one) throw new NotVisible('no such export');
  if (form.problems.length > 0 && one.askedBy === viewer.accountId)
    throw new Forbidden('who asked for an export does not decide on it');
  if (form.problems.length > 0 && one.state !== 'asked') throw new Conflict(`export ${one.number} is ${one.state}`);
  await note(pool, viewer, { action: 'trail.read', subject: `export:${one.number}` });
  render(res, 'audit/export', presentExport(one, viewer.accountId, wordsOf(deps, res), deps.offices, form));
}

/** A reader who leaves in the middle is not an error. */
function unlessReaderLeft(error: unknown): void {
  if (!(error instanceof Error) || (error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
