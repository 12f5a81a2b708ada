import { choice, date, longestReason, longtext, text } from '../../../fields/index.ts';
import type { Fields, Option, Typed } from '../../../fields/index.ts';
import { asking } from '../../../fields/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { Wanted } from '../wanted.ts';
import type { KeptFile } from '../store-sendings.ts';
import { linesOf } from './presenter-report.ts';
import { openedHref } from './owner.ts';

/** What is written down of a sending. No report leaves before its year has begun. */
export function saidFields({ year }: Pick<Wanted, 'year'>) {
  return {
    sentOn: date({ from: `${year}-01-01`, to: today() }),
    sentTo: text({ max: 200 }),
    note: longtext({ max: 1000, optional: true }),
  } satisfies Fields;
}

export function sentFields(wanted: Pick<Wanted, 'year'>, files: readonly KeptFile[]) {
  return { file: choice(files.map(({ id }) => id)), ...saidFields(wanted) } satisfies Fields;
}

interface Asked {
  readonly wanted: Wanted;
  readonly typed: Partial<Typed>;
  readonly words: Words;
}

/** The form that a file was sent. */
export function sentForm({ wanted, typed, words }: Asked, files: readonly KeptFile[], action: string): FormPage {
  const { t } = words;
  const options: Option[] = files.map(file => ({
    value: file.id,
    label: t('obligations:form.option', {
      content: linesOf(file.lines, file.records, words),
      time: words.time(file.takenAt),
      login: file.takenBy,
    }),
  }));
  const ask = asking(sentFields(wanted, files), typed, words, 'obligations:form');
  return {
    ...frameOf(wanted, words, t('obligations:form.title'), t('obligations:form.lead')),
    action,
    groups: [
      {
        fields: [
          ask('file', { options, display: 'radios', hint: t('obligations:form.fileHint') }),
          ...saidOf({ wanted, typed, words }),
        ],
      },
    ],
    submit: { label: t('obligations:form.submit'), icon: 'send' },
  };
}

/** The form that corrects what was written down. */
export function correctForm(
  { wanted, typed, words }: Asked,
  action: string,
  hidden: Readonly<Record<string, string>>,
): FormPage {
  const { t } = words;
  return {
    ...frameOf(wanted, words, t('obligations:form.correct'), t('obligations:form.correctLead')),
    action,
    hidden,
    groups: [{ fields: saidOf({ wanted, typed, words }) }],
    submit: { label: t('obligations:form.save'), icon: 'check' },
  };
}

/** The form that takes the note back, with its reason. */
export function takeBackForm(
  { wanted, typed, words }: Asked,
  action: string,
  hidden: Readonly<Record<string, string>>,
): FormPage {
  const { t } = words;
  const ask = asking({ reason: longtext({ max: longestReason }) }, typed, words, 'obligations:form');
  return {
    ...frameOf(wanted, words, t('obligations:form.takeBack'), t('obligations:form.takeBackLead')),
    action,
    hidden,
    groups: [{ fields: [ask('reason')] }],
    submit: { label: t('obligations:form.takeBack'), icon: 'undo-2', danger: true },
  };
}

function saidOf({ wanted, typed, words }: Asked) {
  const ask = asking(saidFields(wanted), typed, words, 'obligations:form');
  const { t } = words;
  return [
    ask('sentOn', { max: today() }),
    ask('sentTo', { hint: t('obligations:form.sentToHint') }),
    ask('note', { rows: 3, hint: t('obligations:form.noteHint') }),
  ];
}

function frameOf({ report, year }: Wanted, { t }: Words, title: string, lead: string) {
  const back = openedHref(report, year);
  return {
    title,
    lead: `${t(`obligations:report.${report}.title`)} ${year}. ${lead}`,
    crumbs: [{ label: t('obligations:section'), href: back }, { label: title }],
    cancelHref: back,
  };
}
