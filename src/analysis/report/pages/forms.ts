import {
  asking,
  choice,
  date,
  longtext,
  text,
  ticked,
  type Fields,
  type Option,
  type Typed,
} from '../../../fields/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { writtenNumber } from '../numbers.ts';
import type { SectionRow } from '../store-reports.ts';
import { base, deskHref, reportHref, type Loaded } from './load.ts';

const longestTitle = 160;
const longestText = 8000;
const mostNumbers = 12;

/** Regions and Members a bulletin may be of. */
export function beginFields(offices: Offices) {
  return {
    from: date({ from: '1990-01-01', to: today() }),
    to: date({ from: '1990-01-01', to: today() }),
    area: choice(areasOf(offices), { optional: true }),
  } satisfies Fields;
}

function areasOf(offices: Offices): string[] {
  return offices.all.filter(({ kind, activeTo }) => kind === 'rilo' && activeTo === null).map(({ code }) => code);
}

export function beginForm(offices: Offices, typed: Partial<Typed>, words: Words): FormPage {
  const { t } = words;
  const ask = asking(beginFields(offices), typed, words, 'report:begin');
  const options: Option[] = [
    { value: '', label: t('report:begin.world') },
    ...areasOf(offices).map(code => ({ value: code, label: offices.name(code, words.lang) })),
  ];
  return {
    title: t('report:begin.title'),
    lead: t('report:begin.lead'),
    crumbs: [{ label: t('report:section'), href: base }, { label: t('report:begin.title') }],
    action: `${base}/new`,
    groups: [
      {
        fields: [
          ask('from', { max: today(), span: 6 }),
          ask('to', { max: today(), span: 6 }),
          ask('area', { options, display: 'select', hint: t('report:begin.areaHint') }),
        ],
      },
    ],
    submit: { label: t('report:begin.submit'), icon: 'check' },
    cancelHref: base,
  };
}

/** Text of a section in both languages; `french` says that the French was brought up to it. */
export const textFields = {
  titleEn: text({ max: longestTitle, optional: true }),
  textEn: longtext({ max: longestText, optional: true }),
  titleFr: text({ max: longestTitle, optional: true }),
  textFr: longtext({ max: longestText, optional: true }),
  french: ticked,
} satisfies Fields;

export function textForm(loaded: Loaded, section: SectionRow, typed: Partial<Typed>, draft: string): FormPage {
  const { words, report } = loaded;
  const { t } = words;
  const ask = asking(textFields, typed, words, 'report:text');
  const title = t('report:text.title', { name: t(`report:part.${section.key}.name`) });
  const example = loaded.numbers(section.key)[0];
  return {
    title,
    lead: t('report:text.lead', { example: example ? `{${example.key}}` : '{cases}' }),
    crumbs: [...crumbsOf(loaded, section), { label: title }],
    action: `${deskHref(report, section.key)}/text`,
    hidden: { from: draft },
    groups: [
      {
        title: t('report:text.english'),
        note: numbersText(loaded, section),
        fields: [ask('titleEn'), ask('textEn', { rows: 12 })],
      },
      {
        title: t('report:text.frenchTitle'),
        fields: [
          ask('titleFr'),
          ask('textFr', { rows: 12 }),
          ask('french', { type: 'choices', options: [{ value: 'yes', label: t('report:text.frenchSame') }] }),
        ],
      },
    ],
    submit: { label: t('report:text.save'), icon: 'check' },
    cancelHref: deskHref(report, section.key),
  };
}

/** The first numbers that the text can name; the editors' page lists all of them. */
function numbersText({ numbers, drawing: { names } }: Loaded, { key }: SectionRow): string {
  return numbers(key)
    .slice(0, mostNumbers)
    .map(one => `{${one.key}}: ${one.label}, ${writtenNumber(one, names.lang, names)}`)
    .join(' · ');
}

export const caseFields = {
  ref: text({ max: 40, screened: false }),
  picture: text({ max: 40, optional: true, screened: false }),
  titleEn: text({ max: longestTitle }),
  textEn: longtext({ max: 2000 }),
  titleFr: text({ max: longestTitle }),
  textFr: longtext({ max: 2000 }),
} satisfies Fields;

export function caseForm(loaded: Loaded, section: SectionRow, typed: Partial<Typed>): FormPage {
  const { words, report } = loaded;
  const { t } = words;
  const ask = asking(caseFields, typed, words, 'report:study');
  return {
    title: t('report:study.add'),
    lead: t('report:study.lead'),
    crumbs: [...crumbsOf(loaded, section), { label: t('report:study.add') }],
    action: `${deskHref(report, section.key)}/cases/new`,
    groups: [
      {
        fields: [
          ask('ref', { hint: t('report:study.refHint') }),
          ask('picture', { hint: t('report:study.pictureHint') }),
        ],
      },
      { title: t('report:text.english'), fields: [ask('titleEn'), ask('textEn', { rows: 5 })] },
      { title: t('report:text.frenchTitle'), fields: [ask('titleFr'), ask('textFr', { rows: 5 })] },
    ],
    submit: { label: t('report:study.add'), icon: 'check' },
    cancelHref: deskHref(report, section.key),
  };
}

function crumbsOf({ report, words }: Loaded, section: SectionRow) {
  return [
    { label: words.t('report:section'), href: base },
    { label: report.slug, href: reportHref(report) },
    { label: words.t(`report:part.${section.key}.name`), href: deskHref(report, section.key) },
  ];
}
