import { rights, type Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import { figuresOf } from './presenter-figures.ts';
import { officeName, overLine } from './presenter-plain.ts';
import type { WatchNews } from '../seizures/index.ts';
import type { Figures, Names, Waiting } from './home-data.ts';

interface HomeSources {
  readonly viewer: Viewer;
  readonly offices: Offices;
  readonly figures: Figures;
  /** What waits, where it could be read. */
  readonly waiting: Waiting;
  /** What is new on the viewer's watch lists. */
  readonly watched?: readonly WatchNews[];
  readonly names: Names;
  readonly now: Date;
}

/** Home of an account that reads the database: figures of its circle, what waits for it, and what is new. Pure. */
export function presentHome(sources: HomeSources) {
  const { viewer, offices, figures, waiting, names, now } = sources;
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
      actions: [
        ...(rights.return(viewer) ? [returnLink(viewer, names)] : []),
        ...(mayEnter(viewer)
          ? [
              { label: names.label('common:action.import'), href: '/seizures/imports/new', icon: 'file-up' },
              { label: names.label('common:action.record'), href: '/seizures/new', icon: 'plus', tone: 'primary' },
            ]
          : []),
      ],
    },
    figures: figuresOf(viewer, figures, offices, names),
    waiting,
    unread: names.label('waiting:unread'),
    watched: {
      section: {
        title: names.label('watches:section'),
        link: { label: names.label('watches:home.all'), href: '/seizures/watches' },
        id: 'watched',
      },
      rows: watchRows(sources.watched ?? [], names),
      empty: { text: names.label('watches:none') },
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

/** The way to what the office's records did; to the Members' for a RILO and an administrator. */
function returnLink({ office }: Viewer, names: Names) {
  const label = names.label(office.kind === 'administration' ? 'returns:home' : 'returns:homeMembers');
  return { label, href: '/network/return', icon: 'scale', tone: 'quiet' };
}

/** Those who enter records: an office for itself, its RILO and the administrator on behalf. */
function mayEnter({ level, office, duties }: Viewer): boolean {
  if (level !== 'unlimited') return false;
  if (office.kind === 'administration') return true;
  return office.kind === 'rilo' ? duties.includes('rilo') : duties.includes('administrator');
}

/** One line for each list with something new, and no word of any record. */
function watchRows(watched: readonly WatchNews[], names: Names) {
  return watched.map(({ id, name, records, imports }) => ({
    title: names.text('watches:home.title', { name }),
    text: [
      ...(records > 0 ? [names.text('watches:letter.records', { count: records })] : []),
      ...(imports > 0 ? [names.text('watches:home.imports', { count: imports })] : []),
    ].join(' · '),
    icon: 'bell',
    end: names.label('watches:home.verb'),
    endHref: `/seizures/watches/${id}`,
  }));
}

function latestRow(one: Figures['latest'][number], names: Names, now: Date) {
  const product = names.product(one.heading, one.product);
  const quantity =
    one.quantity === null ? '' : `${names.quantity(one.quantity)} ${names.unit(one.unit ?? '', one.quantity)}`;
  const left = one.lineCount - 1;
  const more = left > 0 ? ` ${names.text('search:moreLines', { count: left, number: names.count(left) })}` : '';
  const text = [
    one.ref,
    one.placeName,
    names.of('country', one.country),
    one.synthetic ? names.label('home:latest.synthetic') : '',
  ];
  return {
    title: `${quantity === '' ? product : `${product}, ${quantity}`}${more}`,
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
