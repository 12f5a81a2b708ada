import { createHash } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import { addYears } from '../../../text/plain-date.ts';
import type { Offices } from '../../../reference/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { countReport } from '../figures/count.ts';
import type { CountedReport, PrintedReport } from '../figures/figures.ts';
import { printed } from '../figures/print.ts';
import { inSnapshot, lastChange } from '../figures/search-year.ts';
import type { Period } from '../figures/search-year.ts';
import { mayEdit, mayPublish } from '../permissions.ts';
import { findReport, insertReport, updateFrozen } from '../store-reports.ts';
import type { ReportRow } from '../store-reports.ts';

type Context = Pick<AnalysisContext, 'pool' | 'jobPool' | 'lists' | 'offices'>;
type Asked = Pick<ReportRow, 'from' | 'to' | 'area'>;

/** "2025" for a year of the world; a bulletin is named by its days and its region. */
export function slugOf({ from, to, area }: Asked): string {
  const year = from.slice(0, 4);
  const isYear = from === `${year}-01-01` && to === `${year}-12-31`;
  return [isYear ? year : `${from}-${to}`, area ?? ''].filter(Boolean).join('-').toLowerCase();
}

/** Countries of a region or a Member; none for the world. */
export function countriesOf(area: string | null, offices: Offices): readonly string[] {
  const office = area === null ? undefined : offices.byCode(area);
  if (office?.kind === 'rilo') return offices.membersOf(office.id);
  return office?.country ? [office.country] : [];
}

export function periodOf({ from, to, area }: Asked, offices: Offices): Period {
  return {
    from,
    to,
    before: { from: addYears(from, -1), to: addYears(to, -1) },
    countries: countriesOf(area, offices),
  };
}

/** Begins a report and freezes its figures. Answers its slug; throws Refused where there is one of this period. */
export async function beginReport(context: Context, viewer: Viewer, asked: Asked): Promise<string> {
  if (!mayEdit(viewer)) throw new Forbidden('not an editor');
  const slug = slugOf(asked);
  if (await findReport(context.pool, slug)) throw new Refused({ path: 'to', key: 'report:problem.exists' });
  const frozen = await count(context, asked);
  await inTransaction(context.pool, async client => {
    const id = await insertReport(client, viewer, { slug, ...asked });
    if (id === undefined) throw new Refused({ path: 'to', key: 'report:problem.exists' });
    await updateFrozen(client, viewer, id, frozen);
    await note(client, viewer, { action: 'report.begun', subject: slug, detail: { ...asked, ...versionOf(frozen) } });
  });
  return slug;
}

/** Counts a report again and freezes what is counted; accepted sections are read again by their second reader. */
export async function freezeAgain(
  context: Context,
  viewer: Viewer,
  { slug, version }: { readonly slug: string; readonly version: number },
): Promise<void> {
  const found = await findReport(context.pool, slug);
  if (!found) throw new NotFound('no such report');
  const frozen = await count(context, found);
  await inTransaction(context.pool, async client => {
    const report = await findReport(client, slug, true);
    if (!report || !mayPublish(viewer, report)) throw new Forbidden('not the one who freezes');
    if (report.version !== version) throw new ChangedMeanwhile('changed meanwhile');
    await updateFrozen(client, viewer, report.id, frozen);
    await note(client, viewer, {
      action: 'report.frozen',
      subject: slug,
      detail: { before: report.checksum, ...versionOf(frozen) },
    });
  });
}

interface Frozen {
  readonly counted: CountedReport;
  readonly printed: PrintedReport;
  readonly lastChange: string;
  readonly checksum: string;
}

const versionOf = ({ lastChange: change, checksum }: Frozen) => ({ lastChange: change, checksum });

/** SHA-256 of what is printed, its keys in order: found again from the database whatever order that keeps. */
export function checksumOf(shown: PrintedReport): string {
  const inOrder = (_key: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(shown, inOrder)).digest('hex');
}

/** All figures of one state of the records. */
async function count({ jobPool, lists, offices }: Context, asked: Asked): Promise<Frozen> {
  const { counted, change } = await inSnapshot(jobPool, async client => ({
    change: await lastChange(client),
    counted: await countReport(client, { lists, offices }, periodOf(asked, offices)),
  }));
  const shown = printed(counted);
  return { counted, printed: shown, lastChange: change, checksum: checksumOf(shown) };
}

/** The same figures as they would be counted now, for comparison. */
export async function countNow({ jobPool, lists, offices }: Context, report: Asked): Promise<CountedReport> {
  return inSnapshot(jobPool, client => countReport(client, { lists, offices }, periodOf(report, offices)));
}
