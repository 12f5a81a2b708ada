import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A token in each digest ends the digests of its account, without signing in (RFC 8058). It opens nothing else. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cws_subscriptions add column leave_token uuid not null default gen_random_uuid();
    create unique index cws_subscriptions_leave_token on cws_subscriptions (leave_token);
    comment on column cws_subscriptions.leave_token is 'in the header of its digests: ends them, and does nothing else';
  `);
}
