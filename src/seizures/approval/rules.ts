import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { Office, Offices } from '../../reference/index.ts';
import type { SeizuresContext } from '../context.ts';
import { isContactPoint } from '../permissions.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import { releasesUnder } from '../record/store-audience.ts';
import type { SeizureRecord } from '../seizure.ts';
import { insertRuleChange, updateRules, type OfficeRules } from './store-rules.ts';

/** Headings whose goods the contact point of a viewer's own office sees first; none for a contact point. Pure. */
export function approvedFirst(viewer: Viewer, office: Office): Office['approveHeadings'] {
  return viewer.office.id === office.id && !isContactPoint(viewer, office.id) ? office.approveHeadings : [];
}

/**
 * Whether a record must be approved before it counts: one of a heading its office wants to see first, entered by an
 * officer of that office who does not answer for it. Pure.
 */
export function needsApproval(viewer: Viewer, office: Office, { lines }: Pick<SeizureRecord, 'lines'>): boolean {
  const headings = approvedFirst(viewer, office);
  return lines.some(({ heading }) => headings.includes(heading));
}

/** Says that the contact point sees a record first; undefined where it counts at once. Pure. */
export function approvalText(
  viewer: Viewer,
  offices: Offices,
  record: Pick<SeizureRecord, 'facts' | 'lines'>,
  words: Words,
): string | undefined {
  const office = offices.owning(String(record.facts.country));
  return needsApproval(viewer, office, record) ? words.t('approval:first') : undefined;
}

/** Throws Forbidden for who does not answer for the office, Refused at a field, ChangedMeanwhile. */
export async function changeRules(
  context: SeizuresContext,
  viewer: Viewer,
  seen: number,
  rules: OfficeRules,
): Promise<void> {
  const { office } = viewer;
  if (!isContactPoint(viewer, office.id)) throw new Forbidden('not the contact point of the office');
  if (!releasesUnder(rules.releaseCeiling).includes(rules.defaultRelease))
    throw new Refused({ path: 'defaultRelease', key: 'approval:problem.tooWide' });
  await inTransaction(context.pool, async client => {
    if (!(await updateRules(client, office.id, seen, rules))) throw new ChangedMeanwhile('the rules were changed');
    await insertRuleChange(client, viewer, seen + 1, rules);
    await note(client, viewer, { action: 'approval.rulesChanged', subject: office.code, detail: { ...rules } });
  });
  await context.offices.reload();
}
