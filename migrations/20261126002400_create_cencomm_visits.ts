import type { Knex } from 'knex';

/** When an account last was in CENcomm, and when it was last told by letter that something waits there. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cencomm_visits (
      account_id int constraint cencomm_visits_pkey primary key constraint cencomm_visits_account_fk references accounts,
      seen_at timestamptz,
      told_at timestamptz
    );
    comment on column cencomm_visits.told_at is 'no second letter before the next visit, or a day later';
    create index cencomm_mailbox_waiting on cencomm_mailbox (created_ms) where is_unread;
    grant select, insert, update on cencomm_visits to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index cencomm_mailbox_waiting; drop table cencomm_visits');
}
