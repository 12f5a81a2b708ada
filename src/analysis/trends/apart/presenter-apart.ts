import type { FigureShown, Wording } from '../../../web/charts/views.ts';
import { dateText } from '../../../text/formats.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { Sources } from '../../cells/sources.ts';
import { pages } from '../../question/presenter-question.ts';
import { addressOf, type Question } from '../../question/question.ts';
import type { TrendFields } from '../fields.ts';
import type { TrendData } from '../read.ts';
import type { MonthSetApart, UnusualMonth, UnusualMonths } from '../unusual-months.ts';
import { seriesAddress } from './series.ts';

/** What is said of months of the period, each with who said it and when, and what it had then. */
export function notesOf(
  question: Question<TrendFields>,
  data: TrendData,
  { apart }: UnusualMonths,
  sources: Sources,
): readonly Wording[] {
  const { names, offices } = sources;
  return apart.map(one => {
    const { said, cases, value } = one;
    const office = offices.byId(said.officeId);
    const words = {
      series: seriesName(value, data, sources),
      month: valueName('month', said.month, sources),
      office: office ? offices.name(office.code, names.lang) : '',
      login: said.loginId,
      date: dateText(said.setAt.slice(0, 10), names.lang),
      note: said.note,
    };
    return [
      { text: names.text('analysis:apart.noted', words) },
      ` ${names.text('analysis:apart.said', words)}`,
      ...(said.cases === cases ? [] : [` ${thenAndNow(one, names)}`]),
      ...acts(question, data, one, sources),
    ];
  });
}

/** What the month had when the note was written, where more or fewer cases are seen now. */
function thenAndNow({ said, cases }: MonthSetApart, names: Sources['names']): string {
  const words = { count: said.cases, then: names.count(said.cases), now: names.count(cases) };
  return names.text('analysis:apart.then', words);
}

function acts(question: Question<TrendFields>, data: TrendData, { value, said }: MonthSetApart, { names }: Sources) {
  if (!data.apart.maySay || said.officeId !== data.apart.officeId) return [];
  const href = (end: string): string => addressOfMonth(question, data, { value, month: said.month }, end);
  return [
    ' ',
    { text: names.label('analysis:apart.changeIt'), href: href('') },
    ' · ',
    { text: names.label('analysis:apart.takeItBack'), href: href('/take-back') },
  ];
}

/** The form that sets the shown month apart, for who may say so and where it was not said. */
export function settingApart(question: Question<TrendFields>, data: TrendData, shown: UnusualMonth, sources: Sources) {
  const { names } = sources;
  const month = shown.months[shown.at] ?? '';
  const isSaid = data.unusual?.apart.some(
    ({ value, said }) => value === shown.value && said.month === month && said.officeId === data.apart.officeId,
  );
  const series = seriesAddress(question, { split: data.split, value: shown.value }, sources);
  if (!data.apart.maySay || isSaid || series === undefined) return [];
  return [
    {
      label: names.text('analysis:apart.setMonth', { month: valueName('month', month, sources) }),
      href: addressOfMonth(question, data, { value: shown.value, month }),
    },
  ];
}

/** With or without the months set apart, where there are any. */
export function knownViews(
  question: Question<TrendFields>,
  { apart, isLeftOut }: UnusualMonths,
  { names }: Sources,
): FigureShown['views'] {
  if (apart.length === 0) return undefined;
  const items = (['counted', 'left'] as const).map(key => {
    const isLeft = key === 'left';
    const own = { ...question.asked, apart: isLeft ? 'left' : undefined };
    return {
      label: names.label(`analysis:apart.view_${key}`),
      href: `${addressOf(pages.trends, question, own)}#unusual`,
      current: isLeft === isLeftOut,
    };
  });
  return { label: names.label('analysis:apart.views'), items };
}

/** What the field of a series calls it. */
export function seriesName(
  value: UnusualMonth['value'],
  { split }: Pick<TrendData, 'split'>,
  sources: Sources,
): string {
  return value === undefined ? sources.names.label('analysis:unusual.whole') : valueName(split, value, sources);
}

function addressOfMonth(
  question: Question<TrendFields>,
  { split }: TrendData,
  { value, month }: Pick<UnusualMonth, 'value'> & { readonly month: string },
  end = '',
): string {
  const own = { ...question.asked, split, of: value ?? undefined };
  return addressOf(`${pages.trends}/${month}/apart${end}`, question, own);
}
