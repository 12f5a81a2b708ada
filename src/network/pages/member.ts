import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { isActiveOn, type Office } from '../../reference/index.ts';
import { choice, date, officialMail, phone, readForm, readQuery, text } from '../../fields/index.ts';
import { answerForm, showForm, type FormPage } from '../../forms/index.ts';
import { moveMember } from '../rilos/move-member.ts';
import { correctNotification, notify } from '../notify.ts';
import type { ContactPoint } from '../office.ts';
import { officeAddress } from './addresses.ts';
import type { NetworkContext } from '../context.ts';
import { listNameable } from '../register/store-coverage.ts';
import { listPoints } from '../store-points.ts';
import type { Words } from './words.ts';
import { firstDay, lastDay } from './bounds.ts';
import { asks, officeOf, wordsOf } from './common.ts';
import { crumbsOf, decisionField } from './edit.ts';
import { today } from '../../text/plain-date.ts';

type Typed = Readonly<Record<string, string>>;

// What the administrator does for a Member: move it to another RILO, enter and correct notifications of its contact
// point.

export function askMove(context: NetworkContext, req: Request, res: Response): void {
  readQuery(req.query, {});
  const words = wordsOf(context, res);
  showForm(res, words, moveForm(context, administrationOf(context, req), words, { from: today() }));
}

export async function postMove(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const office = administrationOf(context, req);
  const words = wordsOf(context, res);
  const reading = readForm(req.body, {
    rilo: choice(rilosOf(context).map(({ code }) => code)),
    from: date({ from: firstDay, to: lastDay() }),
    reason: text({ max: 500 }),
  });
  await answerForm(res, words, moveForm(context, office, words, reading.typed), reading, async values => {
    await moveMember(context, viewerOf(req), office.code, values);
    return `${officeAddress(office.code)}?done=moved`;
  });
}

export async function askNotification(context: NetworkContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const words = wordsOf(context, res);
  const office = administrationOf(context, req);
  const accounts = await listNameable(context.pool, viewerOf(req), office.id);
  showForm(res, words, notificationForm({ office, accounts, words, typed: { validFrom: today() } }));
}

export async function postNotification(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const office = administrationOf(context, req);
  const words = wordsOf(context, res);
  const accounts = await listNameable(context.pool, viewerOf(req), office.id);
  const reading = readForm(req.body, notificationFields(accounts), beforeLetter);
  const page = notificationForm({ office, accounts, words, typed: reading.typed });
  await answerForm(res, words, page, reading, async values => {
    await notify(context, viewerOf(req), office.code, stored(values));
    return `${officeAddress(office.code)}?done=notified`;
  });
}

export async function askCorrection(context: NetworkContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const words = wordsOf(context, res);
  const office = administrationOf(context, req);
  const point = await pointOf(context, req, office);
  const accounts = await listNameable(context.pool, viewerOf(req), office.id);
  const { reference, letterDate, validFrom, function: post, email, id } = point;
  const typed = {
    reference,
    letterDate,
    validFrom,
    function: post,
    email,
    phone: point.phone ?? '',
    account: point.account ?? '',
  };
  showForm(res, words, notificationForm({ office, accounts, words, typed, corrects: id }));
}

export async function postCorrection(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const office = administrationOf(context, req);
  const { id } = await pointOf(context, req, office);
  const words = wordsOf(context, res);
  const accounts = await listNameable(context.pool, viewerOf(req), office.id);
  const reading = readForm(req.body, { ...notificationFields(accounts), reason: text({ max: 500 }) }, beforeLetter);
  const page = notificationForm({ office, accounts, words, typed: reading.typed, corrects: id });
  await answerForm(res, words, page, reading, async values => {
    await correctNotification(context, viewerOf(req), office.code, id, stored(values));
    return `${officeAddress(office.code)}?done=corrected`;
  });
}

/** The customs administration named in the address. Throws NotFound. */
function administrationOf(context: NetworkContext, req: Request): Office {
  const office = officeOf(context, req);
  if (office.kind !== 'administration') throw new NotFound('no administration');
  return office;
}

function rilosOf({ offices }: NetworkContext): Office[] {
  return offices.all.filter(({ kind }) => kind === 'rilo');
}

type Nameable = Awaited<ReturnType<typeof listNameable>>;

/** What nobody stated is null where it is stored. */
function stored<V extends { readonly phone: string; readonly account: string }>(values: V) {
  return { ...values, phone: values.phone || null, account: values.account || null };
}

/** A letter does not reach back before its own date. */
function beforeLetter({ letterDate = '', validFrom = '' }: Partial<Record<'letterDate' | 'validFrom', string>>) {
  return letterDate !== '' && validFrom !== '' && validFrom < letterDate
    ? [{ path: 'validFrom', key: 'network:problem.beforeLetter' }]
    : [];
}

function notificationFields(accounts: Nameable) {
  return {
    account: choice(
      accounts.map(({ loginId }) => loginId),
      { optional: true, problems: { notAChoice: 'network:problem.noSuchAccount' } },
    ),
    reference: text({ max: 60 }),
    letterDate: date({ from: firstDay, to: today() }),
    validFrom: date({ from: firstDay, to: lastDay() }),
    function: text({ max: 120 }),
    email: officialMail(),
    phone: phone,
  };
}

/** The notification named in the address. Throws NotFound. */
async function pointOf(context: NetworkContext, req: Request, office: Office): Promise<ContactPoint> {
  const id = String(req.params.id);
  const point = /^\d{1,9}$/.test(id)
    ? (await listPoints(context.pool, viewerOf(req), office.id)).find(one => one.id === Number(id))
    : undefined;
  if (!point) throw new NotFound('no such notification');
  return point;
}

function moveForm(context: NetworkContext, office: Office, words: Words, typed: Typed): FormPage {
  const { t } = words;
  const field = asks('network:field', typed, words);
  const now = context.offices.riloOf(office.country ?? '');
  return {
    title: t('network:move.title', { office: words.office(office) }),
    lead: t(now ? 'network:move.lead' : 'network:move.leadFirst', { rilo: now ? words.office(now) : '' }),
    crumbs: crumbsOf(office, t('network:action.move'), words),
    action: `${officeAddress(office.code)}/membership`,
    cancelHref: officeAddress(office.code),
    submit: { label: t('network:action.move'), icon: 'arrow-right' },
    groups: [
      {
        fields: [
          field('rilo', {
            type: 'choice',
            display: 'select',
            label: t('network:move.to'),
            options: rilosOf(context)
              .filter(rilo => rilo !== now && (rilo.activeTo === null || isActiveOn(rilo, today())))
              .map(rilo => ({ value: rilo.code, label: words.office(rilo) })),
          }),
          field('from', { type: 'date', label: t('network:move.from'), hint: t('network:move.fromHint') }),
          decisionField(typed, words),
        ],
      },
    ],
  };
}

interface Notifying {
  readonly office: Office;
  readonly accounts: Nameable;
  readonly words: Words;
  readonly typed: Typed;
  /** Number of the notification that is corrected. */
  readonly corrects?: number;
}

function notificationForm({ office, accounts, words, typed, corrects }: Notifying): FormPage {
  const { t } = words;
  const field = asks('network:field', typed, words);
  const key = corrects === undefined ? 'notify' : 'correct';
  return {
    title: t(`network:${key}.title`, { office: words.office(office) }),
    lead: t(`network:${key}.lead`),
    crumbs: crumbsOf(office, t(`network:action.${key}`), words),
    cancelHref: officeAddress(office.code),
    action: `${officeAddress(office.code)}/contact-points${corrects === undefined ? '' : `/${corrects}/correction`}`,
    submit: { label: t(`network:${key}.submit`), icon: 'user-check' },
    groups: [
      {
        title: t('network:notify.letter'),
        fields: [
          field('reference', { max: 60, hint: t('network:notify.referenceHint'), span: 6 }),
          field('letterDate', { type: 'date', span: 3 }),
          field('validFrom', { type: 'date', hint: t('network:notify.fromHint'), span: 3 }),
        ],
      },
      {
        title: t('network:notify.incoming'),
        note: t('network:notify.noPersons'),
        fields: [
          field('function', { max: 120, hint: t('network:notify.functionHint') }),
          field('email', { max: 200, hint: t('network:edit.mailHint'), span: 6 }),
          field('phone', { max: 40, optional: true, hint: t('network:edit.phoneHint'), span: 6 }),
          field('account', {
            type: 'choice',
            display: 'select',
            optional: true,
            hint: t('network:notify.accountHint'),
            options: accounts.map(({ loginId, personName }) => ({
              value: loginId,
              label: [loginId, personName].filter(Boolean).join(', '),
            })),
          }),
          ...(corrects === undefined
            ? []
            : [
                field('reason', {
                  type: 'longtext' as const,
                  rows: 3,
                  max: 500,
                  label: t('network:correct.reason'),
                  hint: t('network:correct.reasonHint'),
                }),
              ]),
        ],
      },
    ],
  };
}
