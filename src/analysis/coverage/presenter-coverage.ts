import type { Names } from '../../seizures/index.ts';
import { numberFormat } from '../../text/formats.ts';
import type { CoverageShown } from '../../web/charts/views.ts';
import type { Coverage } from './coverage.ts';

type Row = CoverageShown['rows'][number];

/** Shares and counts in the words of a page. */
export function formatsOf({ lang, count }: Names) {
  const percent = numberFormat(lang, { style: 'percent', maximumFractionDigits: 0 });
  const fine = numberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });
  const signed = numberFormat(lang, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'always' });
  // Less than half a percent either way is neither.
  const ratioText = (ratio: number): string =>
    Math.abs(ratio - 1) < 0.005 ? `±${percent.format(0)}` : signed.format(ratio - 1);
  return {
    count,
    /** A share: whole percents, tenths under one. */
    share: (part: number, whole: number): string =>
      whole === 0 ? '–' : (part / whole < 0.0095 && part > 0 ? fine : percent).format(part / whole),
    /** A change with its sign. */
    change: (now: number, before: number): string => (before === 0 ? '–' : ratioText(now / before)),
    /** A ratio as the change it is. */
    signed: ratioText,
  };
}

/** How much of the world figures of cases rest on. */
export function caseCoverage(coverage: Coverage, names: Names): CoverageShown {
  const { share } = formatsOf(names);
  const { cases, members, membersAsked, steady, delay } = coverage;
  const row = (key: string, value: string): Row => ({ label: names.label(`analysis:coverage.${key}`), value });
  return {
    title: names.label('analysis:coverage.title'),
    rows: [
      row(
        'members',
        names.text('analysis:coverage.of', { count: names.count(members), all: names.count(membersAsked) }),
      ),
      row('steady', names.count(steady.members)),
      row('ofSteady', share(steady.all ?? steady.now, cases)),
      row('delay', delay === null ? '–' : names.text('analysis:coverage.days', { count: Math.round(delay) })),
      row('complete', share(coverage.complete, cases)),
      row('verified', share(coverage.verified, cases)),
      row('held', names.count(coverage.held)),
    ],
    note: effortNote(coverage, names),
  };
}

/** Whether a change may be one of who reports, in a sentence. */
function effortNote({ steady, began, stopped }: Coverage, names: Names): CoverageShown['note'] {
  const { change } = formatsOf(names);
  const head = { text: names.label('analysis:coverage.effort') };
  const moved = began.members + stopped.members > 0;
  const others = names.text('analysis:coverage.others', {
    began: names.count(began.members),
    stopped: names.count(stopped.members),
  });
  if (steady.members === 0 || steady.before === 0)
    return [head, ' ', names.label('analysis:coverage.noSteady'), ...(moved ? [' ', others] : [])];
  return [
    head,
    ' ',
    names.text('analysis:coverage.amongSteady', {
      count: steady.members,
      members: names.count(steady.members),
      change: change(steady.now, steady.before),
    }),
    ' ',
    others,
  ];
}

/** How much of the cases sums of quantities rest on. */
export function quantityCoverage(coverage: Coverage, names: Names): CoverageShown {
  const { share } = formatsOf(names);
  return {
    title: names.label('analysis:coverage.title'),
    rows: [
      { label: names.label('analysis:coverage.measured'), value: share(coverage.measured, coverage.cases) },
      { label: names.label('analysis:coverage.held'), value: names.count(coverage.held) },
    ],
    note: [{ text: names.label('analysis:coverage.noTotal') }, ' ', names.label('analysis:coverage.noTotalWhy')],
  };
}
