import { rights, type Viewer } from '../../access/index.ts';
import type { Lists, Office } from '../../reference/index.ts';
import { areaMap, areaSwatch } from '../../web/charts/index.ts';
import { regions, type Criteria, type NetworkOfDay } from '../directory.ts';
import type { StoredContact } from '../office.ts';
import { addressOf } from '../../fields/index.ts';
import { officeAddress, regionName } from './addresses.ts';
import { presentSections } from './presenter-list.ts';
import type { Words } from './words.ts';
import { today } from '../../text/plain-date.ts';

const path = '/network';
const mapWidths = { wide: 860, phone: 356 };

interface DirectorySources {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly network: NetworkOfDay;
  readonly rilos: readonly Office[];
  readonly lists: Lists;
  /** What offices publish today, by office. */
  readonly contacts: ReadonlyMap<number, StoredContact>;
  readonly words: Words;
  readonly now: Date;
  /** Whether every region is opened. */
  readonly isWhole: boolean;
}

/** The directory page: a line for each office, filters, and the map with its table. Pure but for the clock. */
export function presentDirectory(sources: DirectorySources) {
  const { viewer, criteria, network, words } = sources;
  const { t } = words;
  const count = network.found.length;
  const isToday = criteria.on === today();
  return {
    title: t('network:title'),
    head: {
      title: t('network:directory.title', { count }),
      scope: [
        t('network:directory.rilos', { count: network.rilos.length }),
        count < network.all.length ? t('network:directory.of', { count: network.all.length }) : '',
        t(isToday ? 'network:directory.today' : 'network:directory.on', { date: words.date(criteria.on) }),
      ]
        .filter(Boolean)
        .join(' · '),
      actions: rights.administrator(viewer)
        ? [{ label: t('network:action.found'), href: '/network/offices/new', icon: 'plus' }]
        : [],
    },
    pastNote: isToday
      ? undefined
      : {
          text: t(criteria.on < today() ? 'network:directory.past' : 'network:directory.future', {
            date: words.date(criteria.on),
          }),
          href: addressOf(path, { ...criteria, on: '' }),
          label: t('network:directory.toToday'),
        },
    filters: presentFilters(sources, isToday),
    chips: presentChips(sources, isToday),
    map: { wide: presentMap(sources, 'wide'), phone: presentMap(sources, 'phone') },
    legend: presentLegend(sources),
    find: { action: path, q: criteria.q, hidden: keptBy(criteria, isToday) },
    sections: presentSections({
      ...sources,
      contacts: isToday ? sources.contacts : new Map(),
      isWhole: sources.isWhole || count < network.all.length,
    }),
    openAll: sources.isWhole
      ? undefined
      : addressOf(path, { ...criteria, on: isToday ? '' : criteria.on, show: 'all' }),
    paper: { lead: t('network:title'), lines: [words.date(today())] },
    empty:
      count === 0
        ? { text: t('network:directory.none'), action: { label: t('network:directory.whole'), href: path } }
        : undefined,
  };
}

/** The other filters of the page, which a search for words keeps. */
function keptBy({ region, rilo, on }: Criteria, isToday: boolean) {
  return Object.entries({ region, rilo, on: isToday ? '' : on })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value }));
}

export function presentFilters({ criteria, rilos, words }: DirectorySources, isToday: boolean) {
  const { t } = words;
  return {
    action: path,
    active: ['q', 'region', 'rilo'].filter(name => criteria[name as 'q'] !== '').length + (isToday ? 0 : 1),
    clearHref: path,
    hidden: criteria.q === '' ? [] : [{ name: 'q', value: criteria.q }],
    selects: [
      {
        id: 'region',
        name: 'region',
        label: t('network:filter.region'),
        value: criteria.region,
        options: regions.map(value => ({ value, label: regionName(value, words) })),
      },
      {
        id: 'rilo',
        name: 'rilo',
        label: t('network:filter.rilo'),
        value: criteria.rilo,
        options: rilos.map(office => ({ value: office.code, label: words.office(office) })),
      },
    ],
    on: { label: t('network:filter.on'), hint: t('network:filter.onHint'), value: criteria.on },
  };
}

function presentChips({ criteria, rilos, words }: DirectorySources, isToday: boolean) {
  const { t } = words;
  const kept = { ...criteria, on: isToday ? '' : criteria.on };
  const rilo = rilos.find(({ code }) => code === criteria.rilo);
  return [
    ...(criteria.q
      ? [{ label: t('network:filter.words'), value: criteria.q, href: addressOf(path, { ...kept, q: '' }) }]
      : []),
    ...(criteria.region
      ? [
          {
            label: t('network:filter.region'),
            value: regionName(criteria.region, words),
            href: addressOf(path, { ...kept, region: '' }),
          },
        ]
      : []),
    ...(rilo
      ? [{ label: t('network:filter.rilo'), value: words.office(rilo), href: addressOf(path, { ...kept, rilo: '' }) }]
      : []),
    ...(isToday
      ? []
      : [
          { label: t('network:filter.on'), value: words.date(criteria.on), href: addressOf(path, { ...kept, on: '' }) },
        ]),
  ];
}

function presentMap({ criteria, network, words }: DirectorySources, id: 'wide' | 'phone'): string {
  const found = new Set(network.found.map(({ country }) => country));
  return areaMap({
    title: words.t('network:map.title', { date: words.date(criteria.on) }),
    desc: words.t('network:map.desc'),
    width: mapWidths[id],
    id,
    areas: network.rilos.map(({ office, look, countries }) => ({
      look,
      label: words.short(office.code),
      title: words.office(office),
      countries: countries.filter(country => found.has(country)),
    })),
  });
}

export function presentLegend({ network, words }: DirectorySources) {
  const found = Map.groupBy(network.found, ({ rilo }) => rilo?.id);
  return {
    caption: words.t('network:map.table'),
    rows: network.rilos.map(({ office, look, countries }) => ({
      svg: areaSwatch(look),
      short: words.short(office.code),
      name: words.office(office),
      href: officeAddress(office.code),
      members:
        found.get(office.id)?.length === countries.length
          ? String(countries.length)
          : `${found.get(office.id)?.length ?? 0} / ${countries.length}`,
    })),
  };
}
