import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden, NotVisible } from '../../../errors.ts';
import { longtext, readForm, uuid } from '../../../fields/index.ts';
import { ChangedMeanwhile, showForm, type FormPage } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { wakeNow } from '../../duty/wake.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { enter } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { longestReason } from '../read-message.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { formToCorrect, sendVersion } from './send-version.ts';
import { listHoldersOfForm } from './store-versions.ts';
import { lastVersionOf, meanwhileOf } from './meanwhile.ts';
import { actsOn } from './version.ts';

const fields = { clientUuid: uuid, reason: longtext({ max: longestReason, screened: false }) };
type Act = 'withdrawn' | 'stood_down';
const paths = { withdrawn: 'withdrawal', stood_down: 'standing-down' } as const;

/** Taking a form back, and saying that it is over: the page that asks why, and its answer. */
export function versionPages(context: CencommContext) {
  async function opened(req: Request): Promise<Entered> {
    const entered = await enter(context.pool, viewerOf(req), req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('may not write');
    return entered;
  }

  const ask =
    (act: Act) =>
    async (req: Request, res: Response): Promise<void> => {
      const [viewer, words, entered] = [viewerOf(req), wordsOf(context, res), await opened(req)];
      try {
        const { form } = await formToCorrect(context.pool, viewer, context.keys, entered, req.params.message);
        if (!actsOn(form).includes(act)) throw new NotVisible('nothing to end');
        showForm(res, words, await pageOf(context, words, entered, { form, act }));
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        res.redirect(303, `${pathOf(entered.operation.id)}/mail/${String(req.params.message)}`);
      }
    };

  const answer =
    (act: Act) =>
    async (req: Request, res: Response): Promise<void> => {
      const [viewer, words, entered, of] = [
        viewerOf(req),
        wordsOf(context, res),
        await opened(req),
        String(req.params.message),
      ];
      const { typed, values, problems } = readForm(req.body, fields);
      const again = async (meanwhile?: FormPage['meanwhile']): Promise<void> => {
        const form = await lastVersionOf(context, viewer, entered, of);
        const page = await pageOf(context, words, entered, { form, act, reason: typed.reason });
        showForm(res, words, { ...page, ...(meanwhile ? { meanwhile } : {}) }, problems);
      };
      if (!values) return again();
      try {
        const word = words.t(`cencommforms:version.word.${act}`);
        const { clientUuid, reason } = values;
        const id = await sendVersion(context, viewer, entered.operation.id, { clientUuid, of, act, reason, word });
        wakeNow(context, id);
        res.redirect(303, `${pathOf(entered.operation.id)}/mail/${id}`);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        await again(await meanwhileOf(context, viewer, entered, of, words));
      }
    };

  return {
    askWithdrawal: ask('withdrawn'),
    withdraw: answer('withdrawn'),
    askStandingDown: ask('stood_down'),
    standDown: answer('stood_down'),
  };
}

/** The page that asks why a form is taken back, or is over. */
async function pageOf(
  context: CencommContext,
  { t }: Words,
  entered: Entered,
  { form, act, reason = '' }: { readonly form: SentForm; readonly act: Act; readonly reason?: string | undefined },
): Promise<FormPage> {
  const base = pathOf(entered.operation.id);
  const holders = await listHoldersOfForm(context.pool, entered.operation.id, form.firstId);
  return {
    title: t(`cencommforms:version.title.${form.kind}.${act}`),
    lead: t(`cencommforms:version.lead.${form.kind}.${act}`),
    crumbs: [
      { label: t('cencomm:tabs.board'), href: `${base}/board` },
      { label: form.subject ?? t('cencommforms:board.broken'), href: `${base}/mail/${form.id}` },
      { label: t(`cencommforms:version.do.${act}`) },
    ],
    action: `${base}/mail/${form.id}/${paths[act]}`,
    hidden: { clientUuid: randomUUID() },
    groups: [
      {
        note: t('cencommforms:version.told', { count: holders.length - 1 }),
        fields: [
          {
            name: 'reason',
            type: 'longtext',
            label: t('cencommforms:version.reason'),
            hint: t('cencommforms:version.reasonHint'),
            rows: 3,
            dir: 'auto',
            max: longestReason,
            value: reason,
          },
        ],
      },
    ],
    submit: { label: t(`cencommforms:version.do.${act}`), icon: 'send', danger: true },
    cancelHref: `${base}/mail/${form.id}`,
  };
}
