import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

/** What an office has decided about its officers' records. */
export interface OfficeRules {
  /** Headings of which its contact point sees a record before it counts. */
  readonly approveHeadings: readonly string[];
  /** The widest release of its records, and the one taken where none is chosen. */
  readonly releaseCeiling: string;
  readonly defaultRelease: string;
}

/** The rules of an office with their version: how often they were changed. */
export async function readRules(on: Queryable, officeId: number): Promise<OfficeRules & { readonly version: number }> {
  const row = await queryRow<OfficeRules & { version: number }>(
    on,
    sql`
      select approve_headings as "approveHeadings", release_ceiling as "releaseCeiling",
        default_release as "defaultRelease", rules_version as version
      from offices where id = ${officeId}`,
    'seizure_office_rules',
  );
  if (!row) throw new Error(`no office ${officeId}`);
  return row;
}

/** False where they are no longer the version that was seen. */
export async function updateRules(
  client: Client,
  officeId: number,
  seen: number,
  { approveHeadings, releaseCeiling, defaultRelease }: OfficeRules,
): Promise<boolean> {
  const changed = await execute(
    client,
    sql`
      update offices set approve_headings = ${[...approveHeadings]}, release_ceiling = ${releaseCeiling},
        default_release = ${defaultRelease}, rules_version = rules_version + 1
      where id = ${officeId} and rules_version = ${seen}`,
  );
  return changed === 1;
}

export async function insertRuleChange(
  client: Client,
  { accountId, office }: Viewer,
  version: number,
  rules: OfficeRules,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into office_rule_changes (office_id, version, account_id, rules)
      values (${office.id}, ${version}, ${accountId}, ${JSON.stringify(rules)})`,
  );
}

export interface RuleChange {
  readonly at: Date;
  readonly login: string;
  readonly rules: OfficeRules;
}

/** What an office's rules were, newest first; the twenty latest changes. */
export async function listRuleChanges(on: Queryable, officeId: number): Promise<RuleChange[]> {
  return queryRows<RuleChange>(
    on,
    sql`
      select c.at, a.login_id as login, c.rules
      from office_rule_changes c join accounts a on a.id = c.account_id
      where c.office_id = ${officeId} order by c.version desc limit 20`,
    'seizure_office_rule_changes',
  );
}
