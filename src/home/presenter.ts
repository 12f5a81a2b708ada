import type { Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import { figuresOf } from './presenter-figures.ts';
import { officeName, overLine } from './presenter-plain.ts';
import type { Figures, Names, Work } from './home-data.ts';

interface HomeSources {
  readonly viewer: Viewer;
  readonly offices: Offices;
  readonly figures: Figures;
  readonly work: Work;
  /** Alarms that wait; none for who is no administrator. */
  readonly alarms?: number;
  /** Referrals that wait for the office, and own ones with news. */
  readonly referrals?: { readonly waiting: number; readonly news: number };
  readonly names: Names;
  readonly now: Date;
}

/** Home of an account that reads the database: figures of its circle, what waits for it, and what is new. Pure. */
export function presentHome(sources: HomeSources) {
  const { viewer, offices, figures, work, names, now } = sources;
  const writes = viewer.level === 'unlimited';
  const waiting = writes ? workRows(sources) : undefined;
  return {
    title: names.label('home:title'),
    head: {
      title: officeName(viewer, names),
      over: overLine(viewer, offices, names),
      scope: [
        names.label(`home:focus.${figures.focus}`),
        names.text('home:asOf', { time: now.toISOString().slice(11, 16) }),
        figures.synthetic ? names.label('home:synthetic') : '',
      ]
        .filter(Boolean)
        .join(' · '),
      actions: mayEnter(viewer)
        ? [
            { label: names.label('common:action.import'), href: '/seizures/imports/new', icon: 'file-up' },
            { label: names.label('common:action.record'), href: '/seizures/new', icon: 'plus', tone: 'primary' },
          ]
        : [],
    },
    figures: figuresOf(viewer, figures, offices, names),
    waiting: waiting && {
      section: {
        title: names.label('home:waiting.title'),
        count: names.count(
          work.queriedCount +
            work.imports.length +
            work.drafts +
            (sources.alarms ?? 0) +
            (sources.referrals?.waiting ?? 0) +
            (sources.referrals?.news ?? 0),
        ),
        id: 'waiting',
      },
      rows: waiting,
      empty: { text: names.label('home:waiting.none') },
    },
    latest: {
      section: {
        title: names.label('home:latest.title'),
        note: names.label('home:latest.note'),
        link: { label: names.label('home:latest.all'), href: '/seizures?sort=recorded' },
        id: 'latest',
      },
      rows: figures.latest.map(one => latestRow(one, names, now)),
      empty: { text: names.label('home:latest.none') },
    },
  };
}

/** Those who enter records: an office for itself, its RILO and the administrator on behalf. */
function mayEnter({ level, office, duties }: Viewer): boolean {
  if (level !== 'unlimited') return false;
  if (office.kind === 'administration') return true;
  return office.kind === 'rilo' ? duties.includes('rilo') : duties.includes('administrator');
}

function workRows({ work, alarms = 0, referrals, names, now }: HomeSources) {
  const { drafts, lastDraft, imports, queried, queriedCount } = work;
  const icon = {
    queried: 'message-circle-question-mark',
    more: 'ellipsis',
    import: 'file-spreadsheet',
    draft: 'pencil-line',
  };
  const saved = (at: string): string => names.text('home:saved', { when: whenOf(at, names, now) });
  return [
    ...(alarms === 0
      ? []
      : [
          {
            title: names.text('audit:alarms.home', { count: alarms }),
            text: names.label('audit:alarms.homeText'),
            icon: 'bell',
            tone: 'warn',
            end: names.label('audit:alarms.homeVerb'),
            endHref: '/access/alarms',
          },
        ]),
    ...referralRows(referrals, names),
    ...queried.map(({ ref, reason, at }) => ({
      title: names.text('home:queried.title', { ref }),
      text: [reason, whenOf(at, names, now)].filter(Boolean).join(' · '),
      icon: icon.queried,
      tone: 'warn',
      end: names.label('home:queried.verb'),
      endHref: `/seizures/${encodeURIComponent(ref)}`,
    })),
    ...(queriedCount > queried.length
      ? [
          {
            title: names.text('home:queried.more', { count: queriedCount - queried.length }),
            text: '',
            icon: icon.more,
            end: names.label('home:queried.all'),
            endHref: '/seizures?status=queried',
          },
        ]
      : []),
    ...imports.map(file => ({
      title: names.text('home:import.title', { name: file.name }),
      text: `${importText(file, names)} · ${saved(file.at)}`,
      icon: icon.import,
      ...(file.toRepair > 0 || file.state === 'failed' ? { tone: 'warn' } : {}),
      end: names.label('common:action.continue'),
      endHref: `/seizures/imports/${file.id}`,
    })),
    ...(drafts === 0
      ? []
      : [
          {
            title: names.text('home:draft.title', { count: drafts }),
            text: lastDraft === null ? '' : saved(lastDraft),
            icon: icon.draft,
            end: names.label('common:action.finish'),
            endHref: '/seizures/drafts',
          },
        ]),
  ];
}

function referralRows(referrals: HomeSources['referrals'] = { waiting: 0, news: 0 }, names: Names) {
  const row = (kind: 'waiting' | 'news', href: string) =>
    referrals[kind] === 0
      ? []
      : [
          {
            title: names.text(`cwsreferrals:home.${kind}`, { count: referrals[kind] }),
            text: names.label(`cwsreferrals:home.${kind}Text`),
            icon: 'send',
            tone: 'warn',
            end: names.label(`cwsreferrals:home.${kind}Verb`),
            endHref: href,
          },
        ];
  return [...row('waiting', '/cws/referrals'), ...row('news', '/cws/referrals?box=own')];
}

function importText({ state, rows, toRepair }: Work['imports'][number], names: Names): string {
  if (toRepair > 0)
    return names.text('home:import.repair', {
      count: toRepair,
      number: names.count(toRepair),
      rows: names.count(rows),
    });
  return names.text(`home:import.${state}`, { rows: names.count(rows) });
}

function latestRow(one: Figures['latest'][number], names: Names, now: Date) {
  const product = names.product(one.heading, one.product);
  const quantity =
    one.quantity === null ? '' : `${names.quantity(one.quantity)} ${names.unit(one.unit ?? '', one.quantity)}`;
  const goods = one.lineCount > 1 ? names.text('search:moreLines', { product, count: one.lineCount - 1 }) : product;
  const text = [
    one.ref,
    one.placeName,
    names.of('country', one.country),
    one.synthetic ? names.label('home:latest.synthetic') : '',
  ];
  return {
    title: quantity === '' ? goods : `${goods}, ${quantity}`,
    text: text.filter(Boolean).join(' · '),
    href: `/seizures/${encodeURIComponent(one.ref)}`,
    heading: names.heading(one.heading),
    end: whenOf(one.recordedAt, names, now),
  };
}

/** Today the time in UTC, before it the day. */
function whenOf(at: string, names: Names, now: Date): string {
  const day = at.slice(0, 10);
  return day === now.toISOString().slice(0, 10) ? names.text('home:today', { time: at.slice(11, 16) }) : day;
}
