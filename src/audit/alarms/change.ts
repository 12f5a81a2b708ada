import type { Pool } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { AlarmKind, AlarmRule } from './alarms.ts';
import { readRules } from './store-alarms.ts';
import { note } from '../trail.ts';
import type { Actor } from '../trail.ts';

/** Who changes what alarms are raised by; always a person. */
export interface Person extends Actor {
  readonly accountId: number;
  readonly loginId: string;
}

/** Marks an alarm as seen, with what was found out. Throws NotFound, Conflict (seen already). */
export async function acknowledge(pool: Pool, actor: Person, number: number, text: string): Promise<void> {
  await inTransaction(pool, async client => {
    const rowCount = await execute(
      client,
      sql`
        update alarms set acknowledged_at = now(), acknowledged_by = ${actor.accountId},
          acknowledged_login = ${actor.loginId}, note = ${text} where number = ${number} and acknowledged_at is null`,
    );
    if (rowCount === 0) {
      const rows = await queryRows(client, sql`select 1 from alarms where number = ${number}`);
      if (rows.length === 0) throw new NotFound(`no alarm ${number}`);
      throw new Conflict(`alarm ${number} was acknowledged already`);
    }
    await note(client, actor, { action: 'alarm.acknowledged', subject: `alarm:${number}`, detail: { note: text } });
  });
}

/** Changes a rule and keeps what it was. Answers false when nothing would change. */
export async function changeRule(pool: Pool, actor: Person, rule: AlarmRule, reason: string): Promise<boolean> {
  return inTransaction(pool, async client => {
    await execute(client, sql`select pg_advisory_xact_lock(hashtext(${'alarm_rules'}))`);
    const { kind, ...next } = rule;
    const known = (await readRules(client)).find(one => one.kind === kind);
    if (!known) throw new NotFound(`no rule ${kind}`);
    const { kind: _kind, ...old } = known;
    if (
      JSON.stringify(old) ===
      JSON.stringify({
        threshold: next.threshold,
        least: next.least,
        windowMinutes: next.windowMinutes,
        active: next.active,
      })
    )
      return false;
    await execute(
      client,
      sql`
        update alarm_rules set threshold = ${next.threshold}, least = ${next.least},
          window_minutes = ${next.windowMinutes}, active = ${next.active} where kind = ${kind}`,
    );
    await execute(
      client,
      sql`
        insert into alarm_rule_changes (kind, account_id, login_id, reason, old, new)
        values (${kind}, ${actor.accountId}, ${actor.loginId}, ${reason}, ${JSON.stringify(old)}::jsonb,
          ${JSON.stringify(next)}::jsonb)`,
    );
    await note(client, actor, {
      action: 'alarm.ruleChanged',
      subject: kind satisfies AlarmKind,
      detail: { reason, old, new: next },
    });
    return true;
  });
}

export interface NewNetwork {
  readonly officeId: number;
  /** A block without bits beyond its mask, such as 196.200.0.0/16. */
  readonly block: string;
  readonly note: string;
}

/** Adds a block an office is known by. Answers false where it is known already. */
export async function addNetwork(pool: Pool, actor: Person, network: NewNetwork): Promise<boolean> {
  return inTransaction(pool, async client => {
    const rows = await queryRows(
      client,
      sql`
        insert into office_networks (office_id, block, note, added_by)
        values (${network.officeId}, ${network.block}::cidr, ${network.note}, ${actor.accountId}) on conflict do nothing
        returning id`,
    );
    if (rows.length === 0) return false;
    await note(client, actor, {
      action: 'alarm.networkAdded',
      subject: network.block,
      detail: { office: network.officeId, note: network.note },
    });
    return true;
  });
}

/** Takes a block out of use; it stays in the table with who did it. Throws NotFound. */
export async function endNetwork(pool: Pool, actor: Person, id: number): Promise<void> {
  await inTransaction(pool, async client => {
    const row = await queryRow<{ block: string; office_id: number }>(
      client,
      sql`
        update office_networks set ended_at = now(), ended_by = ${actor.accountId} where id = ${id} and ended_at is null
        returning block::text, office_id`,
    );
    if (!row) throw new NotFound(`no network ${id} in use`);
    await note(client, actor, { action: 'alarm.networkEnded', subject: row.block, detail: { office: row.office_id } });
  });
}
