import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What waits for an administrator about the trail. Views, because trail and alarms are kept by the real time while all
 * else that waits follows the moved date of an evaluation: names of the tables in a statement would hold all of it to
 * the real time. An export is decided within 72 hours.
 */
const views = `
  create view open_alarms as
    select kind, subject, raised_at from alarms where acknowledged_at is null;
  create view open_trail_exports as
    select asked_by, asked_at from audit_exports where state = 'asked' and asked_at > now() - interval '72 hours';
  grant select on open_alarms, open_trail_exports to cen_app;

`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(views);
}
