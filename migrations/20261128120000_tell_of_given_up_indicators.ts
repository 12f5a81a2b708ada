import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Who made something of a risk indicator is told when it is given up, until it is noted. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table risk_indicator_uses add column noted_at timestamptz;
    comment on column risk_indicator_uses.noted_at is 'when its maker noted that the indicator was given up';
    grant update (noted_at) on risk_indicator_uses to cen_app;
    create index risk_indicator_uses_unnoted on risk_indicator_uses (account_id) where noted_at is null;
  `);
}
