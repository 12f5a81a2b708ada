import {
  deskFunctions,
  timeZones,
  weekdays,
  workingLanguages,
  type Desk,
  type OfficeContact,
  type StoredContact,
} from '../office.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Office } from '../../reference/index.ts';
import type { OfficeFacts } from '../store-offices.ts';
import {
  choice,
  choices,
  officialMail,
  parsed,
  phone,
  rows,
  shaped,
  text,
  version,
  type ValuesOf,
} from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

/** What a RILO officer may change: hours, and how many work at each desk. */
const hoursFields = {
  version,
  days: choices(weekdays, { optional: true }),
  opens: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'network:problem.noTime', { optional: true }),
  closes: shaped(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'network:problem.noTime', { optional: true }),
  timeZone: choice(timeZones, { optional: true }),
};
const desks = rows(
  {
    staff: parsed(typed => (/^\d{1,3}$/.test(typed) ? read(Number(typed)) : refuse('network:problem.noCount')), {
      optional: true,
    }),
    email: officialMail({ optional: true }),
  },
  { keys: deskFunctions, nameOf: (desk, name) => `desk.${desk}.${name}` },
);
const contactFields = {
  email: officialMail({ optional: true }),
  phone,
  outOfHours: phone,
  languages: choices(workingLanguages, { optional: true }),
};

/** Names and host of a RILO. */
export function factFields(countries: readonly string[]) {
  return {
    nameEn: text({ max: 120 }),
    nameFr: text({ max: 120 }),
    country: choice(countries),
    hostCity: text({ max: 80 }),
  };
}

/** The fields of an office's form for a viewer who may edit all of it, or hours and staff only. */
export function officeFields({ kind }: Pick<Office, 'kind'>, may: 'all' | 'desk', countries: readonly string[]) {
  return {
    ...hoursFields,
    ...(kind === 'rilo' ? { desks } : {}),
    ...(may === 'all' ? contactFields : {}),
    ...(may === 'all' && kind === 'rilo' ? factFields(countries) : {}),
  };
}
type OfficeValues = ValuesOf<ReturnType<typeof officeFields>>;

/** What the fields say as contact data. */
export function contactOf({
  desks: staffed,
  email,
  phone: number,
  outOfHours,
  languages,
  nameEn,
  nameFr,
  country,
  hostCity,
  ...rest
}: OfficeValues): { contact: Partial<OfficeContact>; facts?: OfficeFacts } {
  const { days, opens, closes, timeZone } = rest;
  return {
    contact: {
      hours: days.length === 0 ? null : { days: [...days], opens, closes, timeZone },
      ...(staffed
        ? {
            desks: staffed
              .filter(desk => desk.staff !== '' || desk.email !== '')
              .map(({ key, staff, email: mail }) => ({
                function: key as Desk['function'],
                staff: staff === '' ? null : staff,
                email: mail || null,
              })),
          }
        : {}),
      ...(languages
        ? { email: email || null, phone: number || null, outOfHours: outOfHours || null, languages: [...languages] }
        : {}),
    },
    ...(nameEn && nameFr && country && hostCity ? { facts: { nameEn, nameFr, country, hostCity } } : {}),
  };
}

/** Hours need all their parts or none. */
export function hoursProblems(given: Partial<OfficeValues>): FieldProblem[] {
  const parts = ['days', 'opens', 'closes', 'timeZone'] as const;
  const missing = parts.filter(name => (given[name] ?? '').length === 0);
  if (missing.length === parts.length) return [];
  if (missing.length > 0) return missing.map(path => ({ path, key: 'network:problem.hoursPart' }));
  return given.opens === given.closes ? [{ path: 'closes', key: 'network:problem.noTimeBetween' }] : [];
}

/** The stored contact data as the form's fields. */
export function typedOf(contact: StoredContact, office: Office): Record<string, string> {
  const { hours } = contact;
  return {
    version: String(contact.version),
    email: contact.email ?? '',
    phone: contact.phone ?? '',
    outOfHours: contact.outOfHours ?? '',
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
