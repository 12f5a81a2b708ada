import { officialMail, oneOf, phone, shaped, someOf, text } from '../../forms/index.ts';
import type { Check, Sheet } from '../../forms/index.ts';
import { deskFunctions, timeZones, weekdays, workingLanguages } from '../office.ts';
import type { Desk, Hours, OfficeContact, StoredContact, Weekday } from '../office.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import type { OfficeFacts } from '../store-offices.ts';

const deskFields = deskFunctions.flatMap(name => [`desk.${name}.staff`, `desk.${name}.email`]);

/** Fields a RILO officer has: hours and staff. */
const deskChecks: Readonly<Record<string, Check>> = {
  version: shaped(/^\d{1,9}$/, 'forms:problem.malformed'),
  days: someOf(weekdays),
  opens: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'network:problem.noTime', { optional: true }),
  closes: shaped(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'network:problem.noTime', { optional: true }),
  timeZone: oneOf(timeZones, { optional: true }),
  ...Object.fromEntries(
    deskFields.map(name => [
      name,
      name.endsWith('.email')
        ? officialMail({ optional: true })
        : shaped(/^\d{1,3}$/, 'network:problem.noCount', { optional: true }),
    ]),
  ),
};
const contactChecks: Readonly<Record<string, Check>> = {
  email: officialMail({ optional: true }),
  phone: phone(),
  languages: someOf(workingLanguages),
};

/** The fields of an office's form for a viewer who may edit all of it, or hours and staff only. */
export function contactFields(
  office: Pick<Office, 'kind'>,
  may: 'all' | 'desk',
  countries: readonly string[],
): Record<string, Check> {
  const withoutDesks = Object.fromEntries(Object.entries(deskChecks).filter(([name]) => !name.startsWith('desk.')));
  return {
    ...(office.kind === 'rilo' ? deskChecks : withoutDesks),
    ...(may === 'all' ? contactChecks : {}),
    ...(may === 'all' && office.kind === 'rilo' ? factChecks(countries) : {}),
  };
}

export function factChecks(countries: readonly string[]): Record<'nameEn' | 'nameFr' | 'country' | 'hostCity', Check> {
  return {
    nameEn: text({ max: 120 }),
    nameFr: text({ max: 120 }),
    country: oneOf(countries),
    hostCity: text({ max: 80 }),
  };
}

/** What the fields say as contact data; hours need all their parts or none. */
export function contactOf({ values }: Sheet<string>): {
  contact: Partial<OfficeContact>;
  facts?: OfficeFacts;
  problems: FieldProblem[];
} {
  const given = (name: string): string => values[name] ?? '';
  const { hours, problems } = hoursOf(given);
  const desks = deskFunctions.flatMap((name): Desk[] => {
    const [staff, email] = [given(`desk.${name}.staff`), given(`desk.${name}.email`)];
    return staff === '' && email === ''
      ? []
      : [{ function: name, staff: staff === '' ? null : Number(staff), email: email || null }];
  });
  return {
    problems,
    contact: {
      hours,
      ...('desk.head.staff' in values ? { desks } : {}),
      ...('email' in values
        ? {
            email: given('email') || null,
            phone: given('phone') || null,
            languages: given('languages').split(',').filter(Boolean),
          }
        : {}),
    },
    ...('nameEn' in values
      ? {
          facts: {
            nameEn: given('nameEn'),
            nameFr: given('nameFr'),
            country: given('country'),
            hostCity: given('hostCity'),
          },
        }
      : {}),
  };
}

function hoursOf(given: (name: string) => string): { hours: Hours | null; problems: FieldProblem[] } {
  const parts = ['days', 'opens', 'closes', 'timeZone'];
  const missing = parts.filter(name => given(name) === '');
  if (missing.length === parts.length) return { hours: null, problems: [] };
  if (missing.length > 0)
    return { hours: null, problems: missing.map(path => ({ path, key: 'network:problem.hoursPart' })) };
  if (given('opens') === given('closes'))
    return { hours: null, problems: [{ path: 'closes', key: 'network:problem.noTimeBetween' }] };
  return {
    hours: {
      days: given('days').split(',') as Weekday[],
      opens: given('opens'),
      closes: given('closes'),
      timeZone: given('timeZone'),
    },
    problems: [],
  };
}

/** The stored contact data as the form's fields. */
export function typedOf(contact: StoredContact, office: Office): Record<string, string> {
  const { hours } = contact;
  return {
    version: String(contact.version),
    email: contact.email ?? '',
    phone: contact.phone ?? '',
    languages: contact.languages.join(','),
    days: hours?.days.join(',') ?? '',
    opens: hours?.opens ?? '',
    closes: hours?.closes ?? '',
    timeZone: hours?.timeZone ?? '',
    ...Object.fromEntries(
      contact.desks.flatMap(desk => [
        [`desk.${desk.function}.staff`, desk.staff === null ? '' : String(desk.staff)],
        [`desk.${desk.function}.email`, desk.email ?? ''],
      ]),
    ),
    nameEn: office.nameEn,
    nameFr: office.nameFr,
    country: office.country ?? '',
    hostCity: office.hostCity ?? '',
  };
}
