import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * An earlier version of a record is changed by nothing but a redaction, or by words shown again: the application may do
 * so only in the transaction of that step of its history. The owner's migrations and repairs are not held to it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index seizure_steps_of_words on seizure_steps (at) where kind in ('redacted', 'shown');
    create function require_redaction() returns trigger language plpgsql as $$
    begin
      if pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
        return null;
      end if;
      if not exists (select from seizure_steps where kind in ('redacted', 'shown') and at = now()) then
        raise exception 'a version is changed by a redaction only' using errcode = '42501';
      end if;
      return null;
    end $$;
    create trigger seizure_versions_kept before update of record on seizure_versions
      for each statement execute function require_redaction();
  `);
}
