import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * A membership that was entered by mistake is put right in its place: what was valid says what is true, and the history
 * of the offices says what stood there before and why it was wrong. Its seizures are counted anew.
 */
const corrections = `
  grant delete, update (rilo_id, valid_from) on rilo_memberships to cen_app;

  create function recode_regions_left() returns trigger language plpgsql as $$
  begin
    with recoded as (
      update seizures s set region_id = rilo_on(s.country, s.seizure_date)
      where s.country = old.country and s.region_id is distinct from rilo_on(s.country, s.seizure_date) returning id)
    insert into seizure_changes (seizure_id, kind) select id, 'recoded' from recoded;
    return null;
  end $$;
  create constraint trigger rilo_memberships_left after delete on rilo_memberships
    deferrable initially deferred for each row execute function recode_regions_left();
  create trigger rilo_memberships_left_version after delete on rilo_memberships
    for each statement execute function count_network_version();

  alter table office_changes drop constraint office_changes_kind_known;
  alter table office_changes add constraint office_changes_kind_known check (kind in (
    'contact', 'amended', 'founded', 'closed', 'reopened', 'joined', 'left', 'moved', 'notified', 'corrected',
    'moveCorrected', 'moveUndone'));
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(corrections);
}
