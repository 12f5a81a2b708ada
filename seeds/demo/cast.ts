import { hashPassword } from '../../src/access/passwords/password.ts';
import { saveAccount, type NewAccount } from '../../src/access/store.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { execute, sql } from '../../src/db/sql.ts';

/** The cast of evaluation and tests; in production the portal does not start where one of it exists. */
export const demoAccounts: readonly Omit<NewAccount, 'passwordHash' | 'demo'>[] = [
  { loginId: 'ke.limited', officeCode: 'KE', level: 'limited', duties: [] },
  { loginId: 'ke.reader', officeCode: 'KE', level: 'read_only', duties: [] },
  { loginId: 'ke.ncp', officeCode: 'KE', level: 'unlimited', duties: ['ncp'] },
  { loginId: 'ke.officer', officeCode: 'KE', level: 'unlimited', duties: [] },
  { loginId: 'vn.ncp', officeCode: 'VN', level: 'unlimited', duties: ['ncp'] },
  { loginId: 'vn.reader', officeCode: 'VN', level: 'read_only', duties: [] },
  { loginId: 'rilo.esa', officeCode: 'RILO-ESA', level: 'unlimited', duties: ['rilo'] },
  { loginId: 'rilo.ap', officeCode: 'RILO-AP', level: 'unlimited', duties: ['rilo'] },
  { loginId: 'wco.admin', officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
  { loginId: 'wco.cenmat', officeCode: 'WCO', level: 'unlimited', duties: ['cenmat'] },
  { loginId: 'unep.partner', officeCode: 'UNEP', level: 'partner', duties: [] },
];

/** Invented persons behind the cast, so that lists and letters look as they will. The domains lead nowhere. */
const persons: Readonly<Record<string, readonly [name: string, unit: string, email: string]>> = {
  'ke.limited': ['Wanjiru Sample', 'Training centre, Nairobi', 'w.sample@customs.ke.example'],
  'ke.ozone': ['Zawadi Sample', 'National ozone unit, Nairobi', 'z.sample@ozone.ke.example'],
  'ke.reader': ['Otieno Sample', 'Risk analysis, Nairobi', 'o.sample@customs.ke.example'],
  'ke.ncp': ['Achieng Sample', 'Enforcement division, Nairobi', 'a.sample@customs.ke.example'],
  'ke.officer': ['Kamau Sample', 'Port of Mombasa', 'k.sample@customs.ke.example'],
  'vn.ncp': ['Lan Sample', 'Anti-smuggling department, Ha Noi', 'lan.sample@customs.vn.example'],
  'vn.reader': ['Minh Sample', 'Port of Hai Phong', 'minh.sample@customs.vn.example'],
  'rilo.esa': ['Njeri Sample', 'RILO ESA', 'n.sample@rilo-esa.example'],
  'rilo.ap': ['Jun Sample', 'RILO AP', 'j.sample@rilo-ap.example'],
  'wco.admin': ['Claire Sample', 'Compliance and Facilitation', 'c.sample@wco.example'],
  'wco.admin2': ['Ravi Sample', 'Compliance and Facilitation', 'r.sample@wco.example'],
  'wco.cenmat': ['Pablo Sample', 'CEN Management Team', 'p.sample@wco.example'],
  'unep.partner': ['Ingrid Sample', 'OzonAction', 'i.sample@unep.example'],
};

/** Beside the cast where demo records are: for what needs two administrators, and for a national ozone unit. */
export const demoExtras: typeof demoAccounts = [
  { loginId: 'wco.admin2', officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
  { loginId: 'ke.ozone', officeCode: 'KE', level: 'limited', duties: [] },
];

/** Makes (or keeps) the cast, all with one password. */
export async function saveDemoCast(on: Queryable, password: string, cast = demoAccounts): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const member of cast) {
    const id = await saveAccount(on, { ...member, passwordHash, demo: true });
    const [name, unit, email] = persons[member.loginId] ?? [null, null, null];
    await execute(
      on,
      sql`
        update accounts set person_name = ${name}, unit = ${unit}, email = ${email}
        where id = ${id} and person_name is null`,
    );
  }
}
