import { rights, type Viewer } from '../../access/index.ts';
import type { ReportRow, SectionRow } from './store-reports.ts';

/** What is asked of a section before it is changed. */
type Asked = Pick<SectionRow, 'state'> & { readonly writers: readonly number[] };

/** RILO officers and the administrator read the desk and write at it. Pure. */
export function mayEdit(viewer: Viewer): boolean {
  return rights['report:edit'](viewer);
}

/** A text is changed until its section is accepted, a report until it is published. Pure. */
export function mayWrite(viewer: Viewer, report: Pick<ReportRow, 'state'>, section: Asked): boolean {
  return mayEdit(viewer) && report.state === 'open' && section.state !== 'accepted';
}

/** A section is accepted by somebody who wrote none of its text. Pure. */
export function mayAccept(viewer: Viewer, report: Pick<ReportRow, 'state'>, section: Asked): boolean {
  return mayEdit(viewer) && report.state === 'open' && section.state === 'review' && isSecondReader(viewer, section);
}

export function isSecondReader({ accountId }: Pick<Viewer, 'accountId'>, { writers }: Pick<Asked, 'writers'>): boolean {
  return !writers.includes(accountId);
}

/** Published, and frozen anew, by the administrator; a bulletin by the RILO of its region too. Pure. */
export function mayPublish(viewer: Viewer, { state, area }: Pick<ReportRow, 'state' | 'area'>): boolean {
  const isOwn = area === viewer.office.code && rights.rilo(viewer);
  return state === 'open' && (rights.administrator(viewer) || isOwn);
}

/** Recalled by whoever may publish it. Pure. */
export function mayRecall(viewer: Viewer, report: Pick<ReportRow, 'state' | 'area'>): boolean {
  return report.state === 'published' && mayPublish(viewer, { ...report, state: 'open' });
}

/** Frozen for the first time by an editor, anew by whoever publishes. Pure. */
export function mayFreeze(viewer: Viewer, report: Pick<ReportRow, 'state' | 'area' | 'frozenAt'>): boolean {
  return report.frozenAt === null ? mayEdit(viewer) && report.state === 'open' : mayPublish(viewer, report);
}
