import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Pictures and documents of referrals: files as documents have them, of a referral instead. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cws_files alter column document_id drop not null;
    alter table cws_files add column referral_id int constraint cws_files_referral_fk references referrals;
    alter table cws_files add constraint cws_files_of_one check (num_nonnulls(document_id, referral_id) = 1);
    create index cws_files_referral on cws_files (referral_id);
    alter table referral_steps drop constraint referral_steps_kind_known;
    alter table referral_steps add constraint referral_steps_kind_known check (kind in (
      'sent', 'taken', 'asked', 'said', 'attached', 'passed', 'drafted', 'recorded', 'answered', 'reopened',
      'withdrawn'));
  `);
}
