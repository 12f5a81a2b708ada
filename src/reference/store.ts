import type { Queryable } from '../db/pool.ts';
import { queryRow, queryRows, sql } from '../db/sql.ts';
import type { ReferenceEntry } from './entry.ts';

interface ReferenceRow extends ReferenceEntry {
  readonly kind: string;
}

/**
 * Every code of every list, in list order; the offices answer as the list `office`, so that a field may ask for one.
 */
export async function listCodes(on: Queryable): Promise<ReferenceRow[]> {
  return queryRows<ReferenceRow>(
    on,
    sql`
      select kind, code, name_en as "nameEn", name_fr as "nameFr", parent, position, valid_from as "validFrom",
        valid_to as "validTo", successor, details
      from reference_codes
      union all
      select 'office', code, name_en, name_fr, country::text, case kind when 'secretariat' then 1 when 'rilo' then 2
        when 'administration' then 3 else 4 end, active_from, active_to, null, jsonb_build_object('kind', kind)
      from offices
      order by kind, position, code`,
  );
}

/** A print of those codes by the versions of their rows: another one wherever a code was written since. */
export async function printOfCodes(on: Queryable): Promise<string> {
  const row = await queryRow<{ print: string }>(
    on,
    sql`
      select concat_ws(' ', count(*), sum(hashtextextended(version, 0))) as print
      from (select xmin::text || ctid::text as version from reference_codes
        union all select xmin::text || ctid::text || 'o' from offices) rows`,
  );
  return row?.print ?? '';
}

export interface OfficeRow {
  readonly id: number;
  readonly code: string;
  readonly kind: 'administration' | 'rilo' | 'secretariat' | 'partner';
  readonly nameEn: string;
  readonly nameFr: string;
  readonly country: string | null;
  readonly hostCity: string | null;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  readonly defaultRelease: string;
  readonly releaseCeiling: string;
  /** Headings whose records its contact point approves before they count. */
  readonly approveHeadings: readonly string[];
}

export async function listOffices(on: Queryable): Promise<OfficeRow[]> {
  return queryRows<OfficeRow>(
    on,
    sql`
      select id, code, kind, name_en as "nameEn", name_fr as "nameFr", country, host_city as "hostCity",
        active_from as "activeFrom", active_to as "activeTo", default_release as "defaultRelease",
        release_ceiling as "releaseCeiling", approve_headings as "approveHeadings"
      from offices order by code`,
  );
}

export interface MembershipRow {
  readonly riloId: number;
  readonly country: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export async function listMemberships(on: Queryable): Promise<MembershipRow[]> {
  return queryRows<MembershipRow>(
    on,
    sql`
      select rilo_id as "riloId", country, valid_from as "validFrom", valid_to as "validTo"
      from rilo_memberships order by country, valid_from`,
  );
}

/** Grows with every change of an office or a membership, whoever made it. */
export async function networkVersion(on: Queryable): Promise<number> {
  const row = await queryRow<{ version: number }>(on, sql`select version from network_versions`, 'network_version');
  return row?.version ?? 0;
}
