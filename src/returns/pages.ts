import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../access/index.ts';
import { recordRead } from '../audit/index.ts';
import { NotVisible } from '../errors.ts';
import { choice, readQuery } from '../fields/index.ts';
import { wordsOf, type Lists, type Office, type Offices } from '../reference/index.ts';
import type { Texts } from '../i18n/index.ts';
import { readsUse, type Seizures } from '../seizures/index.ts';
import { today } from '../text/plain-date.ts';
import { render } from '../web/render.ts';
import { periodKeys, periodOf, type Period } from './period.ts';
import { presentReturn } from './presenter.ts';
import { presentGaps, presentList } from './presenter-lists.ts';
import { returnsOf, type Owner } from './read-return.ts';
import { gaps, listGaps } from './store-gaps.ts';

export interface ReturnDeps {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly seizures: Seizures;
}

/** `/network/return`: what an office's records did, for the office itself, its RILO and the administrator. */
export function returnPages(deps: ReturnDeps) {
  const { offices, seizures } = deps;
  const { pool } = seizures.context;
  const readReturn = returnsOf(seizures);

  async function show(req: Request, res: Response, owner: Owner): Promise<void> {
    const viewer = viewerOf(req);
    const { period } = readQuery(req.query, { period: choice(periodKeys(today())) });
    const asked = periodOf(period, today());
    const [read] = await Promise.all([
      readReturn(viewer, owner, asked),
      recordRead(pool, viewer, { action: 'return.read', subject: owner.code, detail: { period: asked.key } }),
    ]);
    render(
      res,
      'returns/return',
      presentReturn(read, {
        owner,
        period: asked,
        isOwn: viewer.office.id === owner.id,
        today: today(),
        offices,
        words: wordsOf(deps, res),
      }),
    );
  }

  return {
    /** One's own, or the Members whose returns the viewer reads. */
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const own = ownerOf(viewer, offices.byId(viewer.office.id));
      if (own) return show(req, res, own);
      readQuery(req.query, {});
      await recordRead(pool, viewer, { action: 'return.listed' });
      const owners = offices.all.flatMap(office => ownerOf(viewer, office) ?? []);
      render(res, 'returns/list', presentList(owners, wordsOf(deps, res)));
    },

    async ofOffice(req: Request, res: Response): Promise<void> {
      await show(req, res, named(offices, req));
    },

    /** Records of the office that lack something, or came late. */
    async records(req: Request, res: Response): Promise<void> {
      const [viewer, owner] = [viewerOf(req), named(offices, req)];
      const asked = readQuery(req.query, { period: choice(periodKeys(today())), what: choice(gaps) });
      const period: Period = periodOf(asked.period, today());
      const gap = asked.what === '' ? 'incomplete' : asked.what;
      const [rows] = await Promise.all([
        listGaps(pool, viewer, { officeId: owner.id, gap, days: period }),
        recordRead(pool, viewer, { action: 'return.gapsListed', subject: owner.code, detail: { gap } }),
      ]);
      render(res, 'returns/records', presentGaps(rows, { owner, gap, period, words: wordsOf(deps, res) }));
    },
  };
}

/** The office of the address, where the viewer reads its return. Throws NotVisible for any other. */
function named(offices: Offices, req: Request): Owner {
  const owner = ownerOf(viewerOf(req), offices.byCode(String(req.params.code)));
  if (!owner) throw new NotVisible('no return of this office');
  return owner;
}

function ownerOf(viewer: Viewer, office: Office | undefined): Owner | undefined {
  if (office?.country == null || office.kind !== 'administration' || !rights.return(viewer)) return undefined;
  const { country } = office;
  return readsUse(viewer, { country, officeId: office.id }) ? { ...office, country } : undefined;
}
