import type { Viewer } from '../../access/index.ts';
import type { Lists, Office } from '../../reference/index.ts';
import { regions, type Member, type NetworkOfDay } from '../directory.ts';
import { daysText, isOpen, localTime } from '../hours.ts';
import type { StoredContact } from '../office.ts';
import { callAddress, hostOf, officeAddress, regionName } from './addresses.ts';
import type { Words } from './words.ts';

interface ListSources {
  readonly viewer: Viewer;
  readonly network: NetworkOfDay;
  readonly lists: Lists;
  /** What offices publish today; nothing of another day. */
  readonly contacts: ReadonlyMap<number, StoredContact>;
  readonly words: Words;
  readonly now: Date;
  /** Whether every part is open: a search, or asked for. */
  readonly isWhole: boolean;
}

/** The offices of a day as lines, the RILOs first, then region by region; the viewer's own part is open. Pure. */
export function presentSections(sources: ListSources) {
  const { viewer, network, lists, words, isWhole } = sources;
  const { t } = words;
  const own = lists.lookUp('country', viewer.office.country ?? '')?.details.wco_region;
  const isOwn = (region: string): boolean => viewer.office.kind === 'administration' && region === own;
  const found = new Set(network.found.map(({ rilo }) => rilo?.id));
  const rilos = network.rilos
    .filter(({ office }) => found.has(office.id))
    .map(({ office }) => rowOf(office, undefined, sources));
  const members = regions.map(region => ({
    id: `region-${region}`,
    title: regionName(region, words),
    columns: { code: t('network:column.rilo'), answers: t('network:column.point') },
    isOpen: isWhole || isOwn(region),
    rows: network.found.filter(member => member.region === region).map(one => rowOf(one.office, one, sources)),
  }));
  const isNoOnes = !isWhole && !members.some(({ isOpen: open }) => open);
  return [
    {
      id: 'rilos',
      title: t('network:directory.rilosHead'),
      columns: { code: t('network:column.code'), answers: t('network:column.host') },
      isOpen: isWhole || isNoOnes,
      rows: rilos,
    },
    ...members,
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(section => ({ ...section, rows: section.rows.toSorted((a, b) => a.name.localeCompare(b.name, words.lang)) }));
}

/** One office as one line: who answers, on which telephone, when. */
function rowOf(office: Office, member: Member | undefined, { contacts, words, now }: ListSources) {
  const { t, lang } = words;
  const contact = contacts.get(office.id);
  const phone = member?.point?.phone ?? contact?.phone;
  const hours = contact?.hours;
  return {
    code: office.code,
    name: words.office(office),
    href: officeAddress(office.code),
    rilo: member?.rilo && {
      name: words.office(member.rilo),
      short: words.short(member.rilo.code),
      href: officeAddress(member.rilo.code),
    },
    short: member ? undefined : words.short(office.code),
    answers: pointOf(office, member, words),
    hasPoint: member?.point !== undefined,
    phone: phone ? { number: phone, href: callAddress(phone) } : undefined,
    hours: hours && t('network:hours.short', { ...hours, days: daysText(hours.days, lang) }),
    state: hours && stateOf(hours, now, words),
    isSample: (member?.point?.synthetic ?? false) || (contact?.synthetic ?? false),
  };
}

/** Who answers: the contact point's function; a RILO itself, where it is hosted. */
function pointOf(office: Office, member: Member | undefined, words: Words): string {
  return member ? (member.point?.function ?? words.t('network:noPoint')) : hostOf(office, words);
}

function stateOf(hours: NonNullable<StoredContact['hours']>, now: Date, { t }: Words) {
  const { time, offset } = localTime(hours.timeZone, now);
  const open = isOpen(hours, now);
  return {
    isOpen: open,
    label: t(open ? 'network:hours.openNow' : 'network:hours.closedNow'),
    title: t(open ? 'network:hours.open' : 'network:hours.closed', { time, offset }),
  };
}
