import type { Queryable } from '../db/pool.ts';
import { hashPassword } from './password.ts';
import { saveAccount } from './store.ts';
import type { NewAccount } from './store.ts';

/** The cast of design.md section 6, for evaluation and tests only; in production a demo account refuses the start. */
export const demoCast: readonly Omit<NewAccount, 'passwordHash' | 'demo'>[] = [
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

/** Makes (or keeps) the cast, all with one password. */
export async function saveDemoCast(on: Queryable, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const member of demoCast) await saveAccount(on, { ...member, passwordHash, demo: true });
}

export async function hasDemoAccount(on: Queryable): Promise<boolean> {
  const { rows } = await on.query<{ found: boolean }>(
    'select exists(select 1 from accounts where demo and ended_at is null) as found');
  return rows[0]?.found ?? false;
}
