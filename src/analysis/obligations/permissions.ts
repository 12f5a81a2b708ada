import { hasDuty, rights, type Viewer } from '../../access/index.ts';

/** The office of a Member, as far as rights hang on it. */
interface Owner {
  readonly id: number;
  readonly country: string;
}

/**
 * What a viewer may know of a Member's reports. Its contact point and Unlimited officers read the records, take files
 * and write down that one was sent ('records'). The RILO officer of the region and the administrator see whether and
 * when one was sent ('whether'). Nobody else learns anything. Pure.
 */
export function knows(viewer: Viewer, owner: Owner): 'records' | 'whether' | undefined {
  if (!rights.obligations(viewer)) return undefined;
  if (viewer.office.kind === 'administration') return viewer.office.id === owner.id ? 'records' : undefined;
  if (viewer.office.kind === 'rilo')
    return viewer.office.memberCountries.includes(owner.country) ? 'whether' : undefined;
  return 'whether';
}

/** Who corrects or takes back a note that a report was sent: who wrote it, or the office's contact point. Pure. */
export function mayCorrect(viewer: Viewer, owner: Owner, notedBy: string): boolean {
  return knows(viewer, owner) === 'records' && (viewer.loginId === notedBy || hasDuty(viewer, 'ncp'));
}
