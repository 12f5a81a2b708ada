import type { Words } from '../../../reference/index.ts';
import { isOpen, localTime } from '../../../network/index.ts';
import type { StoredContact } from '../../../network/index.ts';
import type { CencommContext } from '../../context.ts';
import type { MemberCard } from '../members/store-members.ts';

export interface PeopleSources {
  readonly members: readonly MemberCard[];
  readonly contacts: ReadonlyMap<number, StoredContact>;
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
  readonly now: Date;
}

/** Members in groups: each country by its name, then offices that are no country's. Pure. */
export function presentPeople(sources: PeopleSources) {
  const { members, words, context } = sources;
  const groups = Map.groupBy(members, ({ country, officeId }) => country ?? `office ${officeId}`);
  const nameOf = ([first]: readonly MemberCard[]): string => {
    const office = first && context.offices.byId(first.officeId);
    return first?.country ? words.country(first.country) : office ? words.office(office) : '';
  };
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

const roleLooks = {
  owner: ['info', 'key-round'],
  liaison: ['good', 'flag'],
  member: ['', 'user'],
  observer: ['', 'eye'],
} as const;

/** A member with the card of how they are reached, and what time it is there. */
export function presentPerson(one: MemberCard, { contacts, context, words, now }: Omit<PeopleSources, 'members'>) {
  const { t } = words;
  const office = context.offices.byId(one.officeId);
  const contact = contacts.get(one.officeId);
  const hours = contact?.hours ?? undefined;
  const zone = hours?.timeZone ?? zoneOfCountry(office?.country ?? null, now);
  const local = zone === undefined ? undefined : localTime(zone, now);
  const [tone, icon] = roleLooks[one.role];
  return {
    accountId: one.accountId,
    login: one.login,
    name: one.personName ?? one.login,
    isNamed: one.personName !== null,
    isOnLine: one.isOnLine,
    hasEnded: !one.isLive,
    tag: { ...(tone === '' ? {} : { tone }), icon, label: t(`cencomm:role.${one.role}`) },
    office: office ? words.office(office) : '',
    officeHref: office && words.lang ? `/network/offices/${office.code}` : undefined,
    unit: one.unit ?? '',
    language: words.language(one.lang),
    level: t(`common:level.${one.level}`),
    local: local
      ? {
          time: local.time,
          zone: hours
            ? t('cencommops:people.zone', { zone: hours.timeZone.replaceAll('_', ' '), offset: local.offset })
            : local.offset,
          isAtDesk: hours !== undefined && isOpen(hours, now),
        }
      : undefined,
    card: [
      {
        label: t('cencommops:people.email'),
        value: one.email ?? '',
        ...(one.email === null ? {} : { href: `mailto:${one.email}` }),
      },
      {
        label: t('cencommops:people.officeEmail'),
        value: contact?.email ?? '',
        ...(contact?.email ? { href: `mailto:${contact.email}` } : {}),
      },
      { label: t('cencommops:people.officePhone'), value: contact?.phone ?? '' },
      {
        label: t('cencommops:people.hours'),
        value: hours
          ? t('cencommops:people.open', {
              opens: hours.opens,
              closes: hours.closes,
              zone: hours.timeZone.replaceAll('_', ' '),
            })
          : '',
      },
      {
        label: t('cencommops:people.language'),
        value: [one.lang, ...(contact?.languages ?? []).filter(code => code !== one.lang)]
          .map(code => words.language(code))
          .join(', '),
      },
      { label: t('cencommops:people.joined'), value: words.date(one.joinedOn) },
    ],
  };
}

/** The time zone of a country where one time is kept all over it today; offices that published no hours are known by it. */
function zoneOfCountry(country: string | null, now: Date): string | undefined {
  if (country === null) return undefined;
  // Of ECMA-402 since 2024; the compiler's library does not know it yet.
  const zones =
    (
      new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?: () => string[] | undefined }
    ).getTimeZones?.() ?? [];
  return new Set(zones.map(zone => localTime(zone, now).offset)).size === 1 ? zones[0] : undefined;
}
