import type { Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import type { Names } from './home-data.ts';

interface Contact {
  readonly label: string;
  readonly value: string;
}

/** Home of an account the database is closed to: what is open, and whom to ask. Pure. */
export function presentPlain(viewer: Viewer, offices: Offices, names: Names, referralsNews = 0) {
  const partner = viewer.level === 'partner';
  const kind = partner ? 'partner' : 'limited';
  return {
    title: names.label('home:title'),
    head: { title: officeName(viewer, names), over: overLine(viewer, offices, names) },
    text: names.label(`home:${kind}.text`),
    ask: names.label(`home:${kind}.ask`),
    contacts: contactsOf(viewer, offices, names),
    open: partner
      ? [
          {
            title: names.label('home:partner.cencomm'),
            text: names.label('home:partner.cencommText'),
            href: '/cencomm',
            icon: 'mail',
          },
        ]
      : [
          {
            title: names.label('cwsreferrals:home.report'),
            text: names.label('cwsreferrals:home.reportText'),
            href: '/cws/referrals/new',
            icon: 'send',
          },
          referralsNews > 0
            ? {
                title: names.text('cwsreferrals:home.news', { count: referralsNews }),
                text: names.label('cwsreferrals:home.newsText'),
                href: '/cws/referrals',
                icon: 'bell',
                tone: 'warn',
              }
            : {
                title: names.label('cwsreferrals:home.own'),
                text: names.label('cwsreferrals:home.ownText'),
                href: '/cws/referrals',
                icon: 'list',
              },
          {
            title: names.label('home:limited.lists'),
            text: names.label('home:limited.listsText'),
            href: '/reference',
            icon: 'book-open',
          },
        ],
    labels: { open: names.label('home:limited.open'), contacts: names.label('home:contacts') },
  };
}

/** The office's contact point and its RILO; for a partner the Secretariat. */
function contactsOf(viewer: Viewer, offices: Offices, names: Names): Contact[] {
  const { office } = viewer;
  const named = (code: string) => offices.name(code, names.lang);
  const secretariat = offices.all.find(({ kind }) => kind === 'secretariat');
  const rilo = office.riloId === null ? undefined : offices.byId(office.riloId);
  return [
    ...(office.kind === 'administration'
      ? [{ label: names.label('home:contact.ncp'), value: named(office.code) }]
      : []),
    ...(rilo && rilo.code !== office.code
      ? [
          {
            label: names.label('home:contact.rilo'),
            value: rilo.hostCity ? `${named(rilo.code)}, ${rilo.hostCity}` : named(rilo.code),
          },
        ]
      : []),
    ...(secretariat && (office.kind === 'partner' || !rilo)
      ? [{ label: names.label('home:contact.secretariat'), value: named(secretariat.code) }]
      : []),
  ];
}

export function officeName({ office }: Viewer, names: Names): string {
  return names.lang === 'fr' ? office.nameFr : office.nameEn;
}

/** Small line over the office's name: what the account is there for, and the region. */
export function overLine(viewer: Viewer, offices: Offices, names: Names): string {
  const { office, duties } = viewer;
  const first = duties.includes('ncp')
    ? names.label('common:duty.ncp')
    : names.label(`common:officeKind.${office.kind}`);
  if (office.kind === 'rilo')
    return `${first} · ${names.text('home:members', { count: office.memberCountries.length })}`;
  const rilo = office.riloId === null ? undefined : offices.byId(office.riloId);
  return rilo ? `${first} · ${offices.name(rilo.code, names.lang)}` : first;
}
