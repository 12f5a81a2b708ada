import type { Request } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import type { Office, Offices } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { knows } from '../permissions.ts';
import type { Owner, Wanted } from '../wanted.ts';
import { firstYear, reportKeys, type ReportKey } from '../reports.ts';

/** A Member's office that the viewer knows something of, and how much. */
interface Known {
  readonly owner: Owner;
  readonly isOwn: boolean;
}

export function knownOffice(viewer: Viewer, office: Office | undefined): Known | undefined {
  if (office?.country == null || office.kind !== 'administration') return undefined;
  const owner = { ...office, country: office.country };
  const extent = knows(viewer, owner);
  return extent && { owner, isOwn: extent === 'records' };
}

/** The report of the address, where the viewer reads its records. Throws NotVisible for any other. */
export function wantedOf(offices: Offices, req: Request): Wanted {
  const known = knownOffice(viewerOf(req), offices.byCode(String(req.params.code)));
  const report = reportKeys.find(key => key === req.params.report);
  const year = yearIn(String(req.params.year));
  if (!known?.isOwn || report === undefined || year === undefined) throw new NotVisible('no report of this office');
  return { owner: known.owner, report, year };
}

/** A year a report may be of; undefined for what is none. */
export function yearIn(text: string): number | undefined {
  const year = Number(text);
  return /^\d{4}$/.test(text) && year >= firstYear && year <= Number(today().slice(0, 4)) ? year : undefined;
}

const base = '/analysis/obligations';

export function reportHref({ owner, report, year }: Wanted): string {
  return `${base}/${owner.code}/${report}/${year}`;
}

/** The page of a Member with one report opened. */
export function openedHref(report: ReportKey, year: number): string {
  return `${base}?year=${year}&report=${report}`;
}
