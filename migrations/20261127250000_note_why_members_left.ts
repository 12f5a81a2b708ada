import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Why a member was taken out is kept as the duty contacts are: sealed, under the key of the operation. */
const departures = `
  alter table cencomm_lists drop constraint cencomm_lists_kind_known;
  alter table cencomm_lists
    add constraint cencomm_lists_kind_known check (kind in ('duty', 'group', 'departure'));
  comment on table cencomm_lists is
    'sealed JSON: who is on duty for urgent messages and when; groups of members a message can be addressed to; '
    'why a member was taken out';
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(departures);
}
