import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest } from '../../errors.ts';
import { choice, readForm, readQuery } from '../../fields/index.ts';
import type { Language } from '../../i18n/index.ts';
import { render } from '../../web/render.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { wordsFor, type Words } from '../accounts/pages/words.ts';
import { viewerOf } from '../guard.ts';
import type { Viewer } from '../viewer.ts';
import { sayings } from './review.ts';
import { findOwnPost, sayOwnPost, type OwnPost } from './store-post.ts';

/** `/account/post`: in the annual review each officer is asked whether the post is still the one of the account. */
export function postPages(context: AccountsContext) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { done } = readQuery(req.query, { done: choice(['said']) });
      const post = await findOwnPost(context.pool, viewer);
      render(
        res,
        'account/post',
        presentPost(viewer, post, done === 'said', wordsFor(context, res.locals.lang as Language)),
      );
    },

    async say(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { values, problems } = readForm(req.body, { says: choice(sayings) });
      if (!values) throw new BadRequest(problems);
      const isKept = await inTransaction(context.pool, async client => {
        const reviewId = await sayOwnPost(client, viewer, values.says);
        if (reviewId !== undefined)
          await note(client, viewer, {
            action: 'review.postSaid',
            subject: String(reviewId),
            detail: { outcome: values.says },
          });
        return reviewId !== undefined;
      });
      res.redirect(303, `/account/post${isKept ? '?done=said' : ''}`);
    },
  };
}

export function presentPost({ loginId, level }: Viewer, post: OwnPost | undefined, isDone: boolean, words: Words) {
  const { t } = words;
  return {
    done: isDone ? t('review:post.done') : undefined,
    lead: post ? t('review:post.lead', { due: post.dueOn }) : t('review:post.none'),
    isAsked: post !== undefined,
    said: post?.says,
    items: post
      ? [
          { label: t('common:account.login'), value: loginId },
          { label: t('common:account.office'), value: words.office(post.officeCode) },
          { label: t('review:post.unit'), value: post.unit ?? '' },
          { label: t('common:account.level'), value: words.level(level) },
        ]
      : [],
  };
}
