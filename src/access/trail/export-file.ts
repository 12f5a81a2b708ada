import { createHash } from 'node:crypto';
import {
  placeOrder,
  readExported,
  sealOver,
  type Place,
  type Trail,
  type TrailExport,
  type TrailRow,
} from '../../audit/index.ts';
import { csvCell } from '../../files/csv-cell.ts';
import type { Offices } from '../../reference/index.ts';
import { criteriaOf } from './criteria.ts';

const columns = [
  'id',
  'at',
  'action',
  'outcome',
  'login',
  'office',
  'subject',
  'address',
  'request',
  'detail',
  'times',
] as const;

/** An approved export as its two persons fetch it: `upto` is set. */
export type ApprovedExport = TrailExport & { readonly upto: Place & { readonly seal: number } };

/**
 * The rows as CSV (UTF-8 with its mark, commas, CRLF), oldest first, piece by piece; `seen` hears of every chunk. Codes
 * and names of columns, no words of a language: both persons get the same bytes whenever they fetch it.
 */
export async function* csvOf(
  trail: Trail,
  wanted: ApprovedExport,
  offices: Offices,
  seen: (rows: readonly (TrailRow & { tx: string })[]) => void = () => undefined,
): AsyncGenerator<string> {
  yield `\ufeff${columns.join(',')}\r\n`;
  for await (const rows of readExported(trail.jobPool, wanted.filter, wanted.upto)) {
    seen(rows);
    if (rows.length > 0) yield rows.map(row => `${cellsOf(row, offices).map(csvCell).join(',')}\r\n`).join('');
  }
}

function cellsOf(row: TrailRow, offices: Offices): (string | number | null)[] {
  const office = row.officeId === null ? null : (offices.byId(row.officeId)?.code ?? String(row.officeId));
  return [
    row.id,
    row.at,
    row.action,
    row.outcome,
    row.loginId,
    office,
    row.subject,
    row.address,
    row.requestId,
    row.detail === null ? null : JSON.stringify(row.detail),
    typeof row.detail?.times === 'number' ? row.detail.times : 1,
  ];
}

/** What proves an exported file: who asked and approved, the filter, and the file's own rows, bytes, hash and seals. */
export async function manifestOf(trail: Trail, wanted: ApprovedExport, offices: Offices) {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  let first: Place | undefined;
  let last: Place | undefined;
  const pieces = csvOf(trail, wanted, offices, chunk => {
    rows += chunk.length;
    for (const place of chunk) {
      if (!first || placeOrder(place, first) < 0) first = place;
      if (!last || placeOrder(place, last) > 0) last = place;
    }
  });
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  const [from, to] = await Promise.all([first && sealOver(trail.pool, first), last && sealOver(trail.pool, last)]);
  return {
    export: wanted.number,
    filter: criteriaOf(wanted.filter, offices),
    reason: wanted.reason,
    askedBy: wanted.askedLogin,
    askedAt: wanted.askedAt,
    approvedBy: wanted.decidedLogin,
    approvedAt: wanted.decidedAt,
    approvalReason: wanted.decisionReason,
    file: fileNameOf(wanted),
    rows,
    bytes,
    sha256: hash.digest('hex'),
    upToSeal: wanted.upto.seal,
    seals: from && to ? { first: from.number, last: to.number, lastDigest: to.digest.toString('hex') } : null,
  };
}

export function fileNameOf({ number }: TrailExport): string {
  return `cen-trail-${number}.csv`;
}
