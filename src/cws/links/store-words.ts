import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';

/** Makes the search find the links in use, and only them: writes what differs from its rows. */
export async function indexLinks(client: Client): Promise<void> {
  await execute(
    client,
    sql`
      delete from cws_search s
      where s.kind = 'link' and not exists (select from cws_links l where l.id::text = s.key and l.retired_on is null)`,
  );
  await execute(
    client,
    sql`
      insert into cws_search as s (kind, key, lang, href, title, body)
      select 'link', l.id::text, w.lang, '/cws/links#link-' || l.id, w.title, concat_ws(' ', w.body, l.url)
      from cws_links l, lateral (values ('en', l.name_en, l.description_en), ('fr', l.name_fr, l.description_fr)) w
        (lang, title, body) where l.retired_on is null
      on conflict (kind, key, part, lang) do update set title = excluded.title, body = excluded.body
      where (s.title, s.body) is distinct from (excluded.title, excluded.body)`,
  );
}
