import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import { now } from '../../../text/clock.ts';
import { openSheet } from '../../entry/form-sheet.ts';
import { lineHead } from '../../entry/pages/goods.ts';
import type { Flag } from '../../flags/flag.ts';
import { flagIcon, flagText } from '../../flags/presenter-flags.ts';
import { headingCodes, type HeadingCode } from '../../goods/heading.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { OfficeRules } from '../store-rules.ts';
import type { Approved, SentDraft } from '../store.ts';
import { aboutDraft } from './presenter-own.ts';

interface DeskSources {
  readonly viewer: Viewer;
  readonly rows: readonly SentDraft[];
  /** Of each row. */
  readonly flags: readonly (readonly Flag[])[];
  readonly rules: OfficeRules;
  readonly approved: readonly Approved[];
  readonly pace: { readonly median: number | null; readonly returned: number };
  readonly offices: Offices;
  readonly words: Words;
  readonly problem?: FieldProblem;
  readonly refused?: readonly string[];
  readonly done?: { readonly what: string; readonly n: number };
}

/** What waits for the contact point, the rules of the office, and what was approved. Pure but for the clock. */
export function presentDesk(sources: DeskSources) {
  const { viewer, rows, offices, words, approved, pace } = sources;
  const oldest = rows[0]?.sentAt;
  const title =
    rows.length === 0
      ? words.t('approval:none')
      : words.t('approval:heading', { count: rows.length, number: words.number(rows.length) });
  const most = Math.max(1, ...approved.map(({ n }) => n));
  return {
    title,
    head: {
      title,
      scope: [
        offices.name(viewer.office.code, words.lang),
        ...(oldest ? [words.t('approval:oldest', { days: daysText(oldest, words) })] : []),
      ].join(' · '),
    },
    rows: rows.map((row, at) => rowOf(row, sources.flags[at] ?? [], viewer, words)),
    empty: {
      text: words.t(sources.rules.approveHeadings.length === 0 ? 'approval:emptyNoRules' : 'approval:empty'),
      action: { label: words.t('approval:rules.change'), href: '/seizures/approval/rules' },
    },
    rules: rulesItems(sources.rules, words),
    approved: approved.map(({ login, n }) => ({ login, n: words.number(n), share: n / most })),
    pace: [
      words.t('approval:month.returned', { count: pace.returned, number: words.number(pace.returned) }),
      ...(pace.median === null
        ? []
        : [words.t('approval:month.median', { count: Math.round(pace.median), number: Math.round(pace.median) })]),
    ].join(' '),
    problem: sources.problem && words.problem(sources.problem),
    refused: (sources.refused ?? []).map(why => words.t(`approval:why.${why}`)),
    done: sources.done && words.t(`approval:done.${sources.done.what}`, { count: sources.done.n }),
  };
}

function rowOf(row: SentDraft, flags: readonly Flag[], viewer: Viewer, words: Words) {
  const sheet = openSheet(row.typed);
  const about = aboutDraft(sheet, words);
  const [first] = sheet.lines;
  const isOwn = row.accountId === viewer.accountId;
  return {
    value: `${row.id}@${row.sentAt.toISOString()}`,
    href: `/seizures/approval/${row.id}`,
    title: about.title,
    heading: about.heading,
    quantity: first ? lineHead(first.values, 0, words).facts : '',
    text: [row.login, about.place, about.date, about.more].filter(Boolean).join(' · '),
    amends: row.ref === null ? '' : words.t('entry:drafts.amends', { ref: row.ref }),
    age: daysText(row.sentAt, words),
    sentAt: row.sentAt.toISOString(),
    flag: flags[0] && {
      icon: flagIcon(flags[0]),
      text: flagText(flags[0], words),
      more: flags.length > 1 ? words.t('verification:moreFlags', { count: flags.length - 1 }) : '',
    },
    isOpened: row.isOpened,
    why: isOwn ? words.t('approval:why.own') : row.isOpened ? '' : words.t('approval:why.notOpened'),
  };
}

function daysText(since: Date, words: Words): string {
  return words.t('approval:days', { count: Math.floor((now().getTime() - since.getTime()) / 86_400_000) });
}

/** The rules of an office in words. Pure. */
export function rulesItems({ approveHeadings, releaseCeiling, defaultRelease }: OfficeRules, words: Words) {
  const named = (codes: readonly string[]): string =>
    codes.map(code => words.names.heading(code as HeadingCode).label).join(', ');
  const others = headingCodes.filter(code => !approveHeadings.includes(code)).length;
  return [
    { label: words.t('approval:rules.first'), value: named(approveHeadings) || words.t('approval:rules.noHeading') },
    { label: words.t('approval:rules.atOnce'), value: words.t('approval:rules.others', { count: others }) },
    { label: words.t('approval:rules.most'), value: words.option('release', releaseCeiling) },
    { label: words.t('approval:rules.usual'), value: words.option('release', defaultRelease) },
  ];
}
