import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';

/** A row of the seed file, under the names of the table. */
export interface SeedLink {
  readonly code: string;
  readonly subject: string;
  readonly position: number;
  readonly name_en: string;
  readonly name_fr: string;
  readonly url: string;
  readonly url_key: string;
  readonly description_en: string;
  readonly description_fr: string;
  readonly languages: readonly string[];
  readonly seed_hash: string;
}

/** Makes other processes that load the links wait until the transaction ends. */
export async function lockSeeds(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('cws link seeds'))`);
}

/** Writes what differs from the table; an address an administrator entered by hand is not entered twice. */
export async function saveSeeds(client: Client, seeds: readonly SeedLink[]): Promise<number> {
  return execute(
    client,
    sql`
      insert into cws_links as l
        (seed_code, subject, position, name_en, name_fr, url, url_key, description_en, description_fr, languages,
        seed_hash)
      select s.code, s.subject, s.position, s.name_en, s.name_fr, s.url, s.url_key, s.description_en, s.description_fr,
        s.languages, s.seed_hash
      from json_to_recordset(${JSON.stringify(seeds)}::json) as s
        (code text, subject text, position int, name_en text, name_fr text, url text, url_key text,
        description_en text, description_fr text, languages text[], seed_hash text)
      where not exists (select from cws_links o
          where o.url_key = s.url_key and o.retired_on is null and o.seed_code is distinct from s.code)
      on conflict (seed_code) do update
      set subject = excluded.subject, position = excluded.position, name_en = excluded.name_en,
        name_fr = excluded.name_fr,
        url = excluded.url, url_key = excluded.url_key, description_en = excluded.description_en,
        description_fr = excluded.description_fr,
        languages = excluded.languages, seed_hash = excluded.seed_hash, retired_on = null, version = l.version + 1,
        (checked_at, answered_at, failures, failing_since, status, why, moved_to) = (
          select l.checked_at, l.answered_at, l.failures, l.failing_since, l.status, l.why, l.moved_to
          where l.url = excluded.url
          union all select null, null, 0, null, null, null, null where l.url <> excluded.url)
      where l.edited_at is null and (l.seed_hash is distinct from excluded.seed_hash or l.retired_on is not null)`,
  );
}

export async function retireGone(client: Client, seeds: readonly SeedLink[]): Promise<void> {
  await execute(
    client,
    sql`
      update cws_links set retired_on = current_date
      where seed_code is not null and edited_at is null and retired_on is null
        and seed_code <> all (${seeds.map(({ code }) => code)}::text[])`,
  );
}
