import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The title of an operation leaves it only with its owner's leave, which nobody has given yet: it is taken out of
 * drafts and records made of seizure messages, out of their earlier versions too, and the history says so.
 */
const titles = `
  alter table cencomm_operations add column title_in_records boolean not null default false;
  comment on column cencomm_operations.title_in_records is
    'whether records made of its seizures may name it: everyone who can open them then knows that it exists';
  alter table seizure_drafts add column origin jsonb;
  comment on column seizure_drafts.origin is
    'what stayed where another part of the portal made the draft: names of fields and counts, none of the words';

  update seizure_drafts d set typed = d.typed - 'facts.operation'
  where d.id in (select draft_id from cencomm_chains) and d.submitted_at is null;

  create temporary table named on commit drop as
  select s.id, s.version, s.recorded_by, o.title
  from cencomm_chains c join cencomm_operations o on o.id = c.operation_id
  join seizures s on s.client_uuid = c.draft_id join seizure_records r on r.seizure_id = s.id
  where r.record->'facts'->>'operation' = left(o.title, 80);

  update seizure_versions v set record = v.record #- '{facts,operation}' from named n where v.seizure_id = n.id;
  insert into seizure_versions (seizure_id, version, record)
  select n.id, n.version, r.record #- '{facts,operation}' from named n join seizure_records r on r.seizure_id = n.id;
  update seizure_records r set record = r.record #- '{facts,operation}' from named n where r.seizure_id = n.id;
  update seizures s set version = s.version + 1, changed_at = now(),
    document = ts_delete(s.document, array(
      select lexeme from unnest(to_tsvector('cen_en', n.title) || to_tsvector('cen_fr', n.title))
      except
      select lexeme from unnest(to_tsvector('cen_en', r.record::text) || to_tsvector('cen_fr', r.record::text))))
  from named n join seizure_records r on r.seizure_id = n.id where s.id = n.id;
  insert into seizure_steps (seizure_id, kind, version, account_id, reason)
  select id, 'amended', version + 1, recorded_by,
    'The name of an operation was taken out: it leaves the operation only with leave of its owner.'
  from named;
  insert into seizure_changes (seizure_id, kind) select id, 'upsert' from named;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(titles);
}
