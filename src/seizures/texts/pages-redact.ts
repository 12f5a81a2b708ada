import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';
import { longtext, parsed, readForm } from '../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../forms/index.ts';
import { read, refuse } from '../../text/readable-text.ts';
import type { Seizures } from '../context.ts';
import { isReason, longestReason } from '../entry/form-check.ts';
import { queryOf, refOf } from '../entry/pages/load.ts';
import { wordsFor, type Words } from '../record/pages/presenter-words.ts';
import { readSeizure } from '../record/store.ts';
import { askForRemoval, mayRedact } from './redact.ts';

const [fewest, most] = [3, 200];

/** `/seizures/:ref/redaction`: words about a person that the check did not find, and why they must go. */
export function redactionPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const wordsOf = (res: Response): Words => wordsIn(res.locals.lang as Lang);

  async function asked(req: Request, res: Response, typed: { words?: string; reason?: string } = {}) {
    const viewer = viewerOf(req);
    const deed = { action: 'seizure.read', detail: { for: 'redaction' } } as const;
    const seizure = await readSeizure(context.pool, viewer, refOf(req), deed);
    if (!mayRedact(viewer, seizure)) throw new Forbidden('may not ask to remove words');
    return redactionPage(seizure.ref, typed, wordsOf(res));
  }

  return {
    async ask(req: Request, res: Response): Promise<void> {
      queryOf(req, []);
      showForm(res, wordsOf(res), await asked(req, res));
    },

    async send(req: Request, res: Response): Promise<void> {
      const reading = readForm(req.body, {
        words: parsed(text => (text.length >= fewest && text.length <= most ? read(text) : refuse('texts:ask.length'))),
        reason: longtext({
          max: longestReason,
          parse: text => (isReason(text) ? read(text) : refuse('texts:ask.noReason')),
          problems: { nominal: 'texts:ask.nominal' },
        }),
      });
      const page = await asked(req, res, reading.typed);
      await answerForm(res, wordsOf(res), page, reading, async ({ words, reason }) => {
        await askForRemoval(context, viewerOf(req), refOf(req), { words, reason: reason.replaceAll(words, '…') });
        return `/seizures/texts?proposed=${refOf(req)}`;
      });
    },
  };
}

function redactionPage(ref: string, typed: { words?: string; reason?: string }, { t }: Words): FormPage {
  return {
    title: t('texts:ask.title', { ref }),
    lead: t('texts:ask.lead'),
    crumbs: [{ label: ref, href: `/seizures/${ref}` }, { label: t('texts:ask.link') }],
    action: `/seizures/${ref}/redaction`,
    groups: [
      {
        fields: [
          {
            type: 'text',
            name: 'words',
            label: t('texts:ask.words'),
            hint: t('texts:ask.wordsHint'),
            value: typed.words ?? '',
            max: most,
          },
          {
            type: 'longtext',
            name: 'reason',
            label: t('texts:ask.reason'),
            hint: t('texts:ask.reasonHint'),
            value: typed.reason ?? '',
            max: longestReason,
            rows: 3,
          },
        ],
      },
    ],
    submit: { label: t('texts:ask.submit'), icon: 'eraser', danger: true },
    cancelHref: `/seizures/${ref}`,
  };
}
