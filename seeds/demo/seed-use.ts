import type { Client } from '../../src/db/pool.ts';

/**
 * What other offices did with the synthetic records that are open to all: opened some of them in the weeks after, took
 * a few into exports, and searched for goods in the countries of the cast. The same on every machine on the same day;
 * nothing is dated after now.
 */
export async function seedUse(client: Client): Promise<void> {
  await client.query(`
    with readers as (
      select id, office_id, row_number() over (order by id) as n from accounts
      where level in ('unlimited', 'read_only')),
    opened as materialized (
      select s.id, s.office_id as owner_id, r.id as account_id, r.office_id, 1 + (s.id + r.n) % 3 as times,
        s.recorded_at + (now() - s.recorded_at) * ((1 + (s.id * 7 + r.n * 13) % 60) / 62.0) as at
      from seizures s join readers r on r.office_id <> s.office_id and (s.id * 31 + r.n * 17) % 5 = 0
      where s.synthetic and s.release = 'all' and s.embargo_until is null),
    of_records as (
      insert into seizure_openings (seizure_id, account_id, office_id, times, last_at)
      select id, account_id, office_id, times, at from opened)
    insert into office_openings (owner_id, month, office_id, times)
    select owner_id, date_trunc('month', at at time zone 'UTC')::date, office_id, sum(times)
    from opened group by 1, 2, 3`);
  await client.query(`
    insert into office_exports (owner_id, office_id, at, records)
    select distinct s.office_id, r.id, date_trunc('day', now()) - interval '1 day' * (r.id * 7 % 200 + 1), 3 + r.id % 9
    from seizures s join offices r on r.kind in ('rilo', 'administration') and r.id % 9 = 0 and r.id <> s.office_id
    where s.synthetic`);
  await client.query(`
    with asked(at, country, goods) as (values
      (1, 'KE', '{"heading": ["CITES"], "q": "pangolin"}'), (2, 'KE', '{"heading": ["PREC"]}'),
      (3, 'VN', '{"heading": ["CITES"], "q": "ivory"}'), (4, 'VN', '{"heading": ["ODS"]}')),
    put as (
      insert into named_searches (criteria, digest, countries)
      select goods::jsonb || jsonb_build_object('country', jsonb_build_array(country)), 'demo ' || at, array[country]
      from asked returning id)
    insert into named_search_counts (search_id, month, office_id, times)
    select p.id, date_trunc('month', now() at time zone 'UTC')::date, o.id, 1 + (p.id + o.id) % 4
    from put p join offices o on o.kind in ('rilo', 'administration') and (o.id + p.id) % 29 = 0`);
}
