import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What happens to a record after it was submitted. `verified_version` is the last version a RILO verified;
 * `checked_version` the one its flags were worked out for, `doubts` their weight. A held line counts in no total until
 * a second person has confirmed it.
 */
const life = `
  alter table seizures add column verified_version int;
  alter table seizures add column checked_version int;
  alter table seizures add column doubts smallint not null default 0;
  alter table seizures add column held boolean not null default false;
  alter table goods_lines add column held boolean not null default false;
  update seizures s set verified_version = t.version from (
    select seizure_id, max(version) as version from seizure_steps where kind = 'verified' group by 1) t
    where t.seizure_id = s.id;
  create index seizures_to_verify on seizures (region_id, doubts desc, changed_at, id)
    include (country, verified_version, held, version) where status = 'submitted';
  create index seizures_unchecked on seizures (id)
    where checked_version is distinct from version and status not in ('withdrawn', 'merged');
  alter table seizure_steps drop constraint seizure_steps_kind_known;
  alter table seizure_steps add constraint seizure_steps_kind_known check (kind in (
    'submitted', 'amended', 'corrected', 'queried', 'answered', 'verified', 'withdrawn', 'merged', 'unmerged',
    'linked', 'unlinked', 'restored', 'confirmed', 'approved', 'returned', 'redacted'));
  create index seizure_steps_verified on seizure_steps (at, seizure_id) where kind = 'verified';
`;

/** Flags of a version, the heaviest first; a settled one keeps its reason and stays settled until its values change. */
const flags = `
  create table seizure_flags (
    seizure_id bigint primary key constraint seizure_flags_seizure_fk references seizures,
    version int not null,
    flags jsonb not null
  );
  create table seizure_settlements (
    seizure_id bigint not null constraint seizure_settlements_seizure_fk references seizures,
    flag text not null,
    version int not null,
    account_id int not null constraint seizure_settlements_account_fk references accounts,
    reason text not null,
    at timestamptz not null default now(),
    primary key (seizure_id, flag, version)
  );
  comment on column seizure_settlements.flag is 'Key, place and values of the flag it settles';
  grant select, insert, update, delete on seizure_flags to cen_app;
  grant select, insert on seizure_settlements to cen_app;
`;

/** Which version of a record somebody opened at the desk, and until when it was put off there. */
const looks = `
  create table seizure_looks (
    account_id int not null constraint seizure_looks_account_fk references accounts,
    seizure_id bigint not null constraint seizure_looks_seizure_fk references seizures,
    version int not null,
    at timestamptz not null default now(),
    later_until date,
    primary key (account_id, seizure_id)
  );
  grant select, insert, update, delete on seizure_looks to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(life + flags + looks);
}
