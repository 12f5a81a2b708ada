import type { Viewer } from '../../../access/index.ts';
import type { Office, Offices } from '../../../reference/index.ts';
import { readingOffices } from '../../alerts/readers.ts';
import { kinds } from '../../kinds/index.ts';
import type { Audience, CwsDocument } from '../document.ts';
import { isPublisher } from '../permissions.ts';

/**
 * For whom a viewer may publish it, as it stands now first. A RILO speaks to its region, the Secretariat to the world;
 * what is of no region is of the world. What the world reads already the RILO corrects for the world: the widening was
 * granted to the document, and a correction must reach whoever acted on what it corrects.
 */
export function audiencesOf(
  viewer: Viewer,
  { kind, regionId, audience: present }: Pick<CwsDocument, 'kind' | 'regionId' | 'audience'>,
): Audience[] {
  const { audience, publishers } = kinds[kind];
  if (audience === 'world' || regionId === null) return ['world'];
  if (present === 'world') return ['world', 'region'];
  const speaksToWorld = viewer.office.kind === 'secretariat' || !publishers.includes('secretariat');
  return isPublisher(viewer, { kind, regionId }) && speaksToWorld ? ['region', 'world'] : ['region'];
}

/** Offices that would read a document, and those that come to or cease to; for a first version all gain it. */
export interface AudienceChange {
  readonly read: readonly Office[];
  readonly gain: readonly Office[];
  readonly lose: readonly Office[];
}

/** What publishing for an audience would change for offices. Pure but for the clock. */
export function audienceChange(
  offices: Offices,
  document: Pick<CwsDocument, 'audience' | 'regionId' | 'officeId' | 'version'>,
  audience: Audience,
): AudienceChange {
  const read = readingOffices(offices, { ...document, audience });
  const before = document.version === 0 || document.audience === null ? [] : readingOffices(offices, document);
  return {
    read,
    gain: read.filter(({ id }) => !before.some(one => one.id === id)),
    lose: before.filter(({ id }) => !read.some(one => one.id === id)),
  };
}
