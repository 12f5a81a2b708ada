import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What one person proposes for an account and another must confirm is no longer access alone: the removal of lost
 * second factors, and whatever takes an administrator away. `identity` is how the officer's identity was proved, to the
 * one who asks and to the one who agrees.
 */
const proposals = `
  alter table account_proposals
    add column what text not null default 'access' constraint account_proposals_what_known
      check (what in ('access', 'end_date', 'suspension', 'ending', 'factor_reset')),
    alter column level drop not null,
    alter column duties drop not null,
    add column ends_on date,
    add column until date,
    add column identity text,
    add column decided_identity text,
    add column expires_at timestamptz;
  alter table account_proposals alter column what drop default;
  alter table account_proposals drop constraint account_proposals_outcome_known;
  alter table account_proposals
    add constraint account_proposals_outcome_known
      check (outcome in ('confirmed', 'refused', 'overtaken', 'objected', 'expired')),
    add constraint account_proposals_access_whole
      check (what <> 'access' or (level is not null and duties is not null)),
    add constraint account_proposals_end_date_given check (what <> 'end_date' or ends_on is not null),
    add constraint account_proposals_identity_known
      check (identity in ('in_person', 'video', 'call_back')
        and decided_identity in ('in_person', 'video', 'call_back')),
    add constraint account_proposals_identity_proved
      check (what <> 'factor_reset' or (identity is not null
        and (outcome is distinct from 'confirmed' or decided_identity is not null)));
`;

/** What can happen to an account is a list in the code (`ChangeKind`), which grows. */
const history = `alter table account_changes drop constraint if exists account_changes_what_known;`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(proposals + history);
}
