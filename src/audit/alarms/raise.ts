import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { burstsOf, excessOf, type AlarmKind, type AlarmRule, type Finding, type Sign } from './alarms.ts';
import { blocksOf, placeOf } from './office-networks.ts';
import type { Chain } from '../context.ts';
import { insertAlarm, readRules } from './store-alarms.ts';
import { readBlocks } from './store-networks.ts';
import { countDays, lastAlarms, readHabits, readSigns } from './store-signs.ts';
import { note } from '../store-note.ts';
import { keepHorizon, nextSpan, type Span } from '../store-span.ts';

/** Evaluates every rule over the rows sealed since the last time and raises what they find. Returns how many alarms. */
export async function raiseAlarms({ jobPool }: Pick<Chain, 'jobPool'>): Promise<number> {
  for (let raised = 0; ; ) {
    const step = await inTransaction(jobPool, evaluateNext);
    if (step === undefined) return raised;
    raised += step;
  }
}

async function evaluateNext(client: Client): Promise<number | undefined> {
  const span = await nextSpan(client, 'alarms');
  if (!span) return undefined;
  await countDays(client, span);
  let raised = 0;
  for (const rule of (await readRules(client)).filter(({ active }) => active)) {
    for (const finding of await finders[rule.kind](client, rule, span))
      raised += (await raise(client, finding)) ? 1 : 0;
  }
  await keepHorizon(client, 'alarms', span);
  return raised;
}

type Finder = (client: Client, rule: AlarmRule, span: Span) => Promise<Finding[]>;

const finders: Readonly<Record<AlarmKind, Finder>> = {
  refusals: async (client, rule, span) =>
    bursts(client, rule, await readSigns(client, 'refusals', span, rule.windowMinutes)),
  lock_outs: async (client, rule, span) =>
    bursts(client, rule, await readSigns(client, 'lock_outs', span, rule.windowMinutes)),
  places: async (client, rule, span) =>
    bursts(client, rule, await inPlaces(client, await readSigns(client, 'places', span, rule.windowMinutes))),
  reads: async (client, rule, span) => excessOf(rule, await readHabits(client, 'reads', span)),
  exports: async (client, rule, span) => excessOf(rule, await readHabits(client, 'exports', span)),
};

async function bursts(client: Client, rule: AlarmRule, signs: readonly Sign[]): Promise<Finding[]> {
  if (signs.length === 0) return [];
  const subjects = signs.map(({ subject }) => subject);
  return burstsOf(rule, signs, await lastAlarms(client, rule.kind, subjects));
}

/** The signs with the place of their address instead of the address. */
async function inPlaces(client: Client, signs: readonly Sign[]): Promise<Sign[]> {
  const accounts = signs.map(({ accountId }) => accountId);
  const blocks = await readBlocks(client, accounts);
  const lists = new Map([...blocks].map(([account, own]) => [account, blocksOf(own)]));
  const none = blocksOf([]);
  return signs.flatMap(sign => {
    const place = placeOf(sign.value, lists.get(sign.accountId ?? 0) ?? none);
    return place === undefined ? [] : [{ ...sign, value: place }];
  });
}

async function raise(client: Client, finding: Finding): Promise<boolean> {
  const number = await insertAlarm(client, finding);
  if (number === undefined) return false;
  await note(
    client,
    { loginId: 'job' },
    { action: 'alarm.raised', subject: `alarm:${number}`, detail: { kind: finding.kind, subject: finding.subject } },
  );
  return true;
}
