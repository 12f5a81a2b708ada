import { asking, type Fields, type Typed } from '../../../fields/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { Sources } from '../../cells/sources.ts';
import type { TrendFields } from '../fields.ts';
import type { Question } from '../../question/question.ts';
import { subjectOf } from '../../question/presenter-question.ts';
import type { SeriesOf } from './series.ts';
import type { MonthApart, Place } from './store-apart.ts';

/** One month of one series, as a form is about it. */
export interface Asked extends SeriesOf {
  readonly question: Question<TrendFields>;
  readonly place: Place;
  readonly cases: number;
  /** What the office says of it. */
  readonly standing: MonthApart | undefined;
  readonly sources: Sources;
  readonly words: Words;
  readonly action: string;
  readonly back: string;
}

/** The form that says why a month is explained. */
export function noteForm(asked: Asked, fields: Fields, typed: Partial<Typed>): FormPage {
  const { t } = asked.words;
  const key = asked.standing ? 'change' : 'set';
  const ask = askingOf(asked, fields, typed);
  return {
    ...frameOf(asked, t(`analysis:apart.${key}`, { month: monthOf(asked) })),
    hidden: { seen: typed.seen ?? '' },
    groups: [{ fields: [ask('note', { rows: 3, hint: t('analysis:apart.noteHint') })] }],
    submit: { label: t(`analysis:apart.${key}Submit`), icon: 'check' },
  };
}

/** The form that takes it back, with the reason. */
export function takeBackForm(asked: Asked, fields: Fields, typed: Partial<Typed>): FormPage {
  const { t } = asked.words;
  const ask = askingOf(asked, fields, typed);
  return {
    ...frameOf(asked, t('analysis:apart.takeBack', { month: monthOf(asked) })),
    hidden: { seen: typed.seen ?? '' },
    groups: [{ fields: [ask('reason', { rows: 3, hint: t('analysis:apart.reasonHint') })] }],
    submit: { label: t('analysis:apart.takeBackSubmit'), icon: 'undo-2', danger: true },
  };
}

function askingOf({ words }: Asked, fields: Fields, typed: Partial<Typed>) {
  return asking(fields, typed, words, 'analysis:apart.field');
}

const monthOf = ({ place, sources }: Asked): string => valueName('month', place.month, sources);

function frameOf(asked: Asked, title: string) {
  const { question, split, value, cases, standing, sources, action, back } = asked;
  const { t, count, time } = asked.words;
  const series = value === undefined ? subjectOf(question, sources.names) : valueName(split, value, sources);
  const words = { series, month: monthOf(asked), count: cases, number: count(cases) };
  return {
    title,
    lead: [
      t('analysis:apart.lead', words),
      ...(standing ? [t('analysis:apart.standing', { login: standing.loginId, time: time(standing.setAt) })] : []),
    ].join(' '),
    crumbs: [{ label: t('analysis:trends.section'), href: back }, { label: title }],
    action,
    cancelHref: back,
  };
}
