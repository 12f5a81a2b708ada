import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { DomainError } from '../../src/errors.ts';
import { withdrawImported } from '../../src/imports/result/store-result.ts';
import { recode } from '../../src/seizures/codes/change.ts';
import { undoRecoding } from '../../src/seizures/codes/recode.ts';
import type { SeizuresContext } from '../../src/seizures/context.ts';
import { decide } from '../../src/seizures/duplicates/merge.ts';
import { unmerge } from '../../src/seizures/duplicates/undo.ts';
import { insertDraft } from '../../src/seizures/entry/store-drafts.ts';
import { answer, ask } from '../../src/seizures/questions/ask.ts';
import { amend } from '../../src/seizures/record/amend.ts';
import { endEmbargoes } from '../../src/seizures/record/embargo.ts';
import { record } from '../../src/seizures/record/record.ts';
import { restore } from '../../src/seizures/record/restore.ts';
import { project } from '../../src/seizures/record/search-columns.ts';
import { insertSeizures } from '../../src/seizures/record/store-insert.ts';
import { withdraw } from '../../src/seizures/record/withdraw.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { agreeToWords, takeWordsOut } from '../../src/seizures/texts/decide.ts';
import { askForRemoval } from '../../src/seizures/texts/redact.ts';
import { confirmQuantity } from '../../src/seizures/verification/confirm.ts';
import { noteLook } from '../../src/seizures/verification/store-verify.ts';
import { verify } from '../../src/seizures/verification/verify.ts';
import { moveDate, movedDays } from '../../src/text/clock.ts';
import { addDays, today } from '../../src/text/plain-date.ts';
import type { Random } from '../../seeds/demo/random.ts';
import type { TestDatabase } from './database.ts';
import { until } from './portal-killed.ts';
import { audience, changed, someRecord } from './random-records.ts';

// What happens to records, at random, by the portal's own operations; refused acts are counted as such.

/** Kinds of acts, and how often each is tried. */
const weights = {
  record: 45,
  amend: 30,
  embargo: 12,
  release: 18,
  verify: 20,
  query: 10,
  answer: 8,
  withdraw: 10,
  restore: 8,
  merge: 12,
  unmerge: 8,
  redact: 6,
  decideWords: 8,
  confirm: 6,
  nextDay: 3,
  import: 1.2,
  withdrawImport: 1.2,
  recode: 0.8,
  putBack: 0.8,
} as const;
export type ActName = keyof typeof weights;

export interface People {
  /** By country: who enters, and the contact point or whoever stands for one. */
  readonly enters: Readonly<Record<string, readonly [Viewer, Viewer]>>;
  /** By country. */
  readonly desk: Readonly<Record<string, Viewer>>;
  readonly administrator: Viewer;
}

export interface Stage {
  readonly context: SeizuresContext;
  readonly database: Pick<TestDatabase, 'pool' | 'owner'>;
  readonly random: Random;
  readonly people: People;
}

interface Found {
  readonly id: number;
  readonly ref: string;
  readonly version: number;
  readonly country: string;
  readonly record: SeizureRecord;
}

export const countries = ['KE', 'VN', 'TZ', 'FR', 'BR'] as const;
const [reason, words] = ['Stated again from the papers.', 'denser layer'];

/** One act of a random kind. Answers its name, and whether it was done. */
export async function act(stage: Stage): Promise<readonly [ActName, boolean]> {
  const name = stage.random.weighted(weights);
  try {
    return [name, (await acts[name](stage)) !== false];
  } catch (error) {
    if (error instanceof DomainError) return [name, false];
    throw error;
  }
}

/** A record that meets a condition, chosen by the seed. */
async function some({ database, random }: Stage, condition: string): Promise<Found | undefined> {
  const { rows } = await database.owner.query<Found>(
    `select s.id, s.ref, s.version, s.country, r.record from seizures s join seizure_records r on r.seizure_id = s.id
     where ${condition} order by hashint8extended(s.id, $1) limit 1`,
    [Math.floor(random.next() * 1e9)],
  );
  return rows[0];
}

const inForce = `s.status in ('submitted', 'queried', 'verified')`;
async function amended(stage: Stage, change: (from: SeizureRecord) => SeizureRecord): Promise<unknown> {
  const { context, random, people } = stage;
  const one = await some(stage, inForce);
  if (!one) return false;
  const viewer = random.pick(people.enters[one.country] ?? [people.administrator]);
  const id = randomUUID();
  await insertDraft(context.pool, viewer, { id, typed: {}, seizure: one });
  return amend(context, viewer, id, change(one.record), reason);
}

const acts: Readonly<Record<ActName, (stage: Stage) => Promise<unknown>>> = {
  async record({ context, random, people }) {
    const country = random.pick([...countries, 'KE', 'KE', 'VN', 'TZ']);
    const viewer = random.pick(people.enters[country] ?? [people.administrator]);
    const id = randomUUID();
    await insertDraft(context.pool, viewer, { id, typed: {} });
    return record(context, viewer, id, someRecord(random, country));
  },
  amend: stage =>
    amended(stage, from => {
      const other = someRecord(stage.random, String(from.facts.country));
      const { release, releaseOffices, embargoUntil, nationalRef } = from.facts;
      return changed(other, { release, releaseOffices, embargoUntil, nationalRef });
    }),
  embargo: stage =>
    amended(stage, from => changed(from, { embargoUntil: addDays(today(), Math.floor(stage.random.next() * 12) - 2) })),
  release: stage => amended(stage, from => changed(from, audience(stage.random))),
  async verify(stage) {
    const one = await some(stage, `s.status in ('submitted', 'queried')`);
    const viewer = one && stage.people.desk[one.country];
    if (!one || !viewer) return false;
    await noteLook(stage.context.pool, viewer, one);
    return (await verify(stage.context, viewer, [one])).verified.length > 0;
  },
  async query(stage) {
    const one = await some(stage, inForce);
    const viewer = one && stage.people.desk[one.country];
    if (!viewer) return false;
    const asked = { clientUuid: randomUUID(), field: 'facts.concealment', text: 'Is it so?', days: 5 };
    return ask(stage.context, viewer, one.ref, asked);
  },
  async answer(stage) {
    const one = await some(
      stage,
      `${inForce} and exists (select from seizure_questions q where q.seizure_id = s.id and q.state = 'open')`,
    );
    const [viewer] = (one && stage.people.enters[one.country]) ?? [];
    if (!one || !viewer) return false;
    const { rows } = await stage.database.owner.query<{ id: number }>(
      `select id from seizure_questions where seizure_id = $1 and state = 'open' order by id limit 1`,
      [one.id],
    );
    const said = { id: rows[0]?.id ?? 0, text: 'It is so.', clientUuid: randomUUID() };
    return answer(stage.context, viewer, one.ref, said);
  },
  async withdraw(stage) {
    const one = await some(stage, inForce);
    return one ? withdraw(stage.context, stage.people.administrator, one.ref, reason) : false;
  },
  async restore(stage) {
    const one = await some(stage, `s.status = 'withdrawn'`);
    return one ? restore(stage.context, stage.people.administrator, one.ref, reason) : false;
  },
  async merge(stage) {
    const kept = await some(stage, inForce);
    const other = kept && (await some(stage, `${inForce} and s.country = '${kept.country}' and s.id <> ${kept.id}`));
    if (!other) return false;
    const both = [
      { ref: kept.ref, version: kept.version, is: 'keep' as const },
      { ref: other.ref, version: other.version, is: 'merge' as const },
    ];
    const chosen = { ...changed(kept.record, { transport: other.record.facts.transport }), lines: other.record.lines };
    return decide(stage.context, stage.people.administrator, {
      clientUuid: randomUUID(),
      records: both,
      record: chosen,
    });
  },
  async unmerge(stage) {
    const one = await some(stage, `s.status = 'merged'`);
    return one ? unmerge(stage.context, stage.people.administrator, one.ref, reason) : false;
  },
  async redact(stage) {
    const one = await some(stage, `${inForce} and r.masked is null and r.record::text like '%${words}%'`);
    const [viewer] = (one && stage.people.enters[one.country]) ?? [];
    if (!one || !viewer) return false;
    return askForRemoval(stage.context, viewer, one.ref, { words, reason });
  },
  async decideWords(stage) {
    const { rows } = await stage.database.owner.query<{ id: number; country: string }>(
      `select t.id, s.country from seizure_texts t join seizures s on s.id = t.seizure_id
       where t.state in ('waiting', 'proposed') order by hashint8extended(t.id, $1) limit 1`,
      [Math.floor(stage.random.next() * 1e9)],
    );
    const [one] = rows;
    const [, second] = (one && stage.people.enters[one.country]) ?? [];
    if (!one || !second) return false;
    return stage.random.chance(0.5)
      ? takeWordsOut(stage.context, second, one.id)
      : agreeToWords(stage.context, second, one.id);
  },
  async confirm(stage) {
    const one = await some(stage, `${inForce} and s.held`);
    const viewer = one && stage.people.desk[one.country];
    return viewer ? confirmQuantity(stage.context, viewer, { ...one, reason }) : false;
  },
  async nextDay({ context }) {
    moveDate(movedDays() + 1);
    await endEmbargoes(context);
  },
  import: importRecords,
  async withdrawImport({ context, database, people }) {
    const { rows } = await database.owner.query<{ id: number }>(
      `select id from imports where state = 'committed' limit 1`,
    );
    const [file] = rows;
    if (!file) return false;
    await inTransaction(context.jobPool, client =>
      withdrawImported(client, people.administrator, file.id, { reason, limit: 1000 }),
    );
    return database.owner.query(`update imports set state = 'undone' where id = $1`, [file.id]);
  },
  async recode(stage) {
    const [from, to] = stage.random.pick([
      ['CON-VEH-FUEL', 'CON-FREIGHT-COVER'],
      ['CON-FREIGHT-COVER', 'CON-BODY-INT'],
    ] as const);
    const asked = { clientUuid: randomUUID(), list: 'concealment', from, to, words: null, reason, total: 1 };
    const id = await recode(stage.context, stage.people.administrator, asked);
    return ended(stage, id);
  },
  async putBack(stage) {
    const { rows } = await stage.database.owner.query<{ id: number }>(
      `select id from code_recodings where state = 'done' order by id desc limit 1`,
    );
    const [one] = rows;
    if (!one) return false;
    await undoRecoding(stage.context, stage.people.administrator, one.id);
    return ended(stage, one.id);
  },
};

/** A recoding is work of a job. */
async function ended({ database }: Stage, id: number): Promise<void> {
  await until(async () => {
    const { rows } = await database.owner.query('select state from code_recodings where id = $1', [id]);
    return ['done', 'undone', 'stopped'].includes(rows[0].state);
  }, 60);
}

/** Records as a file brings them: many, in one transaction. */
async function importRecords({ context, database, random, people }: Stage): Promise<void> {
  const { administrator } = people;
  const { rows } = await database.owner.query<{ id: number }>(
    `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan)
     values ($1, $2, 'committed', 'records.csv', 1, '', '{}', '{}') returning id`,
    [administrator.office.id, administrator.accountId],
  );
  const importId = rows[0]?.id ?? 0;
  const made = Array.from({ length: 12 }, (_one, row) => {
    const one = someRecord(random, random.pick([...countries, 'KE', 'KE', 'VN', 'TZ']));
    return {
      clientUuid: randomUUID(),
      record: one,
      projection: project(one, context.lists.lookUp, context.offices),
      channel: 'file' as const,
      recordedBy: administrator.accountId,
      importRow: { importId, row },
    };
  });
  await inTransaction(context.pool, client => insertSeizures(client, made));
}
