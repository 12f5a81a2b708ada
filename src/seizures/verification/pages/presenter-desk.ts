import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import { now } from '../../../text/clock.ts';
import { headingCodes, type HeadingCode } from '../../goods/heading.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { channels } from '../../seizure.ts';
import { queueKinds, type QueueCounts, type QueueFilter, type QueueRow } from '../store-queue.ts';
import type { Turnaround } from '../store-turnaround.ts';
import type { NotVerified } from '../verify.ts';
import { counted, presentPane, type OpenRecord } from './presenter-pane.ts';
import { presentQueueRow } from './presenter-queue-row.ts';
import { deskHref, placeText } from './query.ts';

export type { OpenRecord } from './presenter-pane.ts';

export interface DeskSources {
  readonly viewer: Viewer;
  readonly filter: QueueFilter;
  readonly rows: readonly QueueRow[];
  /** The last row of this page, where more follow. */
  readonly next: QueueRow | undefined;
  readonly counts: QueueCounts;
  /** Undefined where it took too long to count. */
  readonly turnaround: Turnaround | undefined;
  readonly open: OpenRecord | undefined;
  readonly ticked?: readonly string[];
  readonly refused?: readonly { readonly ref: string; readonly why: NotVerified }[];
  readonly problem?: FieldProblem;
  readonly done?: { readonly what: string; readonly n: number; readonly about: string };
  readonly offices: Offices;
  readonly words: Words;
}

/** The desk: how much waits, how long it takes, the queue, and one record of it beside. Pure but for the clock. */
export function presentDesk(sources: DeskSources) {
  const { filter, rows, next, counts, open, words, ticked = [] } = sources;
  const total = counts[filter.kind];
  const title =
    counts.all === 0
      ? words.t('verification:none')
      : words.t('verification:heading', { count: counts.all, number: counted(counts.all, words) });
  return {
    title,
    head: { title, scope: scopeOf(sources) },
    strip: stripOf(sources),
    tabs: {
      label: words.t('verification:kinds'),
      items: queueKinds.map(kind => ({
        label: words.t(`verification:kind.${kind}`),
        href: deskHref({ ...filter, kind }),
        current: kind === filter.kind,
        // What has nothing has no number.
        count: counts[kind] === 0 ? undefined : counted(counts[kind], words),
      })),
    },
    filter: filterOf(sources),
    hidden: Object.entries(filter)
      .filter(([name, value]) => value !== '' && !(name === 'kind' && value === 'all'))
      .map(([name, value]) => ({ name, value })),
    rows: rows.map(row => presentQueueRow(row, { filter, open: open?.seizure.ref, ticked, now: now() }, words)),
    empty: { text: words.t(`verification:empty.${filter.kind === 'all' ? 'all' : 'other'}`) },
    shown:
      total === 0
        ? ''
        : words.t('verification:shown', { number: words.number(rows.length), total: counted(total, words) }),
    nextHref: next && deskHref(filter, { after: placeText(next) }),
    pane: open && presentPane(open, { ...sources, total }),
    problem: sources.problem && words.problem(sources.problem),
    refused: (sources.refused ?? []).map(({ ref, why }) => words.t(`verification:why.${why}`, { ref })),
    done: doneOf(sources),
  };
}

function scopeOf({ viewer, offices, words }: DeskSources): string {
  const time = words.time(now().toISOString());
  const { office } = viewer;
  return office.kind === 'rilo'
    ? words.t('verification:scope', {
        count: office.memberCountries.length,
        office: offices.name(office.code, words.lang),
        time,
      })
    : words.t('verification:scopeAll', { time });
}

function stripOf({ turnaround, counts, words }: DeskSources) {
  const days = (value: number | null): string =>
    value === null
      ? words.t('verification:strip.unknown')
      : value < 1
        ? words.t('verification:strip.today')
        : words.t('verification:strip.days', { count: Math.round(value), number: words.number(Math.round(value)) });
  const { oldest } = counts;
  // Whole days that are over, as its row in the queue says.
  const waited = oldest === null ? null : Math.floor((now().getTime() - Date.parse(oldest.at)) / 86_400_000);
  return [
    ...(turnaround === undefined
      ? []
      : [
          { label: words.t('verification:strip.median'), value: days(turnaround.thisYear) },
          { label: words.t('verification:strip.lastYear'), value: days(turnaround.lastYear) },
          { label: words.t('verification:strip.month'), value: words.number(turnaround.month) },
        ]),
    ...(oldest === null
      ? []
      : [
          {
            label: words.t('verification:strip.oldest'),
            value: days(waited),
            rest: words.code('country', oldest.country),
          },
        ]),
  ];
}

function filterOf({ viewer, filter, words }: DeskSources) {
  const { memberCountries } = viewer.office;
  const members =
    memberCountries.includes(filter.member) || filter.member === ''
      ? memberCountries
      : [...memberCountries, filter.member];
  const select = (
    name: 'member' | 'heading' | 'channel',
    all: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => ({
    type: 'choice',
    id: `filter-${name}`,
    name,
    label: words.t(`verification:filter.${name}`),
    placeholder: words.t(`verification:filter.${all}`),
    value: filter[name],
    options: options.toSorted((a, b) => a.label.localeCompare(b.label, words.lang)),
  });
  return [
    select(
      'member',
      'allMembers',
      members.map(value => ({ value, label: words.code('country', value) })),
    ),
    select(
      'heading',
      'allHeadings',
      headingCodes.map((value: HeadingCode) => ({ value, label: words.heading(value) })),
    ),
    select(
      'channel',
      'allChannels',
      channels.map(value => ({ value, label: words.t(`record:channel.${value}`) })),
    ),
  ];
}

function doneOf({ done, words }: DeskSources): string | undefined {
  if (!done) return undefined;
  return words.t(`verification:done.${done.what}`, { count: done.n, number: words.number(done.n), ref: done.about });
}
