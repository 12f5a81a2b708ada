import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';
import { freeText, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile, Refused, showForm, visibleProblems } from '../../forms/index.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { makeCollection, saveCollection } from './change.ts';
import { path, type Collection } from './collection.ts';
import { collectionForm, readCollection, typedOf } from './form.ts';
import { idOf } from './pages-id.ts';
import { mayChange } from './scope.ts';
import { getCollection } from './store.ts';

const hidden = ['clientUuid', 'version', 'pictures'];

/** A new collection, and what one is called and who sees it. */
export function collectionFormPages(context: CpdbContext) {
  return {
    ask(req: Request, res: Response): void {
      const { pictures } = readQuery(req.query, { pictures: freeText });
      const words = wordsOf(context, res);
      showForm(res, words, collectionForm(words, { clientUuid: randomUUID(), audience: 'own', pictures }));
    },

    async make(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const { typed, problems, posted } = readCollection(req.body);
      if (!posted) return showForm(res, words, collectionForm(words, typed), visibleProblems(problems, hidden));
      const id = await makeCollection(context, viewerOf(req), posted);
      res.redirect(303, `${path}/${id}?done=saved`);
    },

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const known = await changeable(context, req);
      const words = wordsOf(context, res);
      showForm(res, words, collectionForm(words, { ...typedOf(known), clientUuid: randomUUID() }, known));
    },

    async save(req: Request, res: Response): Promise<void> {
      const known = await changeable(context, req);
      const words = wordsOf(context, res);
      const { typed, problems, posted } = readCollection(req.body);
      if (!posted) return showForm(res, words, collectionForm(words, typed, known), visibleProblems(problems, hidden));
      try {
        await saveCollection(context, viewerOf(req), known.id, posted.version, posted.facts);
        res.redirect(303, `${path}/${known.id}?done=saved`);
      } catch (error) {
        if (error instanceof Refused) return showForm(res, words, collectionForm(words, typed, known), [error.problem]);
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await changeable(context, req);
        const items = [{ label: words.t('cpdbcollections:field.name'), value: now.name }];
        const meanwhile = { text: words.t('cpdbcollections:meanwhile'), items };
        showForm(res, words, collectionForm(words, { ...typed, version: String(now.version) }, now, meanwhile));
      }
    },
  };
}

/** 404 unless visible, 403 unless theirs to change. */
export async function changeable({ pool }: CpdbContext, req: Request): Promise<Collection> {
  const known = await getCollection(pool, viewerOf(req), idOf(req));
  if (!mayChange(viewerOf(req), known)) throw new Forbidden('a collection of somebody else');
  return known;
}
