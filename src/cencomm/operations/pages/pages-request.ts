import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { readQuery } from '../../../fields/index.ts';
import { Refused, showForm } from '../../../forms/index.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { request } from '../lifecycle/request.ts';
import { blankRequest, readRequest, requestPage } from './request-form.ts';

/** Requesting an operation from the Secretariat. */
export function requestPages(context: CencommContext) {
  return {
    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      showForm(res, words, requestPage(context, words, blankRequest(randomUUID(), words.lang)));
    },

    async request(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const { typed, problems, wish } = readRequest(req.body, context.lists);
      if (!wish) {
        const isNumbered = !problems.some(({ path }) => path === 'clientUuid');
        const shown = problems.filter(({ path }) => path !== 'clientUuid');
        return showForm(
          res,
          words,
          requestPage(context, words, { ...typed, ...(isNumbered ? {} : { clientUuid: randomUUID() }) }),
          shown.length > 0 ? shown : problems,
        );
      }
      try {
        await request(context, viewerOf(req), wish);
      } catch (error) {
        if (error instanceof Refused) return showForm(res, words, requestPage(context, words, typed), [error.problem]);
        throw error;
      }
      res.redirect(303, '/cencomm?done=requested');
    },
  };
}
