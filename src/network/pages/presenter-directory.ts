import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Office } from '../../reference/index.ts';
import { areaMap, areaSwatch } from '../../web/charts/index.ts';
import { regions } from '../directory.ts';
import type { Criteria, Member, NetworkOfDay } from '../directory.ts';
import { addressOf } from '../../fields/index.ts';
import type { Words } from './words.ts';
import { today } from '../../text/plain-date.ts';

const path = '/network';
const mapWidths = { wide: 860, phone: 356 };

interface DirectorySources {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly network: NetworkOfDay;
  readonly rilos: readonly Office[];
  readonly words: Words;
}

/** The directory page: filters, map with its table, and the Members region by region. Pure but for the clock. */
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
    sections: regions
      .map(region =>
        sectionOf(
          region,
          network.found.filter(member => member.region === region),
          words,
        ),
      )
      .filter(({ rows }) => rows.length > 0),
    empty:
      count === 0
        ? { text: t('network:directory.none'), action: { label: t('network:directory.whole'), href: path } }
        : undefined,
  };
}

export function presentFilters({ criteria, rilos, words }: DirectorySources, isToday: boolean) {
  const { t } = words;
  return {
    action: path,
    active: ['q', 'region', 'rilo'].filter(name => criteria[name as 'q'] !== '').length + (isToday ? 0 : 1),
    clearHref: path,
    words: { name: 'q', value: criteria.q, placeholder: t('network:filter.words') },
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

export function sectionOf(region: string, members: readonly Member[], words: Words) {
  const rows = members
    .toSorted((a, b) => words.office(a.office).localeCompare(words.office(b.office), words.lang))
    .map(member => rowOf(member, words));
  return { id: `region-${region}`, title: regionName(region, words), count: rows.length, rows };
}

function rowOf({ office, rilo, point }: Member, words: Words) {
  return {
    code: office.code,
    name: words.office(office),
    href: officeAddress(office.code),
    rilo: rilo && { name: words.office(rilo), short: words.short(rilo.code), href: officeAddress(rilo.code) },
    point: point && {
      function: point.function,
      email: point.email,
      synthetic: point.synthetic,
      since: words.t('network:since', { date: words.date(point.validFrom) }),
    },
  };
}

export function regionName(region: string, { t }: Words): string {
  return t(`reference:values.country.wco_region.${region}`);
}

/** "Nairobi, Kenya". */
export function hostOf({ hostCity, country }: Office, words: Words): string {
  return [hostCity ?? '', country === null ? '' : words.country(country)].filter(Boolean).join(', ');
}

export function officeAddress(code: string): string {
  return `/network/offices/${code}`;
}
