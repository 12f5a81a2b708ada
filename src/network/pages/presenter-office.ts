import { rights, type Viewer } from '../../access/index.ts';
import { isActiveOn, type Lists, type Membership, type Office, type Offices } from '../../reference/index.ts';
import { isOpen, localTime } from '../hours.ts';
import type { ContactPoint, OfficeChange, StoredContact } from '../office.ts';
import { editOf } from '../permissions.ts';
import { presentChanges, hoursText } from './presenter-changes.ts';
import { callAddress, hostOf, officeAddress, regionName } from './addresses.ts';
import type { Words } from './words.ts';
import { today } from '../../text/plain-date.ts';

export interface OfficeSources {
  readonly viewer: Viewer;
  readonly office: Office;
  readonly offices: Offices;
  readonly lists: Lists;
  readonly contact: StoredContact;
  readonly points: readonly ContactPoint[];
  readonly changes: readonly OfficeChange[];
  readonly words: Words;
  readonly now: Date;
}

/** What every office page has: head, contact data, staff, history. */
export function presentOffice(sources: OfficeSources) {
  const { office, offices, words, changes, contact } = sources;
  return {
    title: words.office(office),
    code: office.code,
    kind: office.kind,
    head: {
      title: words.office(office),
      over: words.t(`common:officeKind.${office.kind}`),
      scope: scopeOf(sources),
      crumbs: [{ label: words.t('network:title'), href: '/network' }, { label: office.code }],
      actions: actionsOf(sources),
    },
    closed:
      office.activeTo !== null && office.activeTo < today()
        ? words.t('network:closedSince', { date: words.date(office.activeTo) })
        : undefined,
    contact: presentContact(sources),
    desks: contact.desks.map(desk => ({
      name: words.t(`network:desk.${desk.function}`),
      staff: desk.staff === null ? '' : words.t('network:desk.staff', { count: desk.staff }),
      email: desk.email,
    })),
    history: presentChanges(changes, offices, words),
  };
}

function scopeOf({ office, offices, lists, words }: OfficeSources): string {
  const { t } = words;
  const since = office.activeFrom === null ? '' : t('network:since', { date: words.date(office.activeFrom) });
  if (office.kind === 'rilo')
    return [hostOf(office, words), t('network:members', { count: offices.membersOf(office.id).length }), since]
      .filter(Boolean)
      .join(' · ');
  if (office.kind !== 'administration') return hostOf(office, words);
  const region = lists.lookUp('country', office.country ?? '')?.details.wco_region;
  const rilo = offices.riloOf(office.country ?? '');
  return [region ? regionName(region, words) : '', rilo ? words.office(rilo) : t('network:noRilo'), since]
    .filter(Boolean)
    .join(' · ');
}

/** What was entered last about its RILO may have been a mistake. */
function correctionOf({ office, offices, words }: Pick<OfficeSources, 'office' | 'offices' | 'words'>) {
  if (!offices.memberships.some(({ country }) => country === office.country)) return [];
  const href = `${officeAddress(office.code)}/membership/correction`;
  return [{ label: words.t('network:membershipCorrection.link'), href, icon: 'rotate-ccw' }];
}

function actionsOf({ viewer, office, offices, words }: OfficeSources) {
  const here = officeAddress(office.code);
  const isAdministrator = rights.administrator(viewer);
  return [
    ...(office.kind === 'administration' && rights['database:read'](viewer)
      ? [
          {
            label: words.t('network:action.records'),
            href: `/seizures?country=${office.country ?? office.code}`,
            icon: 'database',
          },
        ]
      : []),
    ...(isAdministrator && office.kind === 'administration'
      ? [
          { label: words.t('network:action.move'), href: `${here}/membership`, icon: 'arrow-right' },
          ...correctionOf({ office, offices, words }),
        ]
      : []),
    ...(isAdministrator && office.kind === 'rilo'
      ? [
          {
            label: words.t(office.activeTo === null ? 'network:action.close' : 'network:action.reopen'),
            href: `${here}/closure`,
            icon: office.activeTo === null ? 'x' : 'rotate-ccw',
          },
        ]
      : []),
    ...(editOf(viewer, office) === 'none'
      ? []
      : [{ label: words.t('network:action.edit'), href: `${here}/edit`, icon: 'square-pen' }]),
    ...(isAdministrator && office.kind === 'administration'
      ? [
          {
            label: words.t('network:action.notify'),
            href: `${here}/contact-points/new`,
            icon: 'user-check',
            tone: 'primary',
          },
        ]
      : []),
  ];
}

/** How an office is reached. */
export function presentContact({
  contact,
  words,
  now,
  office,
}: Pick<OfficeSources, 'contact' | 'words' | 'now' | 'office'>) {
  const { hours } = contact;
  const there = hours && localTime(hours.timeZone, now);
  return {
    isPublished: contact.version > 0,
    isSample: contact.synthetic,
    items: [
      ...(office.kind === 'administration' || !office.hostCity
        ? []
        : [{ label: words.t('network:field.host'), value: hostOf(office, words) }]),
      {
        label: words.t('network:field.email'),
        ...(contact.email ? { value: contact.email, href: `mailto:${contact.email}` } : {}),
      },
      callable('phone', contact.phone, words),
      ...(contact.outOfHours ? [callable('outOfHours', contact.outOfHours, words)] : []),
      {
        label: words.t('network:field.hours'),
        ...(hours && there
          ? {
              value: hoursText(hours, words),
              note: words.t(isOpen(hours, now) ? 'network:hours.open' : 'network:hours.closed', {
                time: there.time,
                offset: there.offset,
              }),
            }
          : {}),
      },
      {
        label: words.t('network:field.languages'),
        ...(contact.languages.length > 0 ? { value: contact.languages.map(words.language).join(', ') } : {}),
      },
    ],
  };
}

/** A telephone that calls when it is pressed. */
export function callable(name: 'phone' | 'outOfHours', number: string | null, { t }: Words) {
  return { label: t(`network:field.${name}`), ...(number ? { value: number, href: callAddress(number) } : {}) };
}

/** A RILO's Members of today, those to come, and those it had. */
export function presentMembers({ office, offices, words }: OfficeSources) {
  const day = today();
  const own = offices.memberships.filter(({ riloId }) => riloId === office.id);
  const rows = (memberships: readonly Membership[]) =>
    memberships
      .map(({ country, validFrom, validTo }) => {
        const member = offices.all.find(one => one.kind === 'administration' && one.country === country);
        return {
          name: member ? words.office(member) : words.country(country),
          code: country,
          href: member && officeAddress(member.code),
          period: words.period(validFrom, validTo),
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, words.lang));
  return {
    now: rows(own.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))),
    later: rows(own.filter(({ validFrom }) => validFrom > day)),
    before: rows(own.filter(({ validTo }) => validTo !== null && validTo < day)),
  };
}

/** An administration's RILO through time. */
export function presentMemberships({ office, offices, words }: OfficeSources) {
  return offices.memberships
    .filter(({ country }) => country === office.country)
    .toReversed()
    .map(({ riloId, validFrom, validTo }) => {
      const rilo = offices.byId(riloId);
      const isNow = validFrom <= today() && (validTo === null || validTo >= today());
      return {
        name: rilo ? words.office(rilo) : '',
        href: officeAddress(rilo?.code ?? ''),
        period: words.period(validFrom, validTo),
        isNow,
        isAhead: validFrom > today(),
      };
    });
}

/**
 * Contact points of an administration: the one in office, those notified ahead, those before; corrected rows stay,
 * marked.
 */
export function presentPoints({ viewer, office, points, words }: OfficeSources) {
  const day = today();
  const inForce = points.filter(({ supersededAt }) => supersededAt === null);
  const current = inForce.find(point => isActiveOn({ activeFrom: point.validFrom, activeTo: point.validTo }, day));
  const correctable = rights.administrator(viewer);
  return {
    current: current && {
      isSample: current.synthetic,
      items: [
        { label: words.t('network:field.function'), value: current.function },
        { label: words.t('network:field.email'), value: current.email, href: `mailto:${current.email}` },
        callable('phone', current.phone, words),
        { label: words.t('network:point.since'), value: words.date(current.validFrom) },
        {
          label: words.t('network:field.reference'),
          value: current.reference,
          note: words.t('network:point.letter', { date: words.date(current.letterDate) }),
        },
      ],
    },
    rows: points.map(point => ({
      period: words.period(point.validFrom, point.validTo),
      function: point.function,
      email: point.email,
      reference: point.reference,
      letter: words.t('network:point.letter', { date: words.date(point.letterDate) }),
      state:
        point.supersededAt !== null
          ? 'corrected'
          : point === current
            ? 'now'
            : point.validFrom > day
              ? 'ahead'
              : 'before',
      corrected:
        point.supersededAt === null
          ? undefined
          : words.t('network:point.corrected', {
              time: words.time(point.supersededAt),
              reason: point.supersededReason ?? '',
            }),
      entered: words.t('network:point.entered', { login: point.notifiedBy, time: words.time(point.notifiedAt) }),
      isSample: point.synthetic,
      correctHref:
        correctable && point.supersededAt === null
          ? `${officeAddress(office.code)}/contact-points/${point.id}/correction`
          : undefined,
    })),
  };
}
