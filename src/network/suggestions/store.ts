import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotFound } from '../../errors.ts';
import type { Decision, State, Step, StepKind, Suggestion, SuggestionText } from './suggestion.ts';

/** Columns of a suggestion with its state and those of its supports that count: of now, or of an instant. */
const columnsWith = (state: Sql, counted: Sql): Sql => sql`
  s.id, s.ref, s.office_id as "officeId", a.login_id as "madeBy", s.made_at as "madeAt",
  s.part, s.title, s.purpose, s.description, ${state} as state, s.planned_for as "plannedFor", s.version,
  s.endorsed_at as "endorsedAt",
  s.decided_at as "decidedAt", s.seen_at as "seenAt", s.synthetic,
  (select count(*)::int from suggestion_supports p where p.suggestion_id = s.id and ${counted}) as supports`;
const columns = columnsWith(sql`s.state`, sql`p.withdrawn_at is null`);
const columnsAt = (until: string): Sql =>
  columnsWith(
    sql`
      coalesce((select case t.kind when 'reopened' then 'open' else t.kind end from suggestion_steps t
        where t.suggestion_id = s.id and t.at < ${until}
          and t.kind in ('accepted', 'planned', 'done', 'declined', 'reopened') order by t.id desc limit 1), 'open')`,
    sql`p.since < ${until} and (p.withdrawn_at is null or p.withdrawn_at >= ${until})`,
  );

type Times = 'madeAt' | 'endorsedAt' | 'decidedAt' | 'seenAt';
type Row = Omit<Suggestion, Times> & { readonly madeAt: Date } & {
  readonly [name in Exclude<Times, 'madeAt'>]: Date | null;
};

function toSuggestion(row: Row): Suggestion {
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    ...row,
    madeAt: row.madeAt.toISOString(),
    endorsedAt: iso(row.endorsedAt),
    decidedAt: iso(row.decidedAt),
    seenAt: iso(row.seenAt),
  };
}

/** The whole register, newest first: hundreds in ten years. Open to every viewer of the network. */
export async function listSuggestions(on: Queryable, _viewer: Viewer): Promise<Suggestion[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from suggestions s join accounts a on a.id = s.made_by order by s.id desc limit 5000`,
  );
  return rows.map(toSuggestion);
}

/** The suggestions of an office, newest first. */
export async function listOfOffice(on: Queryable, _viewer: Viewer, officeId: number): Promise<Suggestion[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from suggestions s join accounts a on a.id = s.made_by where s.office_id = ${officeId}
      order by s.id desc limit 50`,
  );
  return rows.map(toSuggestion);
}

/** One suggestion. Throws NotFound. */
export async function getSuggestion(on: Queryable, _viewer: Viewer, ref: string): Promise<Suggestion> {
  const row = await queryRow<Row>(
    on,
    sql`select ${columns} from suggestions s join accounts a on a.id = s.made_by where s.ref = ${ref}`,
  );
  if (!row) throw new NotFound('no such suggestion');
  return toSuggestion(row);
}

/**
 * One suggestion, locked until the transaction ends: what is decided about it is decided one after the other. Throws
 * NotFound.
 */
export async function lockSuggestion(
  client: Client,
  viewer: Viewer,
  ref: string,
): Promise<Suggestion & { country: string | null }> {
  const locked = await queryRow<{ country: string | null }>(
    client,
    sql`select o.country from suggestions s join offices o on o.id = s.office_id where s.ref = ${ref} for update of s`,
  );
  if (!locked) throw new NotFound('no such suggestion');
  return { ...(await getSuggestion(client, viewer, ref)), country: locked.country };
}

/** Its steps, newest first. */
export async function listSteps(on: Queryable, _viewer: Viewer, suggestionId: number): Promise<Step[]> {
  const rows = await queryRows<Omit<Step, 'at'> & { at: Date }>(
    on,
    sql`
      select t.kind, t.at, a.login_id as login, a.office_id as "officeId", t.text, t.planned_for as "plannedFor"
      from suggestion_steps t join accounts a on a.id = t.account_id where t.suggestion_id = ${suggestionId}
      order by t.id desc`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** Ids of the offices that support it, first come first. */
export async function listSupports(on: Queryable, _viewer: Viewer, suggestionId: number): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select office_id as id from suggestion_supports where suggestion_id = ${suggestionId} and withdrawn_at is null
      order by since`,
  );
  return rows.map(({ id }) => id);
}

/**
 * A new suggestion; one that was sent before is found again by its number of the form. Returns its reference and
 * whether it is new.
 */
export async function insertSuggestion(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  one: SuggestionText,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const made = await queryRow<{ id: number; ref: string }>(
    client,
    sql`
      insert into suggestions (year, client_uuid, office_id, made_by, part, title, purpose, description)
      values (extract(year from now() at time zone 'UTC')::int, ${clientUuid}, ${viewer.office.id}, ${viewer.accountId},
        ${one.part}, ${one.title}, ${one.purpose}, ${one.description}) on conflict (client_uuid) do nothing
      returning id, ref`,
  );
  if (made) return { ...made, isNew: true };
  const known = await queryRow<{ id: number; ref: string }>(
    client,
    sql`select id, ref from suggestions where client_uuid = ${clientUuid} and made_by = ${viewer.accountId}`,
  );
  if (!known) throw new NotFound('no such suggestion');
  return { ...known, isNew: false };
}

interface NewStep {
  readonly kind: StepKind;
  readonly text?: string;
  readonly plannedFor?: string | null;
}

export async function insertStep(
  client: Client,
  viewer: Viewer,
  suggestion: { id: number; version: number },
  { kind, text, plannedFor }: NewStep,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into suggestion_steps (suggestion_id, kind, version, account_id, text, planned_for)
      values (${suggestion.id}, ${kind}, ${suggestion.version}, ${viewer.accountId}, ${text ?? null},
        ${plannedFor ?? null})`,
  );
}

export async function setState(client: Client, id: number, state: State, plannedFor: string | null): Promise<void> {
  await execute(
    client,
    sql`
      update suggestions set state = ${state}, planned_for = ${plannedFor}, version = version + 1, decided_at = now()
      where id = ${id}`,
  );
}

export async function setEndorsed(client: Client, id: number): Promise<void> {
  await execute(client, sql`update suggestions set endorsed_at = now() where id = ${id}`);
}

export async function setSeen(client: Client, id: number): Promise<void> {
  await execute(client, sql`update suggestions set seen_at = now() where id = ${id}`);
}

/** Whether the office's support changed: false when it stood, or did not stand, already. */
export async function setSupport(client: Client, id: number, officeId: number, supports: boolean): Promise<boolean> {
  const rowCount = supports
    ? await execute(
        client,
        sql`
          insert into suggestion_supports as p (suggestion_id, office_id) values (${id}, ${officeId})
          on conflict (suggestion_id, office_id) do update set withdrawn_at = null, since = now()
          where p.withdrawn_at is not null`,
      )
    : await execute(
        client,
        sql`
          update suggestion_supports set withdrawn_at = now()
          where suggestion_id = ${id} and office_id = ${officeId} and withdrawn_at is null`,
      );
  return (rowCount ?? 0) > 0;
}

export interface AgendaItem extends Omit<Suggestion, 'state'> {
  /** State at the end of the year, or now. */
  readonly state: State;
  readonly isEndorsed: boolean;
  readonly comments: readonly { readonly officeId: number; readonly text: string; readonly at: string }[];
}
export interface AgendaDecision {
  readonly ref: string;
  readonly title: string;
  readonly part: string;
  readonly officeId: number;
  readonly kind: Decision;
  readonly text: string | null;
  readonly at: Date;
  readonly plannedFor: string | null;
}

/**
 * What was on the table before an instant: every suggestion made until then with its state, support and comments of
 * then.
 */
export async function listAgenda(on: Queryable, _viewer: Viewer, until: string): Promise<AgendaItem[]> {
  const rows = await queryRows<Row & Pick<AgendaItem, 'isEndorsed' | 'comments'>>(
    on,
    sql`
      select ${columnsAt(until)}, exists (select from suggestion_steps t
          where t.suggestion_id = s.id and t.kind = 'endorsed' and t.at < ${until}) as "isEndorsed",
        coalesce((select jsonb_agg(
            jsonb_build_object('officeId', c.office_id, 'text', t.text, 'at', t.at) order by t.id)
          from suggestion_steps t join accounts c on c.id = t.account_id
          where t.suggestion_id = s.id and t.kind in ('endorsed', 'commented') and t.text is not null
            and t.at < ${until}), '[]') as comments
      from suggestions s join accounts a on a.id = s.made_by where s.made_at < ${until} order by s.id`,
  );
  return rows.map(row => ({ ...toSuggestion(row), isEndorsed: row.isEndorsed, comments: row.comments }));
}

/** Decisions of CENMaT between two instants, oldest first. */
export async function listDecisions(
  on: Queryable,
  _viewer: Viewer,
  from: string,
  until: string,
): Promise<AgendaDecision[]> {
  return queryRows<AgendaDecision>(
    on,
    sql`
      select s.ref, s.title, s.part, s.office_id as "officeId", t.kind, t.text, t.at, t.planned_for as "plannedFor"
      from suggestion_steps t join suggestions s on s.id = t.suggestion_id
      where t.at >= ${from} and t.at < ${until} and t.kind in ('accepted', 'planned', 'done', 'declined', 'reopened')
      order by t.id`,
  );
}
