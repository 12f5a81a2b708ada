import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { NotFound } from '../../errors.ts';
import type { Decision, State, Step, StepKind, Suggestion, SuggestionText } from './suggestion.ts';

/** Columns of a suggestion with its state and those of its supports that count: of now, or of an instant. */
const columnsWith = (
  state: string,
  counted: string,
): string => `s.id, s.ref, s.office_id as "officeId", a.login_id as "madeBy", s.made_at as "madeAt",
  s.part, s.title, s.purpose, s.description, ${state} as state, s.planned_for as "plannedFor", s.version, s.endorsed_at as "endorsedAt",
  s.decided_at as "decidedAt", s.seen_at as "seenAt", s.synthetic,
  (select count(*)::int from suggestion_supports p where p.suggestion_id = s.id and ${counted}) as supports`;
const columns = columnsWith('s.state', 'p.withdrawn_at is null');
const columnsAt = columnsWith(
  `coalesce((select case t.kind when 'reopened' then 'open' else t.kind end from suggestion_steps t
    where t.suggestion_id = s.id and t.at < $1 and t.kind in ('accepted', 'planned', 'done', 'declined', 'reopened') order by t.id desc limit 1), 'open')`,
  'p.since < $1 and (p.withdrawn_at is null or p.withdrawn_at >= $1)',
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
export async function listSuggestions(_viewer: Viewer, on: Queryable): Promise<Suggestion[]> {
  const { rows } = await on.query<Row>(
    `select ${columns} from suggestions s join accounts a on a.id = s.made_by order by s.id desc limit 5000`,
  );
  return rows.map(toSuggestion);
}

/** The suggestions of an office, newest first. */
export async function listOfOffice(_viewer: Viewer, on: Queryable, officeId: number): Promise<Suggestion[]> {
  const { rows } = await on.query<Row>(
    `select ${columns} from suggestions s join accounts a on a.id = s.made_by where s.office_id = $1 order by s.id desc limit 50`,
    [officeId],
  );
  return rows.map(toSuggestion);
}

/** One suggestion. Throws NotFound. */
export async function getSuggestion(_viewer: Viewer, on: Queryable, ref: string): Promise<Suggestion> {
  const {
    rows: [row],
  } = await on.query<Row>(`select ${columns} from suggestions s join accounts a on a.id = s.made_by where s.ref = $1`, [
    ref,
  ]);
  if (!row) throw new NotFound('no such suggestion');
  return toSuggestion(row);
}

/** One suggestion, locked until the transaction ends: what is decided about it is decided one after the other. Throws NotFound. */
export async function lockSuggestion(
  viewer: Viewer,
  client: Client,
  ref: string,
): Promise<Suggestion & { country: string | null }> {
  const {
    rows: [locked],
  } = await client.query<{ country: string | null }>(
    'select o.country from suggestions s join offices o on o.id = s.office_id where s.ref = $1 for update of s',
    [ref],
  );
  if (!locked) throw new NotFound('no such suggestion');
  return { ...(await getSuggestion(viewer, client, ref)), country: locked.country };
}

/** Its steps, newest first. */
export async function listSteps(_viewer: Viewer, on: Queryable, suggestionId: number): Promise<Step[]> {
  const { rows } = await on.query<Omit<Step, 'at'> & { at: Date }>(
    `
    select t.kind, t.at, a.login_id as login, a.office_id as "officeId", t.text, t.planned_for as "plannedFor"
    from suggestion_steps t join accounts a on a.id = t.account_id where t.suggestion_id = $1 order by t.id desc`,
    [suggestionId],
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** Ids of the offices that support it, first come first. */
export async function listSupports(_viewer: Viewer, on: Queryable, suggestionId: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    'select office_id as id from suggestion_supports where suggestion_id = $1 and withdrawn_at is null order by since',
    [suggestionId],
  );
  return rows.map(({ id }) => id);
}

/** A new suggestion; one that was sent before is found again by its number of the form. Answers its reference and whether it is new. */
export async function insertSuggestion(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  one: SuggestionText,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const {
    rows: [made],
  } = await client.query<{ id: number; ref: string }>(
    `
    insert into suggestions (year, client_uuid, office_id, made_by, part, title, purpose, description)
    values (extract(year from now() at time zone 'UTC')::int, $1, $2, $3, $4, $5, $6, $7) on conflict (client_uuid) do nothing returning id, ref`,
    [clientUuid, viewer.office.id, viewer.accountId, one.part, one.title, one.purpose, one.description],
  );
  if (made) return { ...made, isNew: true };
  const {
    rows: [known],
  } = await client.query<{ id: number; ref: string }>(
    'select id, ref from suggestions where client_uuid = $1 and made_by = $2',
    [clientUuid, viewer.accountId],
  );
  if (!known) throw new NotFound('no such suggestion');
  return { ...known, isNew: false };
}

export interface NewStep {
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
  await client.query(
    'insert into suggestion_steps (suggestion_id, kind, version, account_id, text, planned_for) values ($1, $2, $3, $4, $5, $6)',
    [suggestion.id, kind, suggestion.version, viewer.accountId, text ?? null, plannedFor ?? null],
  );
}

export async function setState(client: Client, id: number, state: State, plannedFor: string | null): Promise<void> {
  await client.query(
    'update suggestions set state = $2, planned_for = $3, version = version + 1, decided_at = now() where id = $1',
    [id, state, plannedFor],
  );
}

export async function setEndorsed(client: Client, id: number): Promise<void> {
  await client.query('update suggestions set endorsed_at = now() where id = $1', [id]);
}

export async function setSeen(client: Client, id: number): Promise<void> {
  await client.query('update suggestions set seen_at = now() where id = $1', [id]);
}

/** Whether the office's support changed: false when it stood, or did not stand, already. */
export async function setSupport(client: Client, id: number, officeId: number, supports: boolean): Promise<boolean> {
  const { rowCount } = supports
    ? await client.query(
        `
    insert into suggestion_supports as p (suggestion_id, office_id) values ($1, $2)
    on conflict (suggestion_id, office_id) do update set withdrawn_at = null, since = now() where p.withdrawn_at is not null`,
        [id, officeId],
      )
    : await client.query(
        'update suggestion_supports set withdrawn_at = now() where suggestion_id = $1 and office_id = $2 and withdrawn_at is null',
        [id, officeId],
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

/** What was on the table before an instant: every suggestion made until then with its state, support and comments of then. */
export async function listAgenda(_viewer: Viewer, on: Queryable, until: string): Promise<AgendaItem[]> {
  const { rows } = await on.query<Row & Pick<AgendaItem, 'isEndorsed' | 'comments'>>(
    `
    select ${columnsAt},
      exists (select from suggestion_steps t where t.suggestion_id = s.id and t.kind = 'endorsed' and t.at < $1) as "isEndorsed",
      coalesce((select jsonb_agg(jsonb_build_object('officeId', c.office_id, 'text', t.text, 'at', t.at) order by t.id)
        from suggestion_steps t join accounts c on c.id = t.account_id
        where t.suggestion_id = s.id and t.kind in ('endorsed', 'commented') and t.text is not null and t.at < $1), '[]') as comments
    from suggestions s join accounts a on a.id = s.made_by where s.made_at < $1 order by s.id`,
    [until],
  );
  return rows.map(row => ({ ...toSuggestion(row), isEndorsed: row.isEndorsed, comments: row.comments }));
}

/** Decisions of CENMaT between two instants, oldest first. */
export async function listDecisions(
  _viewer: Viewer,
  on: Queryable,
  from: string,
  until: string,
): Promise<AgendaDecision[]> {
  const { rows } = await on.query<AgendaDecision>(
    `
    select s.ref, s.title, s.part, s.office_id as "officeId", t.kind, t.text, t.at, t.planned_for as "plannedFor"
    from suggestion_steps t join suggestions s on s.id = t.suggestion_id
    where t.at >= $1 and t.at < $2 and t.kind in ('accepted', 'planned', 'done', 'declined', 'reopened') order by t.id`,
    [from, until],
  );
  return rows;
}
