import type { Request, Response } from 'express';
import {
  archivedMonths,
  askForCheck,
  chainState,
  lastChecks,
  listTrail,
  marksOf,
  note,
  readArchives,
  readMonthsDue,
  readMonthsKept,
  readTrailRow,
  sealOver,
  type Trail,
  type WholeRow,
} from '../../audit/index.ts';
import { together } from '../../db/together.ts';
import { NotVisible } from '../../errors.ts';
import { readQuery, ticked } from '../../fields/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Offices } from '../../reference/index.ts';
import { viewerOf } from '../guard.ts';
import { filterOf, readCriteria } from './criteria.ts';
import { presentChain } from './presenter-chain.ts';
import { presentRow, type RowSeal } from './presenter-row.ts';
import { presentTrail, rowsPerPage } from './presenter.ts';
import { readerOf } from './trail-scope.ts';
import { wordsOf } from './words.ts';
import { render } from '../../web/render.ts';

export interface TrailDeps {
  readonly trail: Trail;
  readonly offices: Offices;
  readonly texts: Texts;
}

/** `/access/audit`: who did what, when, from where, on which record. Reading it is itself noted. */
export function trailPages(deps: TrailDeps) {
  const { trail, offices } = deps;
  const { pool } = trail;

  return {
    async list(req: Request, res: Response): Promise<void> {
      const reader = { ...readerOf(viewerOf(req)), office: viewerOf(req).office };
      const criteria = readCriteria(req.query, offices, reader.sees === 'all');
      const { after, before } = criteria;
      const query = {
        filter: filterOf(criteria, offices),
        limit: rowsPerPage,
        ...(after ? { after } : {}),
        ...(before ? { before } : {}),
      };
      const at = together(pool);
      const [page, checks, archived] = await Promise.all([
        listTrail(pool, reader, query),
        reader.sees === 'all' ? lastChecks(at, 1) : [],
        archivedMonths(at, query.filter),
      ]);
      render(
        res,
        'audit/trail',
        presentTrail({ reader, criteria, page, offices, words: wordsOf(deps, res), check: checks[0], archived }),
      );
    },

    async row(req: Request, res: Response): Promise<void> {
      const row = await readTrailRow(pool, readerOf(viewerOf(req)), numberIn(req, 'row', 15));
      if (!row) throw new NotVisible('no such row of the trail');
      render(res, 'audit/row', presentRow(row, await sealOf(trail, row), wordsOf(deps, res)));
    },

    async chain(req: Request, res: Response): Promise<void> {
      const isAsked = readQuery(req.query, { asked: ticked }).asked === 'yes';
      const [state, checks, archives, monthsKept, monthsDue] = await Promise.all([
        chainState(pool),
        lastChecks(pool, 20),
        readArchives(pool),
        readMonthsKept(pool),
        readMonthsDue(pool),
      ]);
      await note(pool, viewerOf(req), { action: 'trail.read', detail: { page: 'chain' } });
      const reach = { state, archives, monthsKept, monthsDue };
      render(res, 'audit/chain', presentChain(reach, checks, isAsked, wordsOf(deps, res)));
    },

    async check(req: Request, res: Response): Promise<void> {
      await note(pool, viewerOf(req), { action: 'trail.checkAsked' });
      await askForCheck(trail, viewerOf(req));
      res.redirect(303, '/access/audit/chain?asked=yes');
    },
  };
}

/** A number in the path, as the column's type can hold it; what is none names nothing that exists. */
export function numberIn(req: Request, name: string, digits = 9): number {
  const text = String(req.params[name]);
  if (!/^[1-9]\d*$/.test(text) || text.length > digits) throw new NotVisible(`no ${name} of that number`);
  return Number(text);
}

/** The seal over a row, and whether the row still fits it. */
async function sealOf({ pool }: Trail, row: WholeRow): Promise<RowSeal | undefined> {
  const seal = await sealOver(pool, row);
  return seal && { number: seal.number, at: seal.at, fits: marksOf(seal.marks).get(row.id) === row.mark };
}
