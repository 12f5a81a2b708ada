import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf, type Lang } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, NotVisible } from '../../../errors.ts';
import { anyText, longtext, readForm, uuid } from '../../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import type { Seizures } from '../../context.ts';
import { queryOf } from '../../entry/pages/load.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { queryString, readCriteria, type Criteria } from '../../search/criteria.ts';
import { inWords } from '../../search/pages/presenter-chips.ts';
import { answerRequest, askRilo } from '../ask.ts';
import { queryIn } from '../query.ts';
import { clearAnswers, listRequests } from '../store.ts';
import { presentRequests } from './presenter.ts';

const longest = 1000;
const said = longtext({ max: longest });

/** `/seizures/requests`: what officers ask a RILO about records that are counted and not shown. */
export function requestPages({ context }: Seizures) {
  const { pool, lists, offices } = context;
  const wordsIn = wordsFor(context);
  const wordsOf = (res: Response): Words => wordsIn(res.locals.lang as Lang);

  /** The RILO that is asked, and the search in which its records were counted. */
  function readAsked({ rilo: code = '', ...query }: Readonly<Record<string, unknown>>) {
    const rilo = offices.byCode(String(code));
    if (rilo?.kind !== 'rilo') throw new BadRequest([{ path: 'rilo', key: 'errors:fields.notInList' }]);
    return { rilo, criteria: readCriteria(query, lists, offices) };
  }

  return {
    async list(req: Request, res: Response): Promise<void> {
      const { done } = queryOf(req, ['done']);
      const viewer = viewerOf(req);
      const rows = await listRequests(pool, viewer);
      await note(pool, viewer, { action: 'request.listed', detail: { shown: rows.length } });
      if ((await clearAnswers(pool, viewer)) > 0) context.waiting?.changed(viewer.accountId);
      const answers = rights['database:verify'](viewer) && viewer.office.kind === 'rilo';
      const shown = presentRequests(rows, { words: wordsOf(res), offices, lists, answers });
      render(res, 'seizures/requests/requests', { ...shown, done: doneText(done, wordsOf(res)) });
    },

    async ask(req: Request, res: Response): Promise<void> {
      const { rilo, criteria } = readAsked(req.query);
      showForm(res, wordsOf(res), askingPage(rilo.code, criteria, wordsOf(res)));
    },

    async send(req: Request, res: Response): Promise<void> {
      const reading = readForm(req.body, { clientUuid: uuid, rilo: anyText, query: anyText, text: said });
      const { query, clientUuid, text } = reading.typed;
      const { rilo, criteria } = readAsked({ ...queryIn(query), rilo: reading.typed.rilo });
      const page = askingPage(rilo.code, criteria, wordsOf(res), { clientUuid, text });
      await answerForm(res, wordsOf(res), page, reading, async values => {
        const asked = { clientUuid: values.clientUuid, text: values.text, query: queryString(criteria).slice(0, 4000) };
        await askRilo(context, viewerOf(req), rilo, asked);
        return '/seizures/requests?done=asked';
      });
    },

    async answer(req: Request, res: Response): Promise<void> {
      const id = String(req.params.id);
      if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotVisible('no such request');
      const reading = readForm(req.body, { answer: said });
      await answerForm(res, wordsOf(res), answerPage(id, reading.typed.answer, wordsOf(res)), reading, async values => {
        await answerRequest(context, viewerOf(req), Number(id), values.answer);
        return '/seizures/requests?done=answered';
      });
    },
  };
}

function doneText(done: string | undefined, { t }: Words): string | undefined {
  return done === 'asked' || done === 'answered' ? t(`requests:done.${done}`) : undefined;
}

function askingPage(
  code: string,
  criteria: Criteria,
  { t, names }: Words,
  typed: { readonly clientUuid?: string; readonly text?: string } = {},
): FormPage {
  const office = names.of('office', code);
  const search = `/seizures?${queryString(criteria)}`;
  return {
    title: t('requests:ask.title', { office }),
    lead: t('requests:ask.lead', { office, search: inWords(criteria, names) }),
    crumbs: [
      { label: t('requests:title'), href: '/seizures/requests' },
      { label: office, href: `/network/offices/${code}` },
    ],
    action: '/seizures/requests',
    hidden: { clientUuid: typed.clientUuid ?? randomUUID(), rilo: code, query: queryString(criteria) },
    groups: [
      {
        fields: [
          {
            type: 'longtext',
            name: 'text',
            label: t('requests:ask.text'),
            hint: t('requests:ask.hint'),
            value: typed.text ?? '',
            max: longest,
            rows: 4,
          },
        ],
      },
    ],
    submit: { label: t('requests:ask.submit'), icon: 'send' },
    cancelHref: search,
  };
}

function answerPage(id: string, typed: string, { t }: Words): FormPage {
  return {
    title: t('requests:answer.title'),
    lead: t('requests:answer.hint'),
    crumbs: [{ label: t('requests:title'), href: '/seizures/requests' }],
    action: `/seizures/requests/${id}/answer`,
    groups: [
      {
        fields: [
          { type: 'longtext', name: 'answer', label: t('requests:answer.label'), value: typed, max: longest, rows: 4 },
        ],
      },
    ],
    submit: { label: t('requests:answer.submit'), icon: 'send' },
    cancelHref: '/seizures/requests',
  };
}
