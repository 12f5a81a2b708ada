import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The sender of a referral takes a wrong file back: the row stays and says so, its content is gone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cws_files drop constraint cws_files_state_known;
    alter table cws_files add constraint cws_files_state_known check (
      state in ('waiting', 'clean', 'refused', 'takenBack'));
    alter table referral_steps drop constraint referral_steps_kind_known;
    alter table referral_steps add constraint referral_steps_kind_known check (kind in (
      'sent', 'taken', 'asked', 'said', 'attached', 'takenBack', 'passed', 'drafted', 'recorded', 'answered',
      'reopened', 'withdrawn'));
  `);
}
