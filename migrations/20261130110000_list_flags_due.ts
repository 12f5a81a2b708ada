import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Records whose flags are to be worked out stand in a list of their own. Said in the record, each record was written
 * once more after it was saved, with an entry in every index of its table. `checked_version` is no longer kept.
 */
const due = `
  create table seizure_flags_due (seizure_id bigint constraint seizure_flags_due_pkey primary key);
  comment on table seizure_flags_due is 'records whose flags are to be worked out for the version they are in';
  grant select, insert, delete on seizure_flags_due to cen_app;

  insert into seizure_flags_due
  select id from seizures where checked_version is distinct from version and status not in ('withdrawn', 'merged');
  drop index seizures_unchecked;

  create function flags_due_of_new() returns trigger language plpgsql as $$
  begin
    insert into seizure_flags_due select id from written on conflict do nothing;
    return null;
  end $$;
  create trigger seizures_flags_due_inserted after insert on seizures referencing new table as written
    for each statement execute function flags_due_of_new();

  create function flags_due_again() returns trigger language plpgsql as $$
  begin
    insert into seizure_flags_due values (new.id) on conflict do nothing;
    return null;
  end $$;
  create trigger seizures_flags_due_updated after update of version, status, held on seizures for each row
    when (new.version <> old.version or old.held and not new.held
      or old.status in ('withdrawn', 'merged') and new.status not in ('withdrawn', 'merged'))
    execute function flags_due_again();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(due);
}
