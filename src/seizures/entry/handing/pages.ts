import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { longtext, parsed, readForm } from '../../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../../forms/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import type { Seizures } from '../../context.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { draftIdOf, queryOf } from '../pages/load.ts';
import { draftTitle } from '../pages/drafts.ts';
import { getDraft } from '../store-drafts.ts';
import { handDraft, takeBack } from './hand.ts';
import { listWriters } from './store-handing.ts';

const longestNote = 300;

/** Handing a draft to a colleague, and taking it back. */
export function handingPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const wordsOf = (res: Response): Words => wordsIn(res.locals.lang as Lang);
  const asked = async (req: Request, words: Words, typed: { to?: string; note?: string } = {}) => {
    const viewer = viewerOf(req);
    const draft = await getDraft(context.pool, viewer, draftIdOf(req));
    const logins = (await listWriters(context.pool, viewer)).map(({ loginId }) => loginId);
    return { logins, page: handingPage(draft.id, draftTitle(draft, words), logins, typed, words) };
  };
  return {
    async ask(req: Request, res: Response): Promise<void> {
      queryOf(req, []);
      showForm(res, wordsOf(res), (await asked(req, wordsOf(res))).page);
    },

    async hand(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const logins = (await listWriters(context.pool, viewer)).map(({ loginId }) => loginId);
      const reading = readForm(req.body, {
        to: parsed(typed => (logins.includes(typed) ? read(typed) : refuse('forms:problem.notListed'))),
        note: longtext({ optional: true, max: longestNote, problems: { nominal: 'onepage:handing.nominal' } }),
      });
      const id = draftIdOf(req);
      const { values } = reading;
      if (values) {
        await handDraft(context, viewer, id, values);
        return res.redirect(303, '/seizures/drafts?handed=1');
      }
      const { page } = await asked(req, wordsOf(res), reading.typed);
      await answerForm(res, wordsOf(res), page, reading, async () => '/seizures/drafts');
    },

    async takeBack(req: Request, res: Response): Promise<void> {
      const id = draftIdOf(req);
      await takeBack(context, viewerOf(req), id);
      res.redirect(303, `/seizures/drafts/${id}`);
    },
  };
}

function handingPage(
  id: string,
  title: string,
  logins: readonly string[],
  typed: { readonly to?: string; readonly note?: string },
  { t }: Words,
): FormPage {
  return {
    title: t('onepage:handing.title'),
    lead: t(logins.length === 0 ? 'onepage:handing.nobody' : 'onepage:handing.lead', { title }),
    crumbs: [
      { label: t('entry:drafts.title'), href: '/seizures/drafts' },
      { label: title, href: `/seizures/drafts/${id}` },
    ],
    action: `/seizures/drafts/${id}/handover`,
    groups: [
      {
        fields: [
          {
            type: 'choice',
            name: 'to',
            label: t('onepage:handing.to'),
            value: typed.to ?? '',
            display: 'select',
            options: logins.map(value => ({ value, label: value })),
          },
          {
            type: 'longtext',
            name: 'note',
            label: t('onepage:handing.note'),
            hint: t('onepage:handing.noteHint'),
            value: typed.note ?? '',
            optional: true,
            max: longestNote,
            rows: 2,
          },
        ],
      },
    ],
    submit: { label: t('onepage:handing.submit'), icon: 'user-plus' },
    cancelHref: `/seizures/drafts/${id}`,
  };
}
