import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** When CENcomm told the owners of an officer's operations of a move. Moves of before need no news. */
const told = `
  alter table account_moves add column operations_told_at timestamptz;
  update account_moves set operations_told_at = decided_at where state = 'agreed';
  create index account_moves_untold on account_moves (id) where state = 'agreed' and operations_told_at is null;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(told);
}
