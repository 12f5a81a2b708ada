import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { choice, readForm, readQuery } from '../../fields/index.ts';
import { answerForm, showForm } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import type { FollowedList } from '../../web/followed.ts';
import { render } from '../../web/render.ts';
import { idOf } from '../collections/pages-id.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { publishedPictures } from '../pictures/scope.ts';
import { listCards } from '../pictures/store.ts';
import { follow, leave, subjectOf } from './change.ts';
import { followForm, followedFields, followedText, readFollowed } from './form.ts';
import { presentWatch } from './presenter.ts';
import { getWatch, listFollowed, listWatches, markSeen } from './store.ts';
import { followAddress, path } from './watch.ts';

/** Pictures shown of one hiding place; the gallery has all. */
const mostShown = 48;

/** A hiding place that is followed: begun, looked at, ended. */
export function watchPages(context: CpdbContext) {
  const { pool } = context;
  return {
    ask(req: Request, res: Response): void {
      const typed = readQuery(req.query, followedFields(context));
      const words = wordsOf(context, res);
      showForm(res, words, followForm(words, { clientUuid: randomUUID(), ...typed }, context));
    },

    async make(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const reading = readFollowed(req.body, context);
      await answerForm(
        res,
        words,
        followForm(words, reading.typed, context),
        reading,
        async ({ clientUuid, ...followed }) => {
          const id = await follow(context, viewerOf(req), clientUuid, followed);
          return `${path}/${id}?done=followed`;
        },
      );
    },

    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['followed']) });
      const viewer = viewerOf(req);
      const watch = await getWatch(pool, viewer, idOf(req));
      const rows = await listFollowed(pool, viewer, watch.id, mostShown);
      const ids = rows.map(({ id }) => id);
      const cards = await listCards(pool, ids, publishedPictures);
      await note(pool, viewer, { action: 'hidingPlace.read', subject: subjectOf(watch.id) });
      await markSeen(pool, viewer, watch.id, ids);
      const words = wordsOf(context, res);
      render(res, 'cpdb/watch', presentWatch({ watch, rows, cards, done, words, context }));
    },

    async end(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await leave(context, viewerOf(req), idOf(req));
      res.redirect(303, '/cws/subscription?done=left#places');
    },
  };
}

/** The hiding places an account follows, for the page of all that it follows. */
export function followedPlaces(context: CpdbContext) {
  return async (viewer: Viewer, words: Words): Promise<FollowedList> => ({
    id: 'places',
    title: words.t('cpdbwatches:title'),
    note: words.t('cpdbwatches:note'),
    icon: 'scan',
    rows: (await listWatches(context.pool, viewer)).map(watch => ({
      title: followedText(watch, words.lang, context),
      href: `${path}/${watch.id}`,
      text: words.t('cpdbwatches:since', { date: words.date(watch.madeAt.slice(0, 10)) }),
      fresh: watch.fresh === 0 ? '' : words.t('cpdbwatches:fresh', { count: watch.fresh }),
      end: { action: `${path}/${watch.id}/end`, label: words.t('cpdbwatches:end') },
    })),
    none: words.t('cpdbwatches:none'),
    more: { label: words.t('cpdbwatches:new'), href: followAddress({}) },
  });
}
