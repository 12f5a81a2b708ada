import { createHash } from 'node:crypto';
import type { Viewer } from '../../../src/access/index.ts';
import type { Client } from '../../../src/db/pool.ts';
import { execute, queryRow, sql } from '../../../src/db/sql.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { FieldValue } from '../../../src/seizures/index.ts';
import { numberOf } from '../../../src/cencomm/forms/shipment.ts';
import { sendFormIn } from '../../../src/cencomm/forms/send-form.ts';
import { sendMessage } from '../../../src/cencomm/mail/writing/send.ts';
import type { NewMessage } from '../../../src/cencomm/mail/message.ts';
import { createOperation } from '../../../src/cencomm/operations/lifecycle/create.ts';
import { addMember } from '../../../src/cencomm/operations/members/members.ts';
import type { Entered, FormKind, MemberRole } from '../../../src/cencomm/operations/operation.ts';
import { enterToWrite } from '../../../src/cencomm/operations/store.ts';
import type { CencommContext } from '../../../src/cencomm/index.ts';
import { viewerOfLogin } from './viewer-of-login.ts';

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

/** Hours after which everyone has read a message. */
const newerThan = 30;
const hour = 3_600_000;

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Creates the sample operations that are missing, each in one transaction. Without keys it creates none; the next start
 * does.
 */
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
    if (!known) await inTransaction(context.jobPool, client => make(client, context, one, now));
  }
}

async function make(client: Client, context: CencommContext, sample: SampleOperation, now: number): Promise<void> {
  const viewers = new Map<string, Viewer>();
  for (const login of [sample.owner, ...Object.keys(sample.members)]) {
    const viewer = await viewerOfLogin(client, login);
    if (viewer) viewers.set(login, viewer);
  }
  const owner = viewers.get(sample.owner);
  if (!owner) return;
  const dayAt = (days: number): string => new Date(now + days * 24 * hour).toISOString().slice(0, 10);
  const { id, isNew } = await createOperation(
    client,
    owner,
    context.keys,
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
      context.keys,
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
  await sendAll(client, context, id, sample, viewers, now);
}

/** Warnings by the sample's name of their shipment, and plain messages by theirs. */
interface Sent {
  readonly shipments: Map<string, { chain: number; warning: string; subject: string }>;
  readonly named: Map<string, string>;
}

async function sendAll(
  client: Client,
  context: CencommContext,
  operationId: string,
  sample: SampleOperation,
  viewers: ReadonlyMap<string, Viewer>,
  now: number,
): Promise<void> {
  const sent: Sent = { shipments: new Map(), named: new Map() };
  for (const [at, one] of sample.messages.toSorted((a, b) => b.ago - a.ago).entries()) {
    const viewer = viewers.get(one.from);
    if (!viewer) continue;
    const message = messageOf(one, uuidOf(`${sample.key} ${at}`), viewers, now);
    const entered = await enterToWrite(client, viewer, operationId);
    await sendOne({ context, client, viewer, entered, sent }, one, message, Math.round(now - one.ago * hour));
  }
  await markRead(client, operationId, now - newerThan * hour);
}

function messageOf(
  one: SampleMessage,
  clientUuid: string,
  viewers: ReadonlyMap<string, Viewer>,
  now: number,
): NewMessage {
  return {
    clientUuid,
    kind: one.kind,
    subject: one.subject,
    body: one.body,
    audience: one.countries ? 'countries' : one.members ? 'members' : 'all',
    countries: one.countries ?? [],
    memberIds: (one.members ?? []).flatMap(login => viewers.get(login)?.accountId ?? []),
    ...(one.answerIn === undefined ? {} : { answerBy: new Date(now + one.answerIn * hour).toISOString() }),
    ...(one.isUrgent ? { priority: 'high' as const } : {}),
  };
}

interface Sending {
  readonly context: CencommContext;
  readonly client: Client;
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly sent: Sent;
}

async function sendOne(
  { context, client, viewer, entered, sent }: Sending,
  one: SampleMessage,
  message: NewMessage,
  sentAt: number,
): Promise<void> {
  if (one.kind === 'plain') {
    const parentId = sent.named.get(one.answers ?? '') ?? sent.shipments.get(one.answers ?? '')?.warning;
    const answer = { ...message, ...(parentId === undefined ? {} : { parentId }) };
    const { id } = await sendMessage(client, viewer, context.keys, entered, answer, sentAt);
    if (one.name !== undefined) sent.named.set(one.name, id);
    return;
  }
  const form = { ...message, ...formOf(one, one.kind, sent, sentAt) };
  const id = await sendFormIn(client, viewer, context, entered, form, sentAt);
  const chain = await queryRow<{ number: number }>(
    client,
    sql`select number from cencomm_chains where warning_id = ${id}`,
  );
  if (one.shipment === undefined || !chain) return;
  const subject = `${numberOf(chain.number, true)} ${one.subject}`;
  sent.shipments.set(one.shipment, { chain: chain.number, warning: id, subject });
}

/** What a form has of its own; an answer has the number of the chain and the subject of its warning. */
function formOf(one: SampleMessage, kind: FormKind, { shipments }: Sent, sentAt: number) {
  const shipment = kind === 'warning' ? undefined : shipments.get(one.shipment ?? '');
  return {
    kind,
    subject: one.subject || `Re: ${shipment?.subject ?? ''}`,
    fields: {
      ...(kind === 'seizure' ? { seizureDate: new Date(sentAt).toISOString().slice(0, 10) } : {}),
      ...one.fields,
    },
    ...(shipment ? { chain: shipment.chain } : {}),
  };
}

/** Everyone has read what is older than `ms` (since 1970), forty minutes after it was sent. */
async function markRead(client: Client, operationId: string, ms: number): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_mailbox set is_unread = false,
        first_read_at = to_timestamp(created_ms / 1000.0) + interval '40 minutes'
      where operation_id = ${operationId} and is_unread and created_ms < ${ms}`,
  );
}
