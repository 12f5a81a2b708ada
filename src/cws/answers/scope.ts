import { rights, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/** Alerts whose issuer the viewer answers for: of the own region, or the Secretariat's. Alias `d`. */
export function issuedBy(viewer: Viewer): Sql {
  return sql`
    (${rights.rilo(viewer)}::boolean and d.region_id = ${viewer.office.id}::int
      or ${rights.administrator(viewer)}::boolean
        and (d.region_id is null or d.publisher_id = ${viewer.office.id}::int))`;
}

/**
 * Reports a viewer may read in detail, of an alert the viewer reads: all for its issuer, those of the own office for
 * anybody else. Alias `h`.
 */
export function visibleHits(viewer: Viewer, isIssuer: boolean): Sql {
  return sql`(${isIssuer}::boolean or h.office_id = ${viewer.office.id}::int)`;
}

/** Questions a viewer may read: all for the issuer, the own for who asked. Alias `q`. */
export function visibleQuestions(viewer: Viewer, isIssuer: boolean): Sql {
  return sql`(${isIssuer}::boolean or q.account_id = ${viewer.accountId}::int)`;
}
