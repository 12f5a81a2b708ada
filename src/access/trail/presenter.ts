import {
  actionGroups,
  actions,
  actionsOf,
  outcomes,
  trailCountedTo,
  type Check,
  type Outcome,
  type Reader,
  type TrailPage,
  type TrailRow,
} from '../../audit/index.ts';
import type { Offices } from '../../reference/index.ts';
import { filterNames, queryString, writeCursor, type Criteria, type FilterName } from './criteria.ts';
import { presentCheck } from './presenter-chain.ts';
import { placeOfSubject } from './subjects.ts';
import { timeOf, type Words } from './words.ts';

export const rowsPerPage = 50;
/** Problems told above the list; the page of the chain has the rest. */
const problemsAbove = 3;
const base = '/access/audit';

interface TrailSources {
  readonly reader: Reader & { readonly office: { readonly id: number } };
  readonly criteria: Criteria;
  readonly page: TrailPage;
  readonly offices: Offices;
  readonly words: Words;
  /** The latest check; for administrators only. */
  readonly check: Check | undefined;
  /** Months (YYYY-MM) that the days of the filter reach into and whose rows are in files. */
  readonly archived: readonly string[];
}

/** The list with its filters. Pure. */
export function presentTrail({ reader, criteria, page, offices, words, check, archived }: TrailSources) {
  const { t } = words;
  const seesAll = reader.sees === 'all';
  const query = queryString(criteria);
  const pages = pagerOf(criteria, page);
  const total =
    page.total > trailCountedTo
      ? t('audit:moreThan', { number: words.count(trailCountedTo) })
      : words.count(page.total);
  return {
    title: t('audit:title'),
    head: {
      title: t('audit:title'),
      scope: t(seesAll ? 'audit:scope.all' : 'audit:scope.own', { office: words.office(reader.office.id) }),
      actions: seesAll
        ? [
            { label: t('audit:chain.title'), href: `${base}/chain`, icon: 'link' },
            { label: t('audit:exports.ask'), href: `${base}/exports/new${query && `?${query}`}`, icon: 'download' },
            { label: t('audit:exports.title'), href: `${base}/exports`, icon: 'file-check' },
          ]
        : [],
    },
    notice: noticeOf(check, words),
    filters: filtersOf(criteria, seesAll, offices, words),
    chips: chipsOf(criteria, words, offices),
    rows: shownRows(criteria, page).map(row => presentLine(row, words)),
    pager: { total: `${total} ${t('audit:rows', { count: page.total })}`, ...pages },
    archived: pages.older === undefined ? archivedText(archived, words) : undefined,
    emptyHref: query === '' ? undefined : base,
  };
}

/** At the head of the list: the first rows the latest check found tampered with. */
function noticeOf(check: Check | undefined, words: Words) {
  if (!check || check.problemCount === 0) return undefined;
  const { notice, problems } = presentCheck(check, words);
  return {
    ...notice,
    problems: problems.slice(0, problemsAbove),
    more: Math.max(0, check.problemCount - problemsAbove),
  };
}

/** At the end of the list: what more there is. */
function archivedText(months: readonly string[], words: Words): string | undefined {
  const [first, last] = [months[0], months.at(-1)];
  return first && last && words.t('audit:archived', { count: months.length, first, last });
}

function shownRows(criteria: Criteria, { rows }: TrailPage): readonly TrailRow[] {
  const shown = rows.slice(0, rowsPerPage);
  return criteria.before ? shown.toReversed() : shown;
}

function pagerOf(criteria: Criteria, page: TrailPage): { newer?: string; older?: string } {
  const rows = shownRows(criteria, page);
  const [head, tail] = [rows[0], rows.at(-1)];
  const more = page.rows.length > rowsPerPage;
  const [hasOlder, hasNewer] = criteria.before ? [true, more] : [more, criteria.after !== undefined];
  return {
    ...(hasNewer && head ? { newer: `${base}?${queryString(criteria, { before: writeCursor(head) })}` } : {}),
    ...(hasOlder && tail ? { older: `${base}?${queryString(criteria, { after: writeCursor(tail) })}` } : {}),
  };
}

const tones: Readonly<Record<Outcome, readonly [tone: string, icon: string]>> = {
  done: ['', 'check'],
  refused: ['bad', 'ban'],
  failed: ['warn', 'triangle-alert'],
};

export function outcomeTag(outcome: Outcome, words: Words) {
  const [tone, icon] = tones[outcome];
  return { tone, icon, label: words.t(`audit:outcomes.${outcome}`) };
}

/** How many refusals a row stands for, in words; undefined for one that stands for itself. */
export function timesText({ detail }: Pick<TrailRow, 'detail'>, words: Words): string | undefined {
  const times = detail?.times;
  if (typeof times !== 'number') return undefined;
  return words.t('audit:times', { count: times, number: words.count(times) });
}

export function presentLine(row: TrailRow, words: Words) {
  return {
    href: `${base}/rows/${row.id}`,
    time: timeOf(row.at),
    action: words.action(row.action),
    login: row.loginId ?? words.t('audit:nobody'),
    office: words.officeCode(row.officeId),
    subject: row.subject ?? '',
    subjectHref: row.subject === null ? undefined : placeOfSubject(row.subject),
    address: row.address ?? '',
    tag: outcomeTag(row.outcome, words),
    times: timesText(row, words),
    isDone: row.outcome === 'done',
  };
}

export function filtersOf(criteria: Criteria, seesAll: boolean, offices: Offices, words: Words) {
  const { t } = words;
  const select = (name: FilterName, options: readonly { value: string; label: string }[]) => ({
    kind: 'select',
    id: `f-${name}`,
    name,
    label: t(`audit:filter.${name}`),
    value: criteria[name] ?? '',
    options,
  });
  const text = (name: FilterName, max: number) => ({
    kind: 'text',
    id: `f-${name}`,
    name,
    label: t(`audit:filter.${name}`),
    value: criteria[name] ?? '',
    max,
  });
  const sorted = (options: { value: string; label: string }[]) =>
    options.toSorted((a, b) => a.label.localeCompare(b.label, words.lang));
  const listed = criteria.group === undefined ? [...actions] : actionsOf(criteria.group);
  return {
    action: base,
    active: chipsCount(criteria),
    clearHref: base,
    facets: [
      {
        legend: t('audit:facet.what'),
        fields: [
          select('group', sorted(actionGroups.map(value => ({ value, label: t(`audit:groups.${value}`) })))),
          select('action', sorted(listed.map(value => ({ value, label: words.action(value) })))),
          select(
            'outcome',
            outcomes.map(value => ({ value, label: t(`audit:outcomes.${value}`) })),
          ),
          text('subject', 200),
        ],
      },
      {
        legend: t('audit:facet.who'),
        fields: [
          text('login', 64),
          ...(seesAll
            ? [
                select(
                  'office',
                  sorted(
                    offices.all.map(({ code, nameEn, nameFr }) => ({
                      value: code,
                      label: words.lang === 'fr' ? nameFr : nameEn,
                    })),
                  ),
                ),
              ]
            : []),
          text('address', 45),
        ],
      },
    ],
    dates: {
      legend: t('audit:facet.when'),
      placeholder: t('audit:datePlaceholder'),
      inputs: (['from', 'to'] as const).map(name => ({ ...text(name, 10) })),
    },
  };
}

function chipsCount(criteria: Criteria): number {
  return filterNames.filter(name => criteria[name] !== undefined).length;
}

/** The filters that are on, in words, each with the address without it. */
export function chipsOf(criteria: Criteria, words: Words, offices: Offices) {
  return filterNames
    .filter(name => criteria[name] !== undefined)
    .map(name => {
      const without = queryString(criteria, { [name]: undefined });
      return {
        label: words.t(`audit:filter.${name}`),
        value: valueOf(name, criteria, words, offices),
        href: without === '' ? base : `${base}?${without}`,
      };
    });
}

function valueOf(name: FilterName, criteria: Criteria, words: Words, offices: Offices): string {
  const value = criteria[name] ?? '';
  if (name === 'group') return words.t(`audit:groups.${value}`);
  if (name === 'action') return words.action(value);
  if (name === 'outcome') return words.t(`audit:outcomes.${value}`);
  return name === 'office' ? offices.name(value, words.lang) : value;
}
