import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { parsed, readForm, readQuery } from '../../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../../forms/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import type { SeizuresContext } from '../../context.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { handOver } from '../save.ts';
import { listReaders } from '../store-watches.ts';
import type { Watch } from '../watch.ts';
import { watchLoading } from './load.ts';

/** Handing a list over to a colleague. */
export function handOverPages(context: SeizuresContext) {
  const { pool } = context;
  const { wordsOf, load } = watchLoading(context);
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const watch = await load(req, 'handOver');
      const colleagues = await listReaders(pool, watch);
      const logins = colleagues.map(({ loginId }) => loginId);
      showForm(res, wordsOf(res), handOverPage(watch, logins, '', wordsOf(res)));
    },

    async handOver(req: Request, res: Response): Promise<void> {
      const watch = await load(req, 'handOver');
      const colleagues = await listReaders(pool, watch);
      const logins = colleagues.map(({ loginId }) => loginId);
      const reading = readForm(req.body, {
        to: parsed(typed => (logins.includes(typed) ? read(typed) : refuse('forms:problem.notListed'))),
      });
      const page = handOverPage(watch, logins, reading.typed.to ?? '', wordsOf(res));
      await answerForm(res, wordsOf(res), page, reading, async ({ to }) => {
        await handOver(context, viewerOf(req), watch.id, to);
        return '/seizures/watches?done=handedOver';
      });
    },
  };
}

function handOverPage(watch: Watch, logins: readonly string[], typed: string, { t }: Words): FormPage {
  return {
    title: t('watches:handOver.title', { name: watch.name }),
    lead: t('watches:handOver.lead'),
    crumbs: [
      { label: t('watches:title'), href: '/seizures/watches' },
      { label: watch.name, href: `/seizures/watches/${watch.id}` },
    ],
    action: `/seizures/watches/${watch.id}/handover`,
    groups: [
      {
        fields: [
          {
            type: 'choice',
            name: 'to',
            label: t('watches:handOver.to'),
            value: typed,
            display: 'select',
            options: logins.map(value => ({ value, label: value })),
          },
        ],
      },
    ],
    submit: { label: t('watches:handOver.submit'), icon: 'send' },
    cancelHref: `/seizures/watches/${watch.id}`,
  };
}
