import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { askForExport, decideExport, listExports, note, openExport, readExport } from '../../audit/index.ts';
import type { Person } from '../../audit/index.ts';
import { Conflict, Forbidden, NotVisible, TooMany } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { trailReason } from '../form-fields.ts';
import { viewerOf } from '../guard.ts';
import { filterNames, filterOf, readCriteria } from './criteria.ts';
import { csvOf, fileNameOf, manifestOf } from './export-file.ts';
import type { ApprovedExport } from './export-file.ts';
import { numberIn } from './pages.ts';
import type { TrailDeps } from './pages.ts';
import { presentAsking, presentExport, presentExports } from './presenter-exports.ts';
import { wordsFor } from './words.ts';
import { anyText, choice, readForm, readQuery } from '../../fields/index.ts';
import type { Typed } from '../../fields/index.ts';
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
  const words = wordsFor(deps);
  const spoken = (res: Response) => words(res.locals.lang as Language);
  let running = 0;

  /** An approved export for one of its two persons, the fetching noted, with few running at once. */
  async function fetch(req: Request, file: string, work: (approved: ApprovedExport) => Promise<void>): Promise<void> {
    const person: Person = viewerOf(req);
    const { upto, ...found } = await openExport(trail.pool, person, numberIn(req, 'number'));
    if (!upto) throw new Forbidden('nothing was sealed when this was approved');
    if (running >= mostAtOnce) throw new TooMany(20, 'too many exports at once');
    running += 1;
    try {
      await note(trail.pool, person, { action: 'trail.exported', subject: `export:${found.number}`, detail: { file } });
      await work({ ...found, upto });
    } finally {
      running -= 1;
    }
  }

  return {
    async list(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await note(trail.pool, viewerOf(req), { action: 'trail.read', detail: { page: 'exports' } });
      render(res, 'audit/exports', presentExports(await listExports(trail.pool, 100), spoken(res), offices));
    },

    ask(req: Request, res: Response): void {
      const criteria = readCriteria(req.query, offices, true);
      render(res, 'audit/export-new', presentAsking(criteria, '', [], spoken(res), offices));
    },

    async begin(req: Request, res: Response): Promise<void> {
      const filters = Object.fromEntries(filterNames.map(name => [name, anyText]));
      const { typed, read, problems } = readForm(req.body, { ...filters, reason: trailReason });
      const { reason: given, ...wanted }: Typed = typed;
      const criteria = readCriteria(wanted, offices, true);
      if (problems.length > 0)
        return render(
          res.status(422),
          'audit/export-new',
          presentAsking(criteria, given ?? '', problems, spoken(res), offices),
        );
      const number = await askForExport(trail.pool, viewerOf(req), filterOf(criteria, offices), read.reason ?? '');
      res.redirect(303, `/access/audit/exports/${number}`);
    },

    async show(req: Request, res: Response): Promise<void> {
      await showPage(req, res, { reason: '', problems: [] });
    },

    async decide(req: Request, res: Response): Promise<void> {
      const number = numberIn(req, 'number');
      const { typed, values, problems } = readForm(req.body, deciding);
      if (!values) {
        res.status(422);
        return showPage(req, res, { reason: typed.reason, problems });
      }
      await decideExport(trail.pool, viewerOf(req), number, values.decision, values.reason);
      res.redirect(303, `/access/audit/exports/${number}`);
    },

    csv: (req: Request, res: Response) =>
      fetch(req, 'csv', async approved => {
        res.attachment(fileNameOf(approved));
        await pipeline(Readable.from(csvOf(trail, approved, offices), { highWaterMark: 1 }), res).catch(
          (error: unknown) => {
            if (!hasGone(error)) throw error;
          },
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

  async function showPage(req: Request, res: Response, form: Parameters<typeof presentExport>[4]): Promise<void> {
    const viewer = viewerOf(req);
    const one = await readExport(trail.pool, numberIn(req, 'number'));
    if (!one) throw new NotVisible('no such export');
    if (form.problems.length > 0 && one.askedBy === viewer.accountId)
      throw new Forbidden('who asked for an export does not decide on it');
    if (form.problems.length > 0 && one.state !== 'asked') throw new Conflict(`export ${one.number} is ${one.state}`);
    await note(trail.pool, viewer, { action: 'trail.read', subject: `export:${one.number}` });
    render(res, 'audit/export', presentExport(one, viewer.accountId, spoken(res), offices, form));
  }
}

/** Who leaves in the middle is no fault of ours. */
function hasGone(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
