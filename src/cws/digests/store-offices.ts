import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import { openedAt, readableBy } from '../documents/scope.ts';
import type { Mentioned } from './store.ts';

/** Offices with a mailbox of their own, as members of the office; invented ones of samples are not written to. */
const mailboxes = sql`
  select c.office_id, c.email, case when c.languages[1] = 'fr' then 'fr' else 'en' end as lang,
    o.kind in ('rilo', 'secretariat') as desk,
    case when o.kind = 'rilo' then o.id else rilo_on(o.country, current_date) end as rilo_id
  from office_contacts c join offices o on o.id = c.office_id
  where c.email is not null and not c.synthetic and o.kind <> 'partner'`;
const readable = readableBy({ region: sql`m.rilo_id`, office: sql`m.office_id`, desk: sql`m.desk` });

export interface OfficeLetter extends Mentioned {
  readonly officeId: number;
  readonly email: string;
  readonly lang: Language;
  readonly version: number;
}

/** Takes the letters of an urgent alert to the mailboxes of the offices that may read it, each once a version. */
export async function takeOfficeLetters(on: Queryable, ref: string): Promise<readonly OfficeLetter[]> {
  return queryRows<OfficeLetter>(
    on,
    sql`
      with told as materialized (
        select m.*, d.id, d.ref, d.kind, d.urgent, d.version, coalesce(d.titles -> m.lang ->> 'title',
          d.titles -> 'en' ->> 'title', d.titles -> 'fr' ->> 'title', d.ref) as title
        from cws_documents d cross join (${mailboxes}) m
        where d.ref = ${ref} and d.kind = 'alert' and d.urgent and d.state = 'published' and ${openedAt} <= now()
          and (d.valid_until is null or d.valid_until >= current_date) and ${readable}),
      noted as (insert into cws_office_letters (document_id, version, office_id)
        select id, version, office_id from told on conflict do nothing returning office_id)
      select t.office_id as "officeId", t.email, t.lang, t.ref, t.kind, t.urgent, t.version, t.title, false as withdrawn
      from told t join noted using (office_id) order by 1`,
  );
}

/** Whether a letter to an office may still go; if not, it counts as not written. */
export async function mayGoToOffice(on: Queryable, officeId: number, ref: string): Promise<boolean> {
  const rows = await queryRows(
    on,
    sql`
      select from cws_documents d cross join (${mailboxes}) m
      where d.ref = ${ref} and m.office_id = ${officeId} and d.state = 'published' and ${readable}`,
  );
  if (rows.length > 0) return true;
  await execute(
    on,
    sql`
      delete from cws_office_letters
      where office_id = ${officeId} and document_id = (select id from cws_documents where ref = ${ref})`,
  );
  return false;
}
