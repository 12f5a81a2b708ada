import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The application deletes nothing of the network by itself: a membership that never was is taken back by this function
 * alone, which keeps those that came with the portal's lists.
 */
const takingBack = `
  revoke delete on rilo_memberships from cen_app;

  create function take_back_membership(membership int) returns boolean language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    delete from rilo_memberships where id = membership and seed_hash is null;
    return found;
  end $$;
  revoke all on function take_back_membership(int) from public;
  grant execute on function take_back_membership(int) to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(takingBack);
}
