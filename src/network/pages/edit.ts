import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import { amendContact } from '../amend-contact.ts';
import { contactOf, hoursProblems, officeFields, typedOf } from './contact-form.ts';
import { readForm, readQuery, type FormField } from '../../fields/index.ts';
import { ChangedMeanwhile, showForm, type FormPage } from '../../forms/index.ts';
import { deskFunctions, timeZones, weekdays, workingLanguages, type StoredContact } from '../office.ts';
import { daysText } from '../hours.ts';
import { editOf } from '../permissions.ts';
import { deskText, hoursText } from './presenter-changes.ts';
import { officeAddress } from './addresses.ts';
import type { NetworkContext } from '../context.ts';
import { readContact } from '../store.ts';
import type { Words } from './words.ts';
import { asks, officeOf, wordsOf, type Ask } from './common.ts';
import { countryOptions } from './countries.ts';

/** An office's contact data: all of it for the administrator, hours and staff for the RILO's own officer. */
export function editPages(context: NetworkContext) {
  const mayOf = (req: Request, office: Office): 'all' | 'desk' => {
    const may = editOf(viewerOf(req), office);
    if (may === 'none') throw new Forbidden('may not edit this office');
    return may;
  };
  return {
    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const office = officeOf(context, req);
      const may = mayOf(req, office);
      const words = wordsOf(context, res);
      const contact = await readContact(context.pool, viewerOf(req), office.id);
      showForm(res, words, editForm({ context, office, may, words, typed: typedOf(contact, office) }));
    },

    async save(req: Request, res: Response): Promise<void> {
      const office = officeOf(context, req);
      const may = mayOf(req, office);
      const words = wordsOf(context, res);
      const countries = context.lists.all('country').map(({ code }) => code);
      const { typed, values, problems } = readForm(req.body, officeFields(office, may, countries), hoursProblems);
      const form = { context, office, may, words, typed };
      if (!values) return showForm(res, words, editForm(form), problems);
      try {
        await amendContact(context, viewerOf(req), office.code, { version: values.version, ...contactOf(values) });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        return showForm(res, words, await conflictForm(req, form));
      }
      res.redirect(303, `${officeAddress(office.code)}?done=amended`);
    },
  };
}

interface Editing {
  readonly context: NetworkContext;
  readonly office: Office;
  readonly may: 'all' | 'desk';
  readonly words: Words;
  readonly typed: Readonly<Record<string, string>>;
}

function editForm({ context, office, may, words, typed }: Editing): FormPage {
  const { t } = words;
  const ask = asks('network:field', typed, words);
  const field: Ask = (name, more) => ask(name, { optional: true, ...more });
  const many: Ask = (name, more) =>
    field(name, { type: 'choices', display: 'columns', value: (typed[name] ?? '').split(','), ...more });
  const isRilo = office.kind === 'rilo';
  return {
    title: t('network:edit.title', { office: words.office(office) }),
    lead: t(may === 'all' ? 'network:edit.lead' : 'network:edit.leadDesk'),
    crumbs: crumbsOf(office, t('network:action.edit'), words),
    action: `${officeAddress(office.code)}/edit`,
    cancelHref: officeAddress(office.code),
    hidden: { version: typed.version ?? '0' },
    submit: { label: t('common:action.save'), icon: 'save' },
    groups: [
      ...(may === 'all' && isRilo
        ? [{ title: t('network:edit.facts'), fields: factFields(field, context, words) }]
        : []),
      ...(may === 'all' ? [{ title: t('network:contact.title'), fields: addressFields(field, many, words) }] : []),
      { title: t('network:field.hours'), note: t('network:edit.hoursNote'), fields: hoursFields(field, many, words) },
      ...(isRilo
        ? [{ title: t('network:desk.title'), note: t('network:edit.deskNote'), fields: deskFields(field, words) }]
        : []),
    ],
  };
}

function addressFields(field: Ask, many: Ask, { t, language }: Words): FormField[] {
  return [
    field('email', { max: 200, hint: t('network:edit.mailHint'), span: 6 }),
    field('phone', { max: 40, hint: t('network:edit.phoneHint'), span: 6 }),
    field('outOfHours', { max: 40, hint: t('network:edit.outOfHoursHint'), span: 6 }),
    many('languages', { options: workingLanguages.map(value => ({ value, label: language(value) })) }),
  ];
}

function hoursFields(field: Ask, many: Ask, { t, lang }: Words): FormField[] {
  return [
    many('days', { options: weekdays.map(value => ({ value, label: daysText([value], lang) })) }),
    field('opens', { max: 5, hint: t('network:edit.opensHint'), span: 3 }),
    field('closes', { max: 5, hint: t('network:edit.closesHint'), span: 3 }),
    field('timeZone', {
      type: 'code',
      span: 6,
      hint: t('network:edit.zoneHint'),
      options: timeZones.map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    }),
  ];
}

function deskFields(field: Ask, { t }: Words): FormField[] {
  return deskFunctions.flatMap(name => {
    const desk = t(`network:desk.${name}`);
    return [
      field(`desk.${name}.staff`, { type: 'integer', label: t('network:edit.staff', { desk }), span: 4 }),
      field(`desk.${name}.email`, { label: t('network:edit.deskMail', { desk }), max: 200, span: 8 }),
    ];
  });
}

/** Names and host of a RILO. */
export function factFields(field: Ask, context: NetworkContext, words: Words): FormField[] {
  return [
    field('nameEn', { max: 120, optional: false, span: 6 }),
    field('nameFr', { max: 120, optional: false, span: 6 }),
    field('hostCity', { max: 80, optional: false, span: 6 }),
    field('country', {
      type: 'code',
      label: words.t('network:field.hostCountry'),
      optional: false,
      span: 6,
      options: countryOptions(context, words),
    }),
  ];
}

/** The decision on which a change of the network rests. */
export function decisionField(typed: Readonly<Record<string, string>>, { t }: Words): FormField {
  return {
    name: 'reason',
    type: 'longtext',
    rows: 3,
    max: 500,
    label: t('network:field.decision'),
    hint: t('network:found.reasonHint'),
    value: typed.reason ?? '',
  };
}

export function crumbsOf(office: Office, last: string, words: Words): FormPage['crumbs'] {
  return [
    { label: words.t('network:title'), href: '/network' },
    { label: words.office(office), href: officeAddress(office.code) },
    { label: last },
  ];
}

/** What was typed, on top of what somebody else saved meanwhile; saving once more replaces it knowingly. */
async function conflictForm(req: Request, form: Editing): Promise<FormPage> {
  const now = await readContact(form.context.pool, viewerOf(req), form.office.id);
  return {
    ...editForm({ ...form, typed: { ...form.typed, version: String(now.version) } }),
    meanwhile: { text: form.words.t('network:meanwhile.text'), items: itemsOf(now, form.words) },
  };
}

function itemsOf(contact: StoredContact, words: Words) {
  return [
    { label: words.t('network:field.email'), value: contact.email ?? '' },
    { label: words.t('network:field.phone'), value: contact.phone ?? '' },
    { label: words.t('network:field.outOfHours'), value: contact.outOfHours ?? '' },
    { label: words.t('network:field.hours'), value: contact.hours ? hoursText(contact.hours, words) : '' },
    { label: words.t('network:field.languages'), value: contact.languages.map(words.language).join(', ') },
    { label: words.t('network:field.desks'), value: contact.desks.map(desk => deskText(desk, words)).join('; ') },
  ];
}
