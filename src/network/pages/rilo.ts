import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import { date, readForm, readQuery, shaped, text } from '../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../forms/index.ts';
import { closeRilo } from '../rilos/close-rilo.ts';
import { factFields as factsOf } from './contact-form.ts';
import { foundRilo } from '../rilos/create-rilo.ts';
import { officeAddress } from './addresses.ts';
import type { NetworkContext } from '../context.ts';
import type { Words } from './words.ts';
import { firstDay, lastDay } from './bounds.ts';
import { asks, officeOf, wordsOf } from './common.ts';
import { crumbsOf, decisionField, factFields } from './edit.ts';
import { today } from '../../text/plain-date.ts';

/** Founding and closing a RILO. */
export function riloPages(context: NetworkContext) {
  const riloOf = (req: Request): Office => {
    const office = officeOf(context, req);
    if (office.kind !== 'rilo') throw new NotFound('no RILO');
    return office;
  };
  return {
    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      showForm(res, words, foundForm(context, words, { activeFrom: today() }));
    },

    async found(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const reading = readForm(req.body, {
        code: shaped(/^RILO-[A-Z][A-Z0-9]{1,9}$/, 'network:problem.noCode'),
        ...factsOf(context.lists.all('country').map(({ code }) => code)),
        activeFrom: date({ from: firstDay, to: lastDay() }),
        reason: text({ max: 500 }),
      });
      await answerForm(res, words, foundForm(context, words, reading.typed), reading, async values => {
        await foundRilo(context, viewerOf(req), values);
        return `${officeAddress(values.code)}?done=founded`;
      });
    },

    askClosure(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      const office = riloOf(req);
      showForm(res, words, closureForm(office, words, { lastDay: office.activeTo === null ? today() : '' }));
    },

    async close(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const office = riloOf(req);
      // A closed RILO is opened again by leaving its last day empty.
      const reading = readForm(req.body, {
        lastDay: date({
          from: firstDay,
          to: lastDay(),
          ...(office.activeTo === null ? {} : { optional: true as const }),
        }),
        reason: text({ max: 500 }),
      });
      await answerForm(res, words, closureForm(office, words, reading.typed), reading, async values => {
        await closeRilo(context, viewerOf(req), office.code, {
          lastDay: values.lastDay || null,
          reason: values.reason,
        });
        return `${officeAddress(office.code)}?done=${values.lastDay ? 'closed' : 'amended'}`;
      });
    },
  };
}

function foundForm(context: NetworkContext, words: Words, typed: Readonly<Record<string, string>>): FormPage {
  const { t } = words;
  const field = asks('network:field', typed, words);
  return {
    title: t('network:found.title'),
    lead: t('network:found.lead'),
    crumbs: [{ label: t('network:title'), href: '/network' }, { label: t('network:action.found') }],
    action: '/network/offices',
    cancelHref: '/network',
    submit: { label: t('network:action.found'), icon: 'plus' },
    groups: [
      {
        fields: [
          field('code', { max: 15, hint: t('network:found.codeHint'), span: 6 }),
          field('activeFrom', { type: 'date', span: 6 }),
          ...factFields(field, context, words),
          decisionField(typed, words),
        ],
      },
    ],
  };
}

function closureForm(office: Office, words: Words, typed: Readonly<Record<string, string>>): FormPage {
  const { t } = words;
  const isClosed = office.activeTo !== null;
  return {
    title: t(isClosed ? 'network:close.titleReopen' : 'network:close.title', { office: words.office(office) }),
    lead: t(isClosed ? 'network:close.leadReopen' : 'network:close.lead'),
    crumbs: crumbsOf(office, t(isClosed ? 'network:action.reopen' : 'network:action.close'), words),
    action: `${officeAddress(office.code)}/closure`,
    cancelHref: officeAddress(office.code),
    submit: isClosed
      ? { label: t('common:action.save'), icon: 'save' }
      : { label: t('network:action.close'), icon: 'x', danger: true },
    groups: [
      {
        fields: [
          asks('network:field', typed, words)('lastDay', { type: 'date', optional: isClosed }),
          decisionField(typed, words),
        ],
      },
    ],
  };
}
