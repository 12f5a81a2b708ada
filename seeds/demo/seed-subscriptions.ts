import type { Pool } from '../../src/db/pool.ts';

/**
 * What some of the cast follow, so that the front page has its switch and a first digest is written. What they chose
 * themselves stays.
 */
const followed = [
  { login: 'ke.ncp', headings: ['DRUG', 'TOB', 'CITES', 'HAZ', 'ODS'], regions: [] as string[], rhythm: 'daily' },
  { login: 'rilo.esa', headings: [], regions: ['RILO-ESA'], rhythm: 'weekly' },
] as const;

export async function seedSubscriptions(pool: Pool): Promise<void> {
  for (const { login, headings, regions, rhythm } of followed) {
    await pool.query(
      `
      insert into cws_subscriptions (account_id, headings, regions, rhythm, hour, since)
      select a.id, $2, array(select id from offices where code = any($3::text[])), $4, 5, now() - interval
        '14 days' from accounts a where a.login_id = $1
      on conflict do nothing`,
      [login, headings, regions, rhythm],
    );
  }
}
