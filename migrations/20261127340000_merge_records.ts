import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Records that may be one event, and what was decided about two of them: found when a version is looked through for
 * what is doubtful about it. `different` holds for the versions it was said of; a pair stands in the order of its ids.
 */
const pairs = `
  create table seizure_pairs (
    one bigint not null constraint seizure_pairs_one_fk references seizures,
    other bigint not null constraint seizure_pairs_other_fk references seizures,
    reason text not null constraint seizure_pairs_reason_known
      check (reason in ('goods', 'reference', 'container', 'said')),
    state text not null default 'open' constraint seizure_pairs_state_known
      check (state in ('open', 'different', 'linked')),
    found_at timestamptz not null default now(),
    one_version int,
    other_version int,
    account_id int constraint seizure_pairs_account_fk references accounts,
    decided_at timestamptz,
    primary key (one, other),
    constraint seizure_pairs_order check (one < other)
  );
  create index seizure_pairs_other on seizure_pairs (other);
  create index seizure_pairs_open on seizure_pairs (one, other) where state = 'open';
  grant select, insert, update, delete on seizure_pairs to cen_app;
`;

/**
 * A merged record stays as it was and counts no more: `merged_into` is the record in force that counts for it.
 * `before` is what undoing a merge puts back.
 */
const merges = `
  alter table seizures add column merged_into bigint constraint seizures_merged_into_fk references seizures;
  create index seizures_merged_into on seizures (merged_into) where merged_into is not null;
  create index seizures_own_reference on seizures
    (country, regexp_replace(upper(national_ref), '[^[:alnum:]]', '', 'g'))
    where national_ref is not null;
  create table seizure_merges (
    id bigint generated always as identity primary key,
    client_uuid uuid not null constraint seizure_merges_client_uuid_unique unique,
    kept_id bigint not null constraint seizure_merges_kept_fk references seizures,
    version int not null,
    account_id int not null constraint seizure_merges_account_fk references accounts,
    at timestamptz not null default now(),
    before jsonb not null,
    undone_at timestamptz,
    undone_version int
  );
  create index seizure_merges_kept on seizure_merges (kept_id, version);
  grant select, insert, update on seizure_merges to cen_app;
`;

/** Every record is looked through once more, for the pairs it is in. */
const again = `update seizures set checked_version = null where checked_version is not null`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw((pairs + merges + again).replaceAll('?', '\\?'));
}
