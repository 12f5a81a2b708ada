import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound, type FieldProblem } from '../../errors.ts';
import { anyText, choice, date, readForm, readQuery, text } from '../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../forms/index.ts';
import type { Office } from '../../reference/index.ts';
import { correctMembership, seenOf } from '../rilos/correct-membership.ts';
import { listMemberships, type HeldMembership } from '../store-offices.ts';
import type { NetworkContext } from '../context.ts';
import { firstDay, lastDay } from './bounds.ts';
import { asks, officeOf, wordsOf } from './common.ts';
import { crumbsOf, decisionField } from './edit.ts';
import { officeAddress } from './addresses.ts';
import type { Words } from './words.ts';

const acts = ['correct', 'undo'] as const;

export async function askMembership(context: NetworkContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const words = wordsOf(context, res);
  const { office, last } = await lastOf(context, req);
  const rilo = context.offices.byId(last.riloId)?.code ?? '';
  const typed = { act: 'correct', rilo, from: last.validFrom, seen: seenOf(last) };
  showForm(res, words, membershipForm(context, office, last, words, typed));
}

export async function postMembership(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const words = wordsOf(context, res);
  const { office, last } = await lastOf(context, req);
  const reading = readForm(
    req.body,
    {
      seen: anyText,
      act: choice(acts),
      rilo: choice(
        rilosOf(context).map(({ code }) => code),
        { optional: true },
      ),
      from: date({ from: firstDay, to: lastDay(), optional: true }),
      reason: text({ max: 500 }),
    },
    given => (given.act === 'correct' ? missing(given) : []),
  );
  const page = membershipForm(context, office, last, words, reading.typed);
  await answerForm(res, words, page, reading, async values => {
    await correctMembership(context, viewerOf(req), office.code, values);
    return `${officeAddress(office.code)}?done=moveCorrected`;
  });
}

function missing({ rilo, from }: { readonly rilo?: string | undefined; readonly from?: string | undefined }) {
  return (
    [
      ['rilo', rilo],
      ['from', from],
    ] as const
  ).flatMap(([path, value]): FieldProblem[] => (value === '' ? [{ path, key: 'forms:problem.missing' }] : []));
}

/** The Member of the address, and the membership it has or is to have last. Throws NotFound. */
async function lastOf(context: NetworkContext, req: Request): Promise<{ office: Office; last: HeldMembership }> {
  const office = officeOf(context, req);
  const last = office.country === null ? undefined : (await listMemberships(context.pool, office.country)).at(-1);
  if (office.kind !== 'administration' || !last) throw new NotFound('no membership to correct');
  return { office, last };
}

function rilosOf({ offices }: NetworkContext): Office[] {
  return offices.all.filter(({ kind }) => kind === 'rilo');
}

function membershipForm(
  context: NetworkContext,
  office: Office,
  last: HeldMembership,
  words: Words,
  typed: Readonly<Record<string, string>>,
): FormPage {
  const { t } = words;
  const field = asks('network:field', typed, words);
  const rilo = context.offices.byId(last.riloId);
  return {
    title: t('network:membershipCorrection.title', { office: words.office(office) }),
    lead: t('network:membershipCorrection.lead', {
      rilo: rilo ? words.office(rilo) : '',
      date: words.date(last.validFrom),
    }),
    crumbs: crumbsOf(office, t('network:membershipCorrection.link'), words),
    action: `${officeAddress(office.code)}/membership/correction`,
    cancelHref: officeAddress(office.code),
    hidden: { seen: typed.seen ?? '' },
    submit: { label: t('network:membershipCorrection.submit'), icon: 'rotate-ccw' },
    groups: [
      {
        fields: [
          field('act', {
            type: 'choice',
            display: 'radios',
            label: t('network:membershipCorrection.act'),
            options: acts.map(value => ({ value, label: t(`network:membershipCorrection.${value}`) })),
          }),
          field('rilo', {
            type: 'choice',
            display: 'select',
            optional: true,
            label: t('network:membershipCorrection.rilo'),
            options: rilosOf(context).map(one => ({ value: one.code, label: words.office(one) })),
          }),
          field('from', {
            type: 'date',
            optional: true,
            label: t('network:move.from'),
            hint: t('network:membershipCorrection.fromHint'),
          }),
          { ...decisionField(typed, words), label: t('network:correct.reason') },
        ],
      },
    ],
  };
}
