import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Rows of the trail that name their operation in the detail, for its own page of events and for counting them. */
const index = `
  create index audit_events_operation on audit_events ((detail->>'operation'), at)
    where detail->>'operation' is not null;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(index);
}
