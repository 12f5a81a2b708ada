import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Alarms about the trail itself follow no rule that could be eased or switched off. */
const alarms = `
  alter table alarms drop constraint alarms_kind_fkey,
    add constraint alarms_kind_known
      check (kind in ('refusals', 'reads', 'exports', 'places', 'lock_outs', 'trail'));
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(alarms);
}
