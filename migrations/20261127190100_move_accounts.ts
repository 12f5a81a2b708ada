import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Moves of officers between offices: the office that gives asks, the one that receives (or an administrator) agrees.
 */
const moves = `
  create table account_moves (
    id int generated always as identity constraint account_moves_pkey primary key,
    account_id int not null constraint account_moves_account_fk references accounts,
    from_office int not null constraint account_moves_from_fk references offices,
    to_office int not null constraint account_moves_to_fk references offices,
    reason text not null constraint account_moves_reason_filled check (reason <> ''),
    made_by int not null constraint account_moves_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    state text not null default 'asked'
      constraint account_moves_state_known check (state in ('asked', 'agreed', 'refused', 'withdrawn')),
    decided_by int constraint account_moves_decided_by_fk references accounts,
    decided_at timestamptz,
    words text,
    constraint account_moves_elsewhere check (from_office <> to_office),
    constraint account_moves_two_persons check (state <> 'agreed' or decided_by not in (made_by, account_id))
  );
  create unique index account_moves_one_open on account_moves (account_id) where state = 'asked';
  create index account_moves_to on account_moves (to_office) where state = 'asked';

  grant select, insert, update on account_moves to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(moves);
}
