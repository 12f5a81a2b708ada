import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { presentCard, stateTag } from '../pictures/presenter-card.ts';
import { listOwnPictures, listPictures } from '../pictures/store.ts';
import type { Picture } from '../pictures/picture.ts';
import type { Words } from '../../reference/index.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { waitingPictures } from './store-queue.ts';
import { listReports } from './store-reports.ts';
import { render } from '../../web/render.ts';

/** Pictures of one list at most: what is older waits behind them. */
const most = 120;

/** The queue of who reviews, and what the own office contributed. */
export function reviewPages(context: CpdbContext) {
  return {
    async queue(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const [waiting, reports] = await Promise.all([
        listPictures(context.pool, waitingPictures(viewer), most, 'waitingLongest'),
        listReports(context.pool, viewer),
        note(context.pool, viewer, { action: 'picture.listed', detail: { for: 'review' } }),
      ]);
      const words = wordsOf(context, res);
      const { t } = words;
      render(res, 'cpdb/review', {
        title: t('cpdb:review.title'),
        head: { title: t('cpdb:review.count', { count: waiting.length }), scope: t('cpdb:review.scope') },
        cards: waiting.map(one => ofOffice(one, words)),
        empty: { text: t('cpdb:review.none'), action: { label: t('cpdb:review.gallery'), href: '/cpdb' } },
        reports: reports.map(one => ({
          id: one.id,
          ref: one.ref,
          href: `/cpdb/pictures/${one.ref}`,
          about: t(`cpdb:trouble.${one.about}`),
          text: one.text,
          by: t('cpdb:report.by', { login: one.loginId, time: words.time(one.at) }),
        })),
      });
    },

    async own(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['discarded']) });
      const viewer = viewerOf(req);
      const [pictures] = await Promise.all([
        listOwnPictures(context.pool, viewer, most),
        note(context.pool, viewer, { action: 'picture.listed', detail: { for: 'own office' } }),
      ]);
      const words = wordsOf(context, res);
      const { t } = words;
      render(res, 'cpdb/contributions', {
        title: t('cpdb:own.title'),
        done: done === '' ? undefined : t('cpdb:done.discarded'),
        head: { title: t('cpdb:own.title'), scope: t('cpdb:own.scope', { office: words.office(viewer.office) }) },
        cards: pictures.map(one => ({ ...presentCard(one, words, context), tag: stateTag(one.state, words) })),
        empty: { text: t('cpdb:own.none'), action: { label: t('cpdb:nav.contribute'), href: '/cpdb/new' } },
      });
    },
  };

  function ofOffice(picture: Picture, words: Words) {
    const card = presentCard(picture, words, context);
    const office = context.offices.byId(picture.officeId);
    const name = office ? words.office(office) : '';
    // Most administrations are called as their country.
    return name === '' || card.meta.startsWith(`${name}, `) ? card : { ...card, meta: `${name} · ${card.meta}` };
  }
}
