import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A try of a training set draws its exercises from a pool and shows them and their answers in an order of its own. */
const shuffle = `
  alter table cpdb_sets add draws int constraint cpdb_sets_draws_known check (draws in (5, 10, 15, 20, 40));
  comment on column cpdb_sets.draws is
    'exercises of one try at most, drawn from the set and shuffled; null: all of them in their order';
  alter table cpdb_runs add orders jsonb not null default '{}';
  comment on column cpdb_runs.orders is
    '{ exercise: [position, …] }: which of its images or labels are shown in this run, and in which order';
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(shuffle);
}
