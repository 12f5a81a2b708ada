import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * An embargo that ends is a step in the record's life and a change, written once by the portal, which is nobody's act.
 * Those over already ended before this was kept. Records released through their RILO are counted apart.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table seizures add column under_embargo boolean not null default false;
    comment on column seizures.under_embargo is 'an embargo whose end is not yet a step of its history';
    update seizures set under_embargo = true where embargo_until > current_date;
    create index seizures_under_embargo on seizures (embargo_until) where under_embargo;
    create index seizures_through_rilo on seizures (region_id, seizure_date) where release = 'through_rilo';
    grant update (under_embargo) on seizures to cen_app;
    alter table seizure_steps alter column account_id drop not null;
    alter table seizure_steps drop constraint seizure_steps_kind_known;
    alter table seizure_steps add constraint seizure_steps_kind_known check (kind in (
      'submitted', 'amended', 'corrected', 'queried', 'answered', 'verified', 'withdrawn', 'merged', 'unmerged',
      'linked', 'unlinked', 'restored', 'confirmed', 'approved', 'returned', 'redacted', 'shown', 'recoded',
      'embargoEnded'));
    alter table seizure_steps add constraint seizure_steps_by_somebody
      check ((account_id is null) = (kind = 'embargoEnded'));
  `);
}
