import { choice, date, longtext, longestReason, shaped, text, uuid, type FormField } from '../../../fields/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import { nameOf, type Lists, type Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { inUse } from '../own-lists.ts';

type Typed = Readonly<Record<string, string>>;

export const base = '/access/code-lists';
const name = text({ max: 120 });
const codeShape = shaped(/^(?=.{2,40}$)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/, 'codes:problem.shape');
const seen = shaped(/^(?:\d{1,12}(?:\.\d{1,9})?)?$/, 'forms:problem.malformed', { optional: true });

const codesOf = (lists: Lists, list: string): string[] => inUse(lists, list).map(({ code }) => code);

export const addFields = (lists: Lists, list: string) => ({
  code: codeShape,
  nameEn: name,
  nameFr: name,
  beside: choice(codesOf(lists, list)),
});
export const renameFields = { seen, nameEn: name, nameFr: name };
export const retireFields = (lists: Lists, list: string) => ({
  seen,
  validTo: date({ from: today() }),
  successor: choice(codesOf(lists, list), { optional: true }),
});
export const reinstateFields = { seen };
export const recodeFields = (lists: Lists, list: string) => ({
  clientUuid: uuid,
  to: choice(codesOf(lists, list)),
  reason: longtext({ max: longestReason }),
});
/** Words become a code of the list, or a new one: then its names, too. */
export const wordsFields = (lists: Lists, list: string) => ({
  clientUuid: uuid,
  to: choice(codesOf(lists, list), { optional: true }),
  code: shaped(/^(?=.{2,40}$)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/, 'codes:problem.shape', { optional: true }),
  nameEn: text({ max: 120, optional: true }),
  nameFr: text({ max: 120, optional: true }),
  beside: choice(codesOf(lists, list), { optional: true }),
  reason: longtext({ max: longestReason }),
});

interface Sources {
  readonly words: Words;
  readonly lists: Lists;
  readonly list: string;
  readonly typed: Typed;
}

/** What every form here has in common. */
function frame(
  { words: { t }, list }: Sources,
  {
    title,
    code,
    ...page
  }: Pick<FormPage, 'title' | 'lead' | 'action' | 'hidden' | 'submit'> & { code?: string | undefined },
  fields: readonly FormField[],
): FormPage {
  const here = code === undefined ? `${base}/${list}` : `${base}/${list}/${code}`;
  return {
    ...page,
    title,
    crumbs: [
      { label: t('codes:title'), href: base },
      { label: t(`reference:lists.${list}.name`), href: `${base}/${list}` },
      ...(code === undefined ? [] : [{ label: code, href: here }]),
      { label: title },
    ],
    cancelHref: here,
    groups: [{ fields }],
  };
}

function field(
  { words: { t }, typed }: Sources,
  of: string,
  more: Partial<FormField> & Pick<FormField, 'type'>,
): FormField {
  return { name: of, label: t(`codes:field.${of}`), hint: t(`codes:hint.${of}`), value: typed[of] ?? '', ...more };
}

function codeField(sources: Sources, of: string, without = '', more: Partial<FormField> = {}): FormField {
  const { lists, list, words } = sources;
  return field(sources, of, {
    type: 'choice',
    display: 'select',
    options: inUse(lists, list)
      .filter(({ code }) => code !== without)
      .map(entry => ({ value: entry.code, label: `${nameOf(entry, words.lang)} (${entry.code})` })),
    ...more,
  });
}

const names = (sources: Sources, more: Partial<FormField> = {}): FormField[] =>
  (['nameEn', 'nameFr'] as const).map(of => field(sources, of, { type: 'text', max: 120, span: 6, ...more }));

export function addForm(sources: Sources): FormPage {
  const { t } = sources.words;
  return frame(
    sources,
    {
      title: t('codes:add'),
      lead: t('codes:addLead'),
      action: `${base}/${sources.list}/new`,
      submit: { label: t('codes:add'), icon: 'plus' },
    },
    [field(sources, 'code', { type: 'text', max: 40 }), ...names(sources), codeField(sources, 'beside')],
  );
}

export function renameForm(sources: Sources, code: string, meanwhile?: FormPage['meanwhile']): FormPage {
  const { words, list, typed } = sources;
  const page = {
    title: words.t('codes:rename'),
    lead: words.t('codes:renameLead'),
    code,
    action: `${base}/${list}/${code}/rename`,
    hidden: { seen: typed.seen ?? '' },
    submit: { label: words.t('codes:rename'), icon: 'save' },
  };
  return { ...frame(sources, page, names(sources)), ...(meanwhile ? { meanwhile } : {}) };
}

export function retireForm(sources: Sources, code: string, meanwhile?: FormPage['meanwhile']): FormPage {
  const { words, list, typed } = sources;
  const page = {
    title: words.t('codes:retire'),
    lead: words.t('codes:retireLead'),
    code,
    action: `${base}/${list}/${code}/retire`,
    hidden: { seen: typed.seen ?? '' },
    submit: { label: words.t('codes:retire'), icon: 'archive', danger: true },
  };
  const fields = [
    field(sources, 'validTo', { type: 'date' }),
    codeField(sources, 'successor', code, { optional: true }),
  ];
  return { ...frame(sources, page, fields), ...(meanwhile ? { meanwhile } : {}) };
}

export function recodeForm(sources: Sources, code: string): FormPage {
  const { words, list, typed } = sources;
  return frame(
    sources,
    {
      title: words.t('codes:recode'),
      lead: words.t('codes:recodeLead'),
      code,
      action: `${base}/${list}/${code}/recode`,
      hidden: { clientUuid: typed.clientUuid ?? '' },
      submit: { label: words.t('codes:recode'), icon: 'refresh-cw', danger: true },
    },
    [codeField(sources, 'to', code), field(sources, 'reason', { type: 'longtext', rows: 3, max: longestReason })],
  );
}

export function wordsForm(sources: Sources, keys: readonly string[]): FormPage {
  const { words, list, typed } = sources;
  const query = new URLSearchParams({ keys: keys.join(',') }).toString();
  const own = { optional: true };
  return {
    ...frame(
      sources,
      {
        title: words.t('codes:words.turn'),
        lead: words.t('codes:words.turnLead'),
        action: `${base}/words/${list}?${query}`,
        hidden: { clientUuid: typed.clientUuid ?? '' },
        submit: { label: words.t('codes:words.turn'), icon: 'refresh-cw' },
      },
      [],
    ),
    cancelHref: `${base}/words`,
    groups: [
      { title: words.t('codes:words.existing'), fields: [codeField(sources, 'to', '', own)] },
      {
        title: words.t('codes:words.new'),
        fields: [
          field(sources, 'code', { type: 'text', max: 40, ...own }),
          ...names(sources, own),
          codeField(sources, 'beside', '', own),
        ],
      },
      { fields: [field(sources, 'reason', { type: 'longtext', rows: 3, max: longestReason })] },
    ],
  };
}
