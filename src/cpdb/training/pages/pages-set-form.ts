import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden } from '../../../errors.ts';
import { readQuery } from '../../../fields/index.ts';
import { ChangedMeanwhile, showForm, visibleProblems } from '../../../forms/index.ts';
import { wordsOf, type CpdbContext } from '../../context.ts';
import { makeSet, saveSet } from '../change.ts';
import { path } from '../set.ts';
import { readSet, setForm, typedOf } from './form.ts';
import { ownSet } from './pages-common.ts';

const hidden = ['clientUuid', 'version'];

/** A new set, and what a draft is called and how it runs. */
export function setFormPages(context: CpdbContext) {
  return {
    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      const typed = {
        clientUuid: randomUUID(),
        seconds: 'none',
        draws: 'shuffled',
        feedback: 'each',
        audience: 'office',
      };
      showForm(res, words, setForm(words, typed));
    },

    async make(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const { typed: given, problems, set: posted } = readSet(req.body);
      if (!posted) {
        const isUnnumbered = problems.some(({ path: field }) => field === 'clientUuid');
        const typed = isUnnumbered ? { ...given, clientUuid: randomUUID() } : given;
        return showForm(res, words, setForm(words, typed), visibleProblems(problems, hidden));
      }
      const ref = await makeSet(context, viewerOf(req), posted.clientUuid, posted.facts);
      res.redirect(303, `${path}/sets/${ref}?done=saved`);
    },

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const set = await ownSet(context, req);
      if (set.state !== 'draft') throw new Forbidden('no draft any more');
      const words = wordsOf(context, res);
      showForm(res, words, setForm(words, { ...typedOf(set), clientUuid: randomUUID() }, set.ref));
    },

    async save(req: Request, res: Response): Promise<void> {
      const { ref } = await ownSet(context, req);
      const words = wordsOf(context, res);
      const { typed, problems, set: posted } = readSet(req.body);
      if (!posted) return showForm(res, words, setForm(words, typed, ref), visibleProblems(problems, hidden));
      try {
        await saveSet(context, viewerOf(req), ref, posted.version, posted.facts);
        res.redirect(303, `${path}/sets/${ref}?done=saved`);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await ownSet(context, req);
        const items = Object.entries(now.title).map(([lang, value]) => ({
          label: words.language(lang),
          value: String(value),
        }));
        const meanwhile = { text: words.t('cpdbtraining:meanwhile'), items };
        showForm(res, words, setForm(words, { ...typed, version: String(now.version) }, ref, meanwhile));
      }
    },
  };
}
