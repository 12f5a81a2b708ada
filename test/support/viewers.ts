import type { Duty, Level, Viewer, ViewerOffice } from '../../src/access/index.ts';

/** Offices of the cast, with numbers of their own: pure tests know no database. */
export const offices = {
  KE: { id: 11, code: 'KE', kind: 'administration', country: 'KE', riloId: 31, memberCountries: [] },
  TZ: { id: 12, code: 'TZ', kind: 'administration', country: 'TZ', riloId: 31, memberCountries: [] },
  VN: { id: 21, code: 'VN', kind: 'administration', country: 'VN', riloId: 32, memberCountries: [] },
  'RILO-ESA': { id: 31, code: 'RILO-ESA', kind: 'rilo', country: null, riloId: 31, memberCountries: ['KE', 'TZ'] },
  'RILO-AP': { id: 32, code: 'RILO-AP', kind: 'rilo', country: null, riloId: 32, memberCountries: ['VN'] },
  WCO: { id: 41, code: 'WCO', kind: 'secretariat', country: null, riloId: null, memberCountries: [] },
  UNEP: { id: 51, code: 'UNEP', kind: 'partner', country: null, riloId: null, memberCountries: [] },
} as const satisfies Readonly<Record<string, Omit<ViewerOffice, 'nameEn' | 'nameFr'>>>;
type OfficeCode = keyof typeof offices;
type Person = readonly [accountId: number, office: OfficeCode, level: Level, duties: readonly Duty[]];

/** The demo cast, and people beside it whose rights differ: an officer of a RILO or the Secretariat without a duty. */
const people: Readonly<Record<string, Person>> = {
  'ke.limited': [101, 'KE', 'limited', []],
  'ke.reader': [102, 'KE', 'read_only', []],
  'ke.officer': [103, 'KE', 'unlimited', []],
  'ke.ncp': [104, 'KE', 'unlimited', ['ncp']],
  'ke.ncp2': [105, 'KE', 'unlimited', ['ncp']],
  'tz.ncp': [121, 'TZ', 'unlimited', ['ncp']],
  'vn.reader': [201, 'VN', 'read_only', []],
  'vn.ncp': [202, 'VN', 'unlimited', ['ncp']],
  'rilo.esa': [301, 'RILO-ESA', 'unlimited', ['rilo']],
  'esa.staff': [302, 'RILO-ESA', 'unlimited', []],
  'rilo.ap': [311, 'RILO-AP', 'unlimited', ['rilo']],
  'wco.admin': [401, 'WCO', 'unlimited', ['administrator']],
  'wco.admin2': [402, 'WCO', 'unlimited', ['administrator']],
  'wco.cenmat': [403, 'WCO', 'unlimited', ['cenmat']],
  'wco.staff': [404, 'WCO', 'unlimited', []],
  'unep.partner': [501, 'UNEP', 'partner', []],
};

/** Number of somebody's account. */
export function accountOf(loginId: string): number {
  return viewerOf(loginId).accountId;
}

/** A person of the cast as the portal sees them; throws for a name that nobody has. */
export function viewerOf(loginId: string): Viewer {
  const person = people[loginId];
  if (!person) throw new Error(`nobody is called ${loginId}`);
  const [accountId, office, level, duties] = person;
  return {
    accountId,
    loginId,
    level,
    duties,
    office: { ...offices[office], nameEn: office, nameFr: office },
    lang: 'en',
    origin: { address: '203.0.113.7', requestId: 'matrix' },
  };
}
