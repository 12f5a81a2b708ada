import type { Viewer } from '../../access/index.ts';
import { publishedPictures } from '../../cpdb/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import type { Derivative } from '../../files/pictures/picture-types.ts';
import { currentStatuses, publishableSeizures } from '../../seizures/index.ts';
import type { SectionKey } from './sections.ts';

/** A case chosen by editors for a section. */
export interface CaseStudy {
  readonly id: string;
  readonly key: SectionKey;
  readonly ref: string;
  readonly country: string;
  readonly titleEn: string;
  readonly textEn: string;
  readonly titleFr: string;
  readonly textFr: string;
  /** Whether everybody the report is for may open the record, and the gallery shows the picture, now. */
  readonly isReleased: boolean;
  readonly pictureRef: string | null;
  /** Code of the office whose picture it is. */
  readonly pictureOffice: string | null;
  readonly image: {
    readonly id: string;
    readonly derivatives: readonly Derivative[];
    readonly role: string;
    /** By language. */
    readonly captions: Readonly<Partial<Record<Language, string>>>;
  } | null;
}

/** Cases of a report in the order they were chosen. One that is not released now is printed nowhere. */
export async function listCases(on: Queryable, reportId: number): Promise<CaseStudy[]> {
  return queryRows<CaseStudy>(
    on,
    sql`
      select c.id, c.key, s.ref, s.country, c.title_en as "titleEn", c.text_en as "textEn", c.title_fr as "titleFr",
        c.text_fr as "textFr", p.ref as "pictureRef",
        (select o.code from offices o where o.id = p.office_id) as "pictureOffice",
        (${publishableSeizures()} and s.status = any(${[...currentStatuses]}::text[])
          and (c.picture_id is null or coalesce(${publishedPictures}, false))) as "isReleased",
        (select jsonb_build_object('id', i.id, 'derivatives', i.derivatives, 'role', i.role, 'captions', p.captions)
          from cpdb_images i
          where i.picture_id = p.id and i.state = 'ready' and ${publishedPictures} order by i.place limit 1) as image
      from analysis_report_cases c join seizures s on s.id = c.seizure_id
        left join cpdb_pictures p on p.id = c.picture_id
      where c.report_id = ${reportId} and c.removed_at is null order by c.chosen_at, c.id`,
  );
}

/** A record that may be chosen: everybody may open it, and it is of the period. */
export async function findChoosable(
  on: Queryable,
  ref: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`
      select s.id::text as id from seizures s
      where s.ref = ${ref} and ${publishableSeizures()} and s.status = any(${[...currentStatuses]}::text[])
        and s.seizure_date between ${from}::date and ${to}::date`,
  );
  return row?.id;
}

/** A picture the gallery shows. */
export async function findPicture(on: Queryable, ref: string): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`select p.id::text as id from cpdb_pictures p where p.ref = ${ref} and ${publishedPictures}`,
  );
  return row?.id;
}

export interface NewCase {
  readonly key: SectionKey;
  readonly seizureId: string;
  readonly pictureId: string | null;
  readonly titleEn: string;
  readonly textEn: string;
  readonly titleFr: string;
  readonly textFr: string;
}

export async function insertCase(client: Client, viewer: Viewer, reportId: number, made: NewCase): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into analysis_report_cases (report_id, key, seizure_id, picture_id, title_en, text_en, title_fr, text_fr,
        chosen_by)
      values (${reportId}, ${made.key}, ${made.seizureId}::bigint, ${made.pictureId}::bigint, ${made.titleEn},
        ${made.textEn}, ${made.titleFr}, ${made.textFr}, ${viewer.accountId})
      returning id`,
  );
  return row?.id ?? '';
}

/** Whether it was there. */
export async function removeCase(client: Client, viewer: Viewer, reportId: number, id: string): Promise<boolean> {
  const count = await execute(
    client,
    sql`
      update analysis_report_cases set removed_by = ${viewer.accountId}, removed_at = now()
      where id = ${id} and report_id = ${reportId} and removed_at is null`,
  );
  return count === 1;
}
