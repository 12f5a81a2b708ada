import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { CountedReport, PrintedReport } from './figures/figures.ts';
import { sectionKeys, type SectionKey } from './sections.ts';

export const reportStates = ['open', 'published'] as const;
export const sectionStates = ['draft', 'review', 'accepted'] as const;
export type SectionState = (typeof sectionStates)[number];

/** A report with what may be printed of it. Times are ISO text in UTC, dates plain. */
export interface ReportRow {
  readonly id: number;
  /** "2025". */
  readonly slug: string;
  readonly from: string;
  readonly to: string;
  /** Code of a RILO or an administration; null for the world. */
  readonly area: string | null;
  readonly state: (typeof reportStates)[number];
  readonly printed: PrintedReport | null;
  readonly lastChange: string | null;
  readonly checksum: string | null;
  readonly frozenBy: string | null;
  readonly frozenAt: string | null;
  readonly publishedBy: string | null;
  readonly publishedAt: string | null;
  readonly version: number;
  /** An edition was recalled and none is published since. */
  readonly isRecalled: boolean;
}

/** A section with its newest text. */
export interface SectionRow {
  readonly key: SectionKey;
  readonly state: SectionState;
  /** Number of the newest draft; 0 before the first. */
  readonly draft: number;
  readonly titleEn: string;
  readonly textEn: string;
  readonly titleFr: string;
  readonly textFr: string;
  /** The draft whose English the French says. */
  readonly frenchFollows: number;
  readonly writtenBy: string | null;
  readonly writtenAt: string | null;
  /** Accounts and logins of all who wrote a draft. */
  readonly writers: readonly number[];
  readonly writerNames: readonly string[];
  readonly acceptedBy: string | null;
  readonly openNotes: number;
  readonly version: number;
}

export interface DraftRow {
  readonly draft: number;
  readonly titleEn: string;
  readonly textEn: string;
  readonly titleFr: string;
  readonly textFr: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
}

export interface NoteRow {
  readonly id: string;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
  readonly closedBy: string | null;
}

const iso = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const login = (column: Sql): Sql => sql`(select a.login_id from accounts a where a.id = ${column})`;

const reportColumns = sql`
  r.id, r.slug, to_char(r.period_from, 'YYYY-MM-DD') as "from", to_char(r.period_to, 'YYYY-MM-DD') as "to", r.area,
  r.state, r.printed, r.last_change::text as "lastChange", r.checksum, ${login(sql`r.frozen_by`)} as "frozenBy",
  ${iso(sql`r.frozen_at`)} as "frozenAt", ${login(sql`r.published_by`)} as "publishedBy",
  ${iso(sql`r.published_at`)} as "publishedAt", r.version,
  exists (select from analysis_report_recalls c where c.report_id = r.id and c.corrected_at is null) as "isRecalled"`;

export async function findReport(on: Queryable, slug: string, isLocked = false): Promise<ReportRow | undefined> {
  return queryRow<ReportRow>(
    on,
    sql`
      select ${reportColumns} from analysis_reports r
      where r.slug = ${slug} ${isLocked ? sql`for update of r` : empty}`,
  );
}

/** The newest period first. */
export async function listReports(on: Queryable): Promise<Omit<ReportRow, 'printed'>[]> {
  return queryRows(
    on,
    sql`select ${reportColumns} from analysis_reports r order by r.period_to desc, r.slug desc`,
    'analysis_reports',
  );
}

/** What was counted when the figures were frozen, before anything was hidden. */
export async function readCounted(on: Queryable, id: number): Promise<CountedReport | undefined> {
  const row = await queryRow<{ counted: CountedReport | null }>(
    on,
    sql`select counted from analysis_reports where id = ${id}`,
  );
  return row?.counted ?? undefined;
}

export async function insertReport(
  client: Client,
  viewer: Viewer,
  { slug, from, to, area }: Pick<ReportRow, 'slug' | 'from' | 'to' | 'area'>,
): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into analysis_reports (slug, period_from, period_to, area, begun_by)
      values (${slug}, ${from}::date, ${to}::date, ${area}, ${viewer.accountId})
      on conflict on constraint analysis_reports_slug do nothing returning id`,
  );
  if (row)
    await execute(
      client,
      sql`
        insert into analysis_report_sections (report_id, key)
        select ${row.id}, key from unnest(${[...sectionKeys]}::text[]) key`,
    );
  return row?.id;
}

/** What was counted, and what of it may be printed. */
export interface Frozen {
  readonly counted: CountedReport;
  readonly printed: PrintedReport;
  readonly lastChange: string;
  readonly checksum: string;
}

/** Freezes figures; what was accepted with other ones is read again by a second reader. */
export async function updateFrozen(
  client: Client,
  viewer: Viewer,
  id: number,
  { counted, printed, lastChange, checksum }: Frozen,
): Promise<void> {
  await execute(
    client,
    sql`
      update analysis_reports set counted = ${JSON.stringify(counted)}::jsonb,
        printed = ${JSON.stringify(printed)}::jsonb, last_change = ${lastChange}::bigint, checksum = ${checksum},
        frozen_by = ${viewer.accountId}, frozen_at = now(), version = version + 1
      where id = ${id}`,
  );
  await execute(
    client,
    sql`
      update analysis_report_sections set state = 'review', accepted_by = null, accepted_at = null,
        version = version + 1
      where report_id = ${id} and state = 'accepted'`,
  );
}

export async function markPublished(client: Client, viewer: Viewer, id: number): Promise<void> {
  await execute(
    client,
    sql`
      update analysis_reports set state = 'published', published_by = ${viewer.accountId}, published_at = now(),
        version = version + 1
      where id = ${id}`,
  );
}

export async function listSections(on: Queryable, reportId: number, isLocked = false): Promise<SectionRow[]> {
  const rows = await queryRows<SectionRow>(
    on,
    sql`
      select s.key, s.state, s.draft, coalesce(d.title_en, '') as "titleEn", coalesce(d.text_en, '') as "textEn",
        coalesce(d.title_fr, '') as "titleFr", coalesce(d.text_fr, '') as "textFr",
        coalesce(d.french_follows, 0) as "frenchFollows", ${login(sql`d.written_by`)} as "writtenBy",
        ${iso(sql`d.written_at`)} as "writtenAt", ${login(sql`s.accepted_by`)} as "acceptedBy", s.version,
        array(select distinct x.written_by from analysis_report_drafts x
          where x.report_id = s.report_id and x.key = s.key) as writers,
        array(select distinct a.login_id from analysis_report_drafts x join accounts a on a.id = x.written_by
          where x.report_id = s.report_id and x.key = s.key order by 1) as "writerNames",
        (select count(*) from analysis_report_notes n
          where n.report_id = s.report_id and n.key = s.key and n.closed_at is null)::int as "openNotes"
      from analysis_report_sections s
        left join analysis_report_drafts d on d.report_id = s.report_id and d.key = s.key and d.draft = s.draft
      where s.report_id = ${reportId} ${isLocked ? sql`for update of s` : empty}`,
  );
  return rows.toSorted((a, b) => sectionKeys.indexOf(a.key) - sectionKeys.indexOf(b.key));
}

/** What an editor wrote of a section, in both languages. */
export type Written = Pick<SectionRow, 'titleEn' | 'textEn' | 'titleFr' | 'textFr' | 'frenchFollows'>;

export async function insertDraft(
  client: Client,
  viewer: Viewer,
  { id, key, draft }: { readonly id: number; readonly key: SectionKey; readonly draft: number },
  { titleEn, textEn, titleFr, textFr, frenchFollows }: Written,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into analysis_report_drafts (report_id, key, draft, title_en, text_en, title_fr, text_fr, french_follows,
        written_by)
      values (${id}, ${key}, ${draft}, ${titleEn}, ${textEn}, ${titleFr}, ${textFr}, ${frenchFollows},
        ${viewer.accountId})`,
  );
  await execute(
    client,
    sql`
      update analysis_report_sections set draft = ${draft}, state = 'draft', version = version + 1
      where report_id = ${id} and key = ${key}`,
  );
}

export async function updateSectionState(
  client: Client,
  viewer: Viewer,
  { id, key }: { readonly id: number; readonly key: SectionKey },
  state: SectionState,
): Promise<void> {
  const isAccepted = state === 'accepted';
  await execute(
    client,
    sql`
      update analysis_report_sections set state = ${state}, version = version + 1,
        accepted_by = ${isAccepted ? viewer.accountId : null}::int,
        accepted_at = ${isAccepted ? sql`now()` : sql`null`}
      where report_id = ${id} and key = ${key}`,
  );
}

export async function readDraft(
  on: Queryable,
  id: number,
  key: SectionKey,
  draft: number,
): Promise<DraftRow | undefined> {
  return queryRow<DraftRow>(
    on,
    sql`
      select d.draft, d.title_en as "titleEn", d.text_en as "textEn", d.title_fr as "titleFr", d.text_fr as "textFr",
        ${login(sql`d.written_by`)} as "writtenBy", ${iso(sql`d.written_at`)} as "writtenAt"
      from analysis_report_drafts d where d.report_id = ${id} and d.key = ${key} and d.draft = ${draft}`,
  );
}
