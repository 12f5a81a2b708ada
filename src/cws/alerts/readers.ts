import type { Viewer } from '../../access/index.ts';
import { isActiveOn, type Office, type Offices } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { isPublisher } from '../documents/permissions.ts';
import { readsOffice } from '../documents/scope.ts';
import { today } from '../../text/plain-date.ts';

/** Offices whose members read a published document today. */
export function readingOffices(
  offices: Offices,
  document: Pick<CwsDocument, 'audience' | 'regionId' | 'officeId'>,
): Office[] {
  return offices.all.filter(
    office =>
      office.kind !== 'partner' &&
      isActiveOn(office, today()) &&
      readsOffice({ ...office, riloId: riloOf(offices, office) }, document),
  );
}

/** Those whose list a viewer may see: all for its publisher, the own one for anyone else who looks after an office. */
export function officesShown(
  viewer: Viewer,
  document: Pick<CwsDocument, 'kind' | 'regionId'>,
  offices: readonly Office[],
): Office[] {
  return isPublisher(viewer, document) ? [...offices] : offices.filter(({ id }) => id === viewer.office.id);
}

function riloOf(offices: Offices, { id, kind, country }: Office): number | null {
  if (kind === 'rilo') return id;
  return country === null ? null : (offices.riloOf(country)?.id ?? null);
}
