import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Mark } from '../../personal-data/index.ts';
import type { Typed } from '../entry/store-drafts.ts';

/** A draft that an officer sent to the contact point. */
export interface SentDraft {
  readonly id: string;
  readonly accountId: number;
  readonly login: string;
  readonly typed: Typed;
  readonly marks: readonly Mark[];
  /** Reference of the record it amends. */
  readonly ref: string | null;
  readonly sentAt: Date;
  /** Whether the viewer has opened it since. */
  readonly isOpened: boolean;
}

const waiting = (officeId: number): Sql => sql`
  d.office_id = ${officeId} and d.sent_at is not null and d.submitted_at is null and d.discarded_at is null`;

const columns = (accountId: number): Sql => sql`
  d.id, d.account_id as "accountId", a.login_id as login, d.typed, d.marks, s.ref, d.sent_at as "sentAt",
  exists (select from seizure_draft_steps p where p.draft_id = d.id and p.kind = 'opened' and p.at >= d.sent_at
      and p.account_id = ${accountId}) as "isOpened"`;

const joined = sql`
  from seizure_drafts d join accounts a on a.id = d.account_id left join seizures s on s.id = d.seizure_id`;

/** What waits for the contact point of the viewer's office, the longest waiting first; the first 200. */
export async function listSent(on: Queryable, { office, accountId }: Viewer): Promise<SentDraft[]> {
  return queryRows<SentDraft>(
    on,
    sql`select ${columns(accountId)} ${joined} where ${waiting(office.id)} order by d.sent_at limit 200`,
    'seizure_drafts_sent',
  );
}

/** One of them; undefined where it was taken back, decided, or is another office's. */
export async function findSent(
  on: Queryable,
  { office, accountId }: Viewer,
  id: string,
  lock = false,
): Promise<SentDraft | undefined> {
  return queryRow<SentDraft>(
    on,
    sql`
      select ${columns(accountId)} ${joined}
      where d.id = ${id} and ${waiting(office.id)}${lock ? sql` for update of d` : empty}`,
  );
}

/** Marks the viewer's own draft as sent. False where it was sent or submitted already. */
export async function markSent(client: Client, { accountId }: Viewer, id: string): Promise<boolean> {
  const sent = await execute(
    client,
    sql`
      update seizure_drafts set sent_at = now()
      where id = ${id} and account_id = ${accountId} and sent_at is null and submitted_at is null
        and discarded_at is null`,
  );
  return sent === 1;
}

/** The draft is the officer's to write again. False where it no longer waited. */
export async function markUnsent(client: Client, id: string): Promise<boolean> {
  const taken = await execute(
    client,
    sql`update seizure_drafts set sent_at = null where id = ${id} and sent_at is not null and submitted_at is null`,
  );
  return taken === 1;
}

type StepKind = 'sent' | 'opened' | 'recalled' | 'returned' | 'approved';

export async function insertDraftStep(
  on: Queryable,
  { accountId }: Viewer,
  step: { readonly draftId: string; readonly kind: StepKind; readonly reason?: string },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into seizure_draft_steps (draft_id, kind, account_id, reason)
      values (${step.draftId}, ${step.kind}, ${accountId}, ${step.reason ?? null})`,
  );
}

/** How many waited drafts an account's office approved this month, by who entered them, and how long they waited. */
export interface Approved {
  readonly login: string;
  readonly n: number;
}

export async function listApproved(on: Queryable, officeId: number): Promise<Approved[]> {
  return queryRows<Approved>(
    on,
    sql`
      select a.login_id as login, count(*)::int as n
      from seizure_draft_steps p join seizure_drafts d on d.id = p.draft_id join accounts a on a.id = d.account_id
      where d.office_id = ${officeId} and p.kind = 'approved' and p.at >= date_trunc('month', now())
      group by a.login_id order by n desc, login limit 12`,
    'seizure_drafts_approved',
  );
}

/** Days drafts of an office waited in the last 90 days, as a median, and how many went back to their officer. */
export async function readPace(
  on: Queryable,
  officeId: number,
): Promise<{ readonly median: number | null; readonly returned: number }> {
  const row = await queryRow<{ median: number | null; returned: number }>(
    on,
    sql`
      select percentile_cont(0.5) within group (order by extract(epoch from p.at - d.sent_at) / 86400)
          filter (where p.kind = 'approved') as median,
        (count(*) filter (where p.kind = 'returned'))::int as returned
      from seizure_draft_steps p join seizure_drafts d on d.id = p.draft_id
      where d.office_id = ${officeId} and p.at > now() - interval '90 days'`,
    'seizure_drafts_pace',
  );
  return row ?? { median: null, returned: 0 };
}

/** Drafts that wait for the contact point, as one line of what waits. */
export function waitingApprovals({ office }: Viewer): Sql {
  return sql`
    select count(*)::int as n, null::text as ref, null::date as due, min(d.sent_at) as at, null::jsonb as more
    from seizure_drafts d where ${waiting(office.id)}`;
}

/** The viewer's drafts that came back, each with the reason. */
export function waitingReturned({ accountId }: Viewer): Sql {
  return sql`
    select 1 as n, d.id::text as ref, null::date as due, p.at, jsonb_build_object('title', p.reason) as more
    from seizure_drafts d
    cross join lateral (select kind, at, reason from seizure_draft_steps q
        where q.draft_id = d.id and q.kind <> 'opened' order by id desc limit 1) p
    where d.account_id = ${accountId} and d.submitted_at is null and d.discarded_at is null and d.sent_at is null
      and p.kind = 'returned'`;
}

/** A draft of the viewer's that waits for the contact point, or came back. */
export interface OwnSent {
  readonly id: string;
  readonly typed: Typed;
  readonly ref: string | null;
  readonly kind: 'sent' | 'returned';
  readonly at: Date;
  readonly login: string;
  readonly reason: string | null;
}

export async function listOwn(on: Queryable, { accountId }: Viewer): Promise<OwnSent[]> {
  return queryRows<OwnSent>(
    on,
    sql`
      select d.id, d.typed, s.ref, p.kind, p.at, a.login_id as login, p.reason
      from seizure_drafts d left join seizures s on s.id = d.seizure_id
      cross join lateral (select kind, at, account_id, reason from seizure_draft_steps q
          where q.draft_id = d.id and q.kind <> 'opened' order by id desc limit 1) p
      join accounts a on a.id = p.account_id
      where d.account_id = ${accountId} and d.submitted_at is null and d.discarded_at is null
        and p.kind in ('sent', 'returned')
      order by p.at desc limit 200`,
    'seizure_drafts_own_sent',
  );
}
