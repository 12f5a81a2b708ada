import type { Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import type { Names, PlainSources } from './home-data.ts';

interface Contact {
  readonly label: string;
  readonly value: string;
}

/** Home of an account the database is closed to: what is open, and whom to ask. Pure. */
export function presentPlain(
  viewer: Viewer,
  offices: Offices,
  names: Names,
  { waiting, alerts, training, contact, acknowledging }: PlainSources,
) {
  const partner = viewer.level === 'partner';
  const kind = partner ? 'partner' : 'limited';
  return {
    title: names.label('home:title'),
    head: {
      title: officeName(viewer, names),
      over: overLine(viewer, offices, names),
      scope: names.label(`waiting:home.level.${kind}`),
      actions: [{ label: names.label(`waiting:home.${kind}`), href: '#more', tone: 'quiet' }],
    },
    text: names.label(partner ? 'home:partner.text' : 'waiting:home.adds'),
    ask: names.label(`home:${kind}.ask`),
    // Who is shown with telephone and hours is not named a second time.
    contacts: contact ? [] : contactsOf(viewer, offices, names),
    waiting,
    acknowledging,
    unread: names.label('waiting:unread'),
    alerts: alerts && presentAlerts(alerts, waiting, names),
    day: training?.day,
    training: training && presentTraining(training, names),
    contact: contact && presentPoint(contact, partner, names),
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
            title: names.label('home:limited.cws'),
            text: names.label('home:limited.cwsText'),
            href: '/cws',
            icon: 'siren',
          },
          {
            title: names.label('home:limited.cpdb'),
            text: names.label('home:limited.cpdbText'),
            href: '/cpdb',
            icon: 'image',
          },
          {
            title: names.label('cwsreferrals:home.report'),
            text: names.label('cwsreferrals:home.reportText'),
            href: '/cws/referrals/new',
            icon: 'send',
          },
          {
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
    labels: {
      open: names.label('home:limited.open'),
      contacts: names.label('home:contacts'),
      more: names.label(`waiting:home.${kind}`),
    },
  };
}

function presentAlerts(alerts: NonNullable<PlainSources['alerts']>, waiting: PlainSources['waiting'], names: Names) {
  // What waits to be acknowledged is there already.
  const awaited = new Set(waiting?.bands.flatMap(({ lines }) => lines.map(({ href }) => href)));
  return {
    section: {
      title: names.label(alerts.isChosen ? 'waiting:home.forWork' : 'waiting:home.alerts'),
      note: alerts.isChosen ? names.label('waiting:home.chosen') : undefined,
      link: { label: names.text('waiting:home.all', { count: alerts.inForce }), href: '/cws/alerts' },
      id: 'alerts',
    },
    rows: alerts.rows.filter(({ href }) => !awaited.has(href)),
    none: names.label('waiting:home.noAlerts'),
  };
}

function presentTraining({ sets }: NonNullable<PlainSources['training']>, names: Names) {
  return {
    section: {
      title: names.label('waiting:home.training'),
      link: { label: names.label('waiting:home.allTraining'), href: '/cpdb/training' },
      id: 'training',
    },
    rows: sets.map(({ title, href, answered, exercises }) => ({
      title,
      href,
      text: names.text('waiting:home.progress', { count: exercises, answered, exercises }),
      answered,
      exercises,
      verb: names.label(verbOf(answered, exercises)),
    })),
    none: names.label('waiting:home.noTraining'),
  };
}

function verbOf(answered: number, exercises: number): string {
  if (answered === 0) return 'waiting:home.start';
  return answered < exercises ? 'waiting:home.goOn' : 'waiting:home.again';
}

function presentPoint(point: NonNullable<PlainSources['contact']>, isPartner: boolean, names: Names) {
  const { name, function: post, open, until, email, items } = point;
  return {
    title: names.label('waiting:home.contact'),
    name: isPartner ? name : names.text('waiting:home.pointOf', { name }),
    function: post,
    items,
    write: email && { label: names.label('waiting:home.write'), href: `mailto:${email}` },
    note: names.label(isPartner ? 'help:ask.partner' : 'waiting:home.canAsk'),
    ...(open === undefined
      ? {}
      : {
          tag: {
            label: open
              ? names.text('waiting:home.openUntil', { time: until ?? '' })
              : names.label('waiting:home.closed'),
            icon: 'clock-3',
            tone: open ? 'good' : 'grey',
          },
        }),
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
  // The Secretariat's kind is its name.
  const duty = duties.includes('ncp') ? 'ncp' : office.kind === 'secretariat' ? duties[0] : undefined;
  const first = names.label(duty ? `common:duty.${duty}` : `common:officeKind.${office.kind}`);
  if (office.kind === 'rilo')
    return `${first} · ${names.text('home:members', { count: office.memberCountries.length })}`;
  const rilo = office.riloId === null ? undefined : offices.byId(office.riloId);
  return rilo ? `${first} · ${offices.name(rilo.code, names.lang)}` : first;
}
