import type { Words } from '../../../reference/index.ts';
import { isOpen, localTime, type StoredContact } from '../../../network/index.ts';
import type { CencommContext } from '../../context.ts';
import { languageNames, officeName } from '../../words.ts';
import type { MemberCard } from '../members/store-members.ts';

export interface PeopleSources {
  readonly members: readonly MemberCard[];
  readonly contacts: ReadonlyMap<number, StoredContact>;
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
  readonly now: Date;
}

/** Members in groups: each country by its name, then offices that do not belong to a country. Pure. */
export function presentPeople(sources: PeopleSources) {
  const { members, words, context } = sources;
  const groups = Map.groupBy(members, ({ country, officeId }) => country ?? `office ${officeId}`);
  const nameOf = ([first]: readonly MemberCard[]): string =>
    first?.country ? words.country(first.country) : officeName(first?.officeId ?? 0, context.offices, words);
  return [...groups.values()]
    .map(group => {
      const isCountry = group[0]?.country !== null;
      return {
        name: nameOf(group),
        isCountry,
        online: group.filter(({ isOnLine }) => isOnLine).length,
        members: group.map(one => presentPerson(one, sources)),
      };
    })
    .sort((a, b) => Number(b.isCountry) - Number(a.isCountry) || a.name.localeCompare(b.name, words.lang));
}

const roleStyles = {
  owner: ['info', 'key-round'],
  liaison: ['good', 'flag'],
  member: ['', 'user'],
  observer: ['', 'eye'],
} as const;

type PersonSources = Omit<PeopleSources, 'members'>;

/** A member with how they are reached, and what time it is there. */
export function presentPerson(one: MemberCard, sources: PersonSources) {
  const { context, words } = sources;
  const { t } = words;
  const office = context.offices.byId(one.officeId);
  const [tone, icon] = roleStyles[one.role];
  return {
    accountId: one.accountId,
    login: one.login,
    name: one.personName ?? one.login,
    isNamed: one.personName !== null,
    isOnLine: one.isOnLine,
    hasEnded: !one.isLive,
    tag: { ...(tone === '' ? {} : { tone }), icon, label: t(`cencomm:role.${one.role}`) },
    office: office ? words.office(office) : '',
    officeHref: office && `/network/offices/${office.code}`,
    unit: one.unit ?? '',
    language: words.language(one.lang),
    level: t(`common:level.${one.level}`),
    local: localTimeOf(one, sources),
    card: cardOf(one, sources),
  };
}

const zoneName = ({ timeZone }: { timeZone: string }): string => timeZone.replaceAll('_', ' ');

/** The time at the office: by its published hours, else by its country. */
function localTimeOf(one: MemberCard, { contacts, context, words, now }: PersonSources) {
  const hours = contacts.get(one.officeId)?.hours ?? undefined;
  const zone = hours?.timeZone ?? zoneOfCountry(context.offices.byId(one.officeId)?.country ?? null, now);
  if (zone === undefined) return undefined;
  const local = localTime(zone, now);
  if (!local) return undefined;
  return {
    time: local.time,
    zone: hours ? words.t('cencommops:people.zone', { zone: zoneName(hours), offset: local.offset }) : local.offset,
    isAtDesk: hours !== undefined && isOpen(hours, now),
  };
}

function cardOf(one: MemberCard, { contacts, words }: PersonSources) {
  const { t } = words;
  const contact = contacts.get(one.officeId);
  const hours = contact?.hours;
  const email = (label: string, address: string | null | undefined) => ({
    label: t(`cencommops:people.${label}`),
    value: address ?? '',
    ...(address ? { href: `mailto:${address}` } : {}),
  });
  return [
    email('email', one.email),
    email('officeEmail', contact?.email),
    { label: t('cencommops:people.officePhone'), value: contact?.phone ?? '' },
    {
      label: t('cencommops:people.hours'),
      value: hours
        ? t('cencommops:people.open', { opens: hours.opens, closes: hours.closes, zone: zoneName(hours) })
        : '',
    },
    {
      label: t('cencommops:people.language'),
      value: languageNames([one.lang, ...(contact?.languages ?? []).filter(code => code !== one.lang)], words),
    },
    { label: t('cencommops:people.joined'), value: words.date(one.joinedOn) },
  ];
}

/** The time zone of a country that has the same time everywhere today. */
function zoneOfCountry(country: string | null, now: Date): string | undefined {
  if (country === null) return undefined;
  // Of ECMA-402 since 2024; the compiler's library does not know it yet.
  const zones =
    (
      new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?: () => string[] | undefined }
    ).getTimeZones?.() ?? [];
  return new Set(zones.map(zone => localTime(zone, now).offset)).size === 1 ? zones[0] : undefined;
}
