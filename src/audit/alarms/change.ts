import type { Pool } from '../../db/pool.ts';
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
    const { rowCount } = await client.query(
      'update alarms set acknowledged_at = now(), acknowledged_by = $2, acknowledged_login = $3, note = $4 where number = $1 and acknowledged_at is null',
      [number, actor.accountId, actor.loginId, text],
    );
    if (rowCount === 0) {
      const { rows } = await client.query('select 1 from alarms where number = $1', [number]);
      if (rows.length === 0) throw new NotFound(`no alarm ${number}`);
      throw new Conflict(`alarm ${number} was acknowledged already`);
    }
    await note(client, actor, { action: 'alarm.acknowledged', subject: `alarm:${number}`, detail: { note: text } });
  });
}

/** Changes a rule and keeps what it was. Answers false when nothing would change. */
export async function changeRule(pool: Pool, actor: Person, rule: AlarmRule, reason: string): Promise<boolean> {
  return inTransaction(pool, async client => {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', ['alarm_rules']);
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
    await client.query(
      'update alarm_rules set threshold = $2, least = $3, window_minutes = $4, active = $5 where kind = $1',
      [kind, next.threshold, next.least, next.windowMinutes, next.active],
    );
    await client.query(
      'insert into alarm_rule_changes (kind, account_id, login_id, reason, old, new) values ($1, $2, $3, $4, $5::jsonb, $6::jsonb)',
      [kind, actor.accountId, actor.loginId, reason, JSON.stringify(old), JSON.stringify(next)],
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
    const { rows } = await client.query(
      'insert into office_networks (office_id, block, note, added_by) values ($1, $2::cidr, $3, $4) on conflict do nothing returning id',
      [network.officeId, network.block, network.note, actor.accountId],
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
    const {
      rows: [row],
    } = await client.query<{ block: string; office_id: number }>(
      'update office_networks set ended_at = now(), ended_by = $2 where id = $1 and ended_at is null returning block::text, office_id',
      [id, actor.accountId],
    );
    if (!row) throw new NotFound(`no network ${id} in use`);
    await note(client, actor, { action: 'alarm.networkEnded', subject: row.block, detail: { office: row.office_id } });
  });
}
