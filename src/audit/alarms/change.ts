import { isDeepStrictEqual } from 'node:util';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { AlarmKind, AlarmRule } from './alarms.ts';
import { insertRuleChange, lockRules, readAlarm, readRules, setAcknowledged, updateRule } from './store-alarms.ts';
import { insertNetwork, setNetworkEnded, type NewNetwork } from './store-networks.ts';
import { note, type Person } from '../store-note.ts';

/** Marks an alarm as seen, with what was found out. Throws NotFound, Conflict (seen already). */
export async function acknowledge(pool: Pool, actor: Person, number: number, text: string): Promise<void> {
  await inTransaction(pool, async client => {
    if (!(await setAcknowledged(client, number, { by: actor, text }))) {
      if (!(await readAlarm(client, number))) throw new NotFound(`no alarm ${number}`);
      throw new Conflict(`alarm ${number} was acknowledged already`);
    }
    await note(client, actor, { action: 'alarm.acknowledged', subject: `alarm:${number}`, detail: { note: text } });
  });
}

/** Changes a rule and keeps what it was. Returns false when nothing would change. */
export async function changeRule(pool: Pool, actor: Person, rule: AlarmRule, reason: string): Promise<boolean> {
  return inTransaction(pool, async client => {
    await lockRules(client);
    const { kind, threshold, least, windowMinutes, active } = rule;
    const next = { threshold, least, windowMinutes, active };
    const known = (await readRules(client)).find(one => one.kind === kind);
    if (!known) throw new NotFound(`no rule ${kind}`);
    const { kind: _kind, ...old } = known;
    if (isDeepStrictEqual(old, next)) return false;
    await updateRule(client, rule);
    await insertRuleChange(client, { kind, by: actor, reason, old, new: next });
    await note(client, actor, {
      action: 'alarm.ruleChanged',
      subject: kind satisfies AlarmKind,
      detail: { reason, old, new: next },
    });
    return true;
  });
}

/** Adds a block an office is known by. Returns false where it is known already. */
export async function addNetwork(pool: Pool, actor: Person, network: NewNetwork): Promise<boolean> {
  return inTransaction(pool, async client => {
    if (!(await insertNetwork(client, network, actor.accountId))) return false;
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
    const ended = await setNetworkEnded(client, id, actor.accountId);
    if (!ended) throw new NotFound(`no network ${id} in use`);
    const { block, officeId } = ended;
    await note(client, actor, { action: 'alarm.networkEnded', subject: block, detail: { office: officeId } });
  });
}
