import type { Office, Words } from '../../../reference/index.ts';
import { openedHref, reportHref } from './owner.ts';
import { cellText, changesText, counted } from './presenter-words.ts';
import { leftReasons, mendHref, sheets, type Row } from '../sheets/make.ts';
import type { Cell, Column } from '../sheets/sheet.ts';
import type { ReportStanding } from '../standing.ts';
import type { Compared } from '../standings.ts';
import type { KeptFile } from '../store-sendings.ts';
import { reportOf } from '../reports.ts';
import { now } from '../../../text/clock.ts';

interface Around {
  /** Files that were taken of this report and year. */
  readonly files: readonly KeptFile[];
  readonly sent: readonly Compared[];
  readonly rilo: Office | undefined;
  readonly words: Words;
}

/** One report of a year: what is missing, how it will leave, what was sent. Pure. */
export function presentReport(standing: ReportStanding, around: Around) {
  const { words } = around;
  const { t } = words;
  const { wanted, all, records } = standing;
  return {
    section: { title: titleOf(standing, words), note: all > 0 ? linesOf(all, records, words) : '', id: 'opened' },
    missing: missingOf(standing, words),
    columns: {
      what: t('obligations:missing.what'),
      lines: t('obligations:missing.lines'),
      todo: t('obligations:missing.todo'),
      records: t('obligations:missing.records'),
    },
    none: t(all === 0 ? 'obligations:none.text' : 'obligations:missing.none'),
    leave: leaveOf(standing, words),
    sent: sentOf(around),
    take: takeOf(standing, around),
    holds: holdsOf(standing, words),
    seers: {
      title: t('obligations:seers.title'),
      text: t(around.rilo ? 'obligations:seers.text' : 'obligations:seers.noRilo', {
        member: words.country(wanted.owner.country),
        rilo: around.rilo ? words.office(around.rilo) : '',
      }),
    },
  };
}

/** "212 lines of 196 records" */
export function linesOf(lines: number, records: number, words: Words): string {
  return words.t('obligations:linesOf', {
    lines: counted('lines', lines, words),
    records: counted('records', records, words),
  });
}

function titleOf({ wanted: { report, year }, all, ready }: ReportStanding, words: Words): string {
  const { t } = words;
  const name = `${t(`obligations:report.${report}.short`)} ${year}${t('common:colon')}`;
  if (all === 0) return `${name} ${t('obligations:title.empty')}`;
  if (ready === all) return `${name} ${counted('title.ready', all, words)}`;
  return `${name} ${counted('title.lacking', all - ready, words)}`;
}

function missingOf({ missing, wanted }: ReportStanding, words: Words) {
  const { t } = words;
  return missing.map(({ key, lines, records, first }) => ({
    what: t(`obligations:gap.${key}.what`),
    todo: t(`obligations:gap.${key}.todo`),
    count: lines,
    lines: words.count(lines),
    refs: first,
    more:
      records > first.length
        ? { label: counted('missing.more', records - first.length, words), href: `${reportHref(wanted)}?only=lacking` }
        : undefined,
  }));
}

/** A line of the sheet, its cells in order; a gap is tinted and says what is missing. */
export function lineOf(row: Row, columns: readonly (Column & { readonly at: number })[], words: Words) {
  const [first] = row.gaps;
  return {
    key: row.key,
    ref: row.ref,
    // What lacks something is opened where it is completed.
    href: first ? mendHref(row, first) : `/seizures/${row.ref}`,
    cells: columns.map(({ key, at, width }) => {
      const gap = row.gaps.find(({ column }) => column === key);
      const text = cellText(row.cells[at] ?? null, words);
      return {
        text: text === '' && gap ? words.t('obligations:missing.cell') : text,
        gap: gap ? words.t(`obligations:gap.${gap.key}.what`) : undefined,
        look: lookOf(row.cells[at] ?? null, text, gap !== undefined, width),
      };
    }),
  };
}

/** Classes of a cell: a date or a code is not broken over two lines, a long text has room. */
function lookOf(cell: Cell, text: string, isGap: boolean, width: number): string {
  const looks = {
    num: typeof cell === 'number',
    'is-short': text.length <= 12,
    'is-wide': width >= 26 && text.length > 24,
    'is-gap': isGap,
  };
  return Object.entries(looks)
    .flatMap(([look, holds]) => (holds ? [look] : []))
    .join(' ');
}

function leaveOf({ sample, wanted, all }: ReportStanding, words: Words) {
  const { t } = words;
  if (all === 0) return undefined;
  const columns = sheets[wanted.report].columns.map((column, at) => ({ ...column, at }));
  // A gap is shown where it is, in whichever column.
  const gaps = new Set<string | undefined>(sample.flatMap(row => row.gaps.map(({ column }) => column)));
  const brief = columns.filter(({ brief: isBrief, key }) => isBrief || gaps.has(key));
  return {
    section: {
      title: t('obligations:leave.title'),
      note: t('obligations:leave.note', {
        shown: words.count(sample.length),
        lines: counted('lines', all, words),
        columns: words.count(brief.length),
        all: words.count(columns.length),
      }),
      id: 'leave',
      link: { label: t('obligations:leave.all'), href: reportHref(wanted) },
    },
    number: t('obligations:leave.number'),
    region: t('obligations:leave.region'),
    heads: brief.map(({ header }) => header),
    lines: sample.map(row => lineOf(row, brief, words)),
  };
}

function sentOf({ sent, words }: Around) {
  const { t } = words;
  return {
    section: { title: t('obligations:sent.title'), note: t('obligations:sent.note'), id: 'sent' },
    none: t('obligations:sent.none'),
    heads: ['when', 'what', 'by', 'content', 'since'].map(key => t(`obligations:sent.${key}`)),
    rows: sent.map(({ sent: one, standing }) => ({
      when: words.date(one.sentOn),
      what: `${t(`obligations:report.${one.file.report}.title`)} ${one.file.year}`,
      href: `/analysis/obligations/sent/${one.id}`,
      by: one.notedBy,
      content: linesOf(one.file.lines, one.file.records, words),
      since:
        one.takenBackAt === null
          ? (changesText(standing.changes.get(one.id) ?? [], words) ?? t('obligations:changed.none'))
          : t('obligations:sent.takenBack'),
      isChanged: one.takenBackAt === null && (standing.changes.get(one.id) ?? []).length > 0,
      isTakenBack: one.takenBackAt !== null,
    })),
  };
}

function takeOf({ wanted, all, ready, unsent, sent }: ReportStanding, { files, words }: Around) {
  const { t } = words;
  const base = reportHref(wanted);
  const lacks = all - ready;
  const isAddition = sent.length > 0 && unsent > 0 && unsent < ready;
  const hints = { empty: all === 0, repair: lacks > 0, ready: lacks === 0 && all > 0 };
  const hint = Object.entries(hints).find(([, holds]) => holds)?.[0] ?? 'empty';
  return {
    title: t('obligations:take.title'),
    text: t(`obligations:take.${hint}`, { lacks: words.count(lacks), ready: words.count(ready), count: lacks }),
    repair: lacks > 0 ? { label: counted('take.repairLines', lacks, words), href: `${base}?only=lacking` } : undefined,
    action: `${base}/files`,
    whole: ready > 0 ? counted('take.whole', ready, words) : undefined,
    addition: isAddition ? counted('take.addition', unsent, words) : undefined,
    // Also before a file is taken: taking it leaves this page as it was.
    note: ready > 0 || files.length > 0 ? { label: t('obligations:take.note'), href: `${base}/sent` } : undefined,
    first: files.length === 0 && ready > 0 ? t('obligations:take.first') : undefined,
    taken: files
      .slice(0, 3)
      .map(file => ({
        label: t('obligations:take.taken', { time: words.time(file.takenAt), login: file.takenBy }),
        href: `/analysis/obligations/files/${file.id}`,
      })),
    takenTitle: t('obligations:take.takenTitle'),
  };
}

function holdsOf({ left: counts, wanted }: ReportStanding, words: Words) {
  const { t } = words;
  const { report, year } = wanted;
  const left = leftReasons.filter(reason => counts[reason] > 0);
  return {
    title: t('obligations:holds.title'),
    items: [
      {
        label: t('obligations:holds.records'),
        value: t('obligations:holds.recordsText', {
          member: words.country(wanted.owner.country),
          heading: t(`headings:${reportOf(report).heading}.name`, { defaultValue: '' }) || reportOf(report).heading,
          year,
        }),
      },
      {
        label: t('obligations:holds.left'),
        value:
          left.length === 0
            ? t('obligations:holds.nothing')
            : left.map(reason => counted(`leftCount.${reason}`, counts[reason], words)).join(', '),
      },
      { label: t('obligations:holds.codes'), value: t(`obligations:report.${report}.codes`) },
      { label: t('obligations:holds.quantities'), value: t(`obligations:report.${report}.quantities`) },
      {
        label: t('obligations:holds.version'),
        value: t('obligations:holds.versionText', { time: words.time(now().toISOString()) }),
      },
    ],
    open: openedHref(report, year),
  };
}
