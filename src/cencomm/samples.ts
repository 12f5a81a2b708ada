import { createHash } from 'node:crypto';
import { viewerOfAccount } from '../access/index.ts';
import type { Viewer } from '../access/index.ts';
import type { Client } from '../db/pool.ts';
import { execute, queryRow, sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import type { FieldValue } from '../seizures/index.ts';
import { numberOf } from './forms/shipment.ts';
import { sendFormIn } from './forms/send-form.ts';
import { sendMessage } from './mail/writing/send.ts';
import type { NewMessage } from './mail/message.ts';
import { createOperation } from './operations/lifecycle/create.ts';
import { addMember } from './operations/members/members.ts';
import type { FormKind, MemberRole } from './operations/operation.ts';
import { enterToWrite } from './operations/store.ts';
import type { CencommContext } from './context.ts';

/** One message of a sample operation. Names of chains and messages are the sample's own. */
export interface SampleMessage {
  readonly from: string;
  /** Hours before the sample is made. */
  readonly ago: number;
  readonly kind: 'plain' | FormKind;
  /** Empty in what answers a warning: "Re:" and its subject. */
  readonly subject: string;
  /** Markdown. */
  readonly body: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** The shipment a form is about: its warning begins it. */
  readonly shipment?: string;
  /** What a plain mail is called, and which one or which warning it answers. */
  readonly name?: string;
  readonly answers?: string;
  readonly countries?: readonly string[];
  readonly members?: readonly string[];
  /** Hours from the making on by which an answer is wanted; below zero: overdue. */
  readonly answerIn?: number;
  readonly isUrgent?: true;
}

/** A synthetic operation, for an evaluation. */
export interface SampleOperation {
  readonly key: string;
  readonly owner: string;
  readonly title: string;
  readonly aim: string;
  readonly notice: string;
  /** Days before the making on which it began, and days after on which it ends. */
  readonly begun: number;
  readonly ends: number;
  readonly headings: readonly string[];
  readonly countries: readonly string[];
  readonly langs: readonly string[];
  /** Roles by login, and the country of a liaison that is not the office's own. */
  readonly members: Readonly<Record<string, MemberRole>>;
  readonly messages: readonly SampleMessage[];
}

/** Older than this they have been read by everybody, in hours. */
const newerThan = 30;
const hour = 3_600_000;

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes the sample operations that are not there yet, each in one transaction. Without keys none is made: the next start does. */
export async function makeSampleOperations(
  context: CencommContext,
  operations: readonly SampleOperation[],
  now = Date.now(),
): Promise<void> {
  if (await context.keys.problem()) return;
  for (const one of operations) {
    const known = await queryRow(
      context.jobPool,
      sql`select 1 from cencomm_operations where client_uuid = ${uuidOf(one.key)}`,
    );
    if (!known) await inTransaction(context.jobPool, client => make(context, client, one, now));
  }
}

async function make(context: CencommContext, client: Client, sample: SampleOperation, now: number): Promise<void> {
  const viewers = new Map<string, Viewer>();
  for (const login of [sample.owner, ...Object.keys(sample.members)]) {
    const viewer = await viewerNamed(client, login);
    if (viewer) viewers.set(login, viewer);
  }
  const owner = viewers.get(sample.owner);
  if (!owner) return;
  const dayAt = (days: number): string => new Date(now + days * 24 * hour).toISOString().slice(0, 10);
  const { id, isNew } = await createOperation(
    context.keys,
    client,
    owner,
    {
      clientUuid: uuidOf(sample.key),
      title: sample.title,
      startsOn: dayAt(-sample.begun),
      endsOn: dayAt(sample.ends),
      headings: sample.headings,
      countries: sample.countries,
      langs: sample.langs,
      joining: 'history',
      retentionDays: 1825,
      details: { aim: sample.aim, notice: sample.notice },
    },
    true,
    now - (sample.begun + 9) * 24 * hour,
  );
  if (!isNew) return;
  await execute(
    client,
    sql`
      update cencomm_operations
      set state = 'open', decided_at = ${new Date(now - (sample.begun + 6) * 24 * hour)},
        decided_by = (select id from accounts where login_id = 'wco.admin') where id = ${id}`,
  );
  for (const [login, viewer] of viewers) {
    const country = viewer.office.kind === 'administration' ? viewer.office.country : null;
    await addMember(
      client,
      owner,
      { id, joining: 'history' },
      {
        accountId: viewer.accountId,
        role: login === sample.owner ? 'owner' : (sample.members[login] ?? 'member'),
        country,
      },
    );
  }
  await execute(
    client,
    sql`
      update cencomm_members set joined_at = ${new Date(now - (sample.begun + 2) * 24 * hour)}
      where operation_id = ${id}`,
  );
  await sendAll(context, client, id, sample, viewers, now);
}

async function sendAll(
  context: CencommContext,
  client: Client,
  operationId: string,
  sample: SampleOperation,
  viewers: ReadonlyMap<string, Viewer>,
  now: number,
): Promise<void> {
  const shipments = new Map<string, { chain: number; warning: string; subject: string }>();
  const named = new Map<string, string>();
  for (const [at, one] of sample.messages.toSorted((a, b) => b.ago - a.ago).entries()) {
    const viewer = viewers.get(one.from);
    if (!viewer) continue;
    const entered = await enterToWrite(viewer, client, operationId);
    const sentAt = Math.round(now - one.ago * hour);
    const memberIds = (one.members ?? []).flatMap(login => viewers.get(login)?.accountId ?? []);
    const said: NewMessage = {
      clientUuid: uuidOf(`${sample.key} ${at}`),
      kind: one.kind,
      subject: one.subject,
      body: one.body,
      audience: one.countries ? 'countries' : one.members ? 'members' : 'all',
      countries: one.countries ?? [],
      memberIds,
      ...(one.answerIn === undefined ? {} : { answerBy: new Date(now + one.answerIn * hour).toISOString() }),
      ...(one.isUrgent ? { priority: 'high' as const } : {}),
    };
    if (one.kind === 'plain') {
      const parentId =
        one.answers === undefined ? undefined : (named.get(one.answers) ?? shipments.get(one.answers)?.warning);
      const { id } = await sendMessage(
        context.keys,
        client,
        viewer,
        entered,
        { ...said, ...(parentId === undefined ? {} : { parentId }) },
        sentAt,
      );
      if (one.name !== undefined) named.set(one.name, id);
      continue;
    }
    const shipment = one.shipment === undefined || one.kind === 'warning' ? undefined : shipments.get(one.shipment);
    const id = await sendFormIn(
      context,
      client,
      viewer,
      entered,
      {
        ...said,
        subject: one.subject || `Re: ${shipment?.subject ?? ''}`,
        kind: one.kind,
        fields: {
          ...(one.kind === 'seizure' ? { seizureDate: new Date(sentAt).toISOString().slice(0, 10) } : {}),
          ...one.fields,
        },
        ...(shipment ? { chain: shipment.chain } : {}),
      },
      sentAt,
    );
    const chain = await queryRow<{ number: number }>(
      client,
      sql`select number from cencomm_chains where warning_id = ${id}`,
    );
    if (one.shipment !== undefined && chain)
      shipments.set(one.shipment, {
        chain: chain.number,
        warning: id,
        subject: `${numberOf(chain.number, true)} ${one.subject}`,
      });
  }
  await execute(
    client,
    sql`
      update cencomm_mailbox set is_unread = false,
        first_read_at = to_timestamp(created_ms / 1000.0) + interval '40 minutes'
      where operation_id = ${operationId} and is_unread and created_ms < ${now - newerThan * hour}`,
  );
}

async function viewerNamed(client: Client, loginId: string): Promise<Viewer | undefined> {
  const row = await queryRow<{ id: number }>(client, sql`select id from accounts where login_id = ${loginId}`);
  return row && (await viewerOfAccount(client, row.id));
}
