import { hashPassword } from '../../src/access/passwords/password.ts';
import { castPassword } from './cast.ts';
import type { Browser, TestPortal } from './portal.ts';

export interface Applicants {
  readonly ncp: Browser;
  readonly admin: Browser;
  readonly second: Browser;
}

/**
 * Mail domains for some offices, addresses for the cast, a second administrator (wco.second), and three of them signed
 * in.
 */
export async function applicants(portal: TestPortal): Promise<Applicants> {
  await portal.owner.query(`insert into office_domains (office_id, domain) select id, d from offices,
    unnest(array['customs.ke.example', 'kra.example']) d where code = 'KE'
    union all select id, 'customs.vn.example' from offices where code = 'VN' union all select id, 'wco.example'
      from offices where code in ('WCO', 'RILO-ESA', 'UNEP')`);
  await portal.owner.query(
    `with a as (insert into accounts (login_id, password_hash, office_id, level, activated_at, email) select
      'wco.second', $1, id, 'unlimited', now(), 'second@wco.example' from offices where code = 'WCO' returning
      id)
    insert into account_duties select id, 'administrator' from a`,
    [await hashPassword(castPassword)],
  );
  await portal.owner.query(`update accounts set email = login_id || '@letters.example' where email is null`);
  const [ncp, admin, second] = (await Promise.all(
    ['ke.ncp', 'wco.admin', 'wco.second'].map(login => portal.as(login)),
  )) as [Browser, Browser, Browser];
  // Each opens a page first: the token of a session is made once.
  for (const browser of [ncp, admin, second]) await browser.get('/reference');
  return { ncp, admin, second };
}

/** Fields named in the error summary of a page. */
export function problemsOn(html: string): string[] {
  return [...(/error-summary[\s\S]*?<\/ul>/.exec(html ?? '')?.[0] ?? '').matchAll(/href="#([\w-]+)"/g)].map(
    ([, path = '']) => path,
  );
}

/** A plain date so many days from today. */
export function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}
