import type { Pool } from '../../db/pool.ts';
import { Forbidden } from '../../errors.ts';
import type { Outbox } from '../../mail/index.ts';
import type { Office, Offices } from '../../reference/index.ts';
import { rights } from '../rights.ts';
import type { Viewer } from '../viewer.ts';

/** What the operations on applications work with. */
export interface ApplicationsContext {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly offices: Offices;
}

/**
 * Offices a viewer may apply for: one's own; an administrator for any (the first contact point of a Member, a partner).
 */
export function officesFor(viewer: Viewer, offices: Offices): readonly Office[] {
  if (rights.administrator(viewer)) return offices.all;
  const own = offices.byId(viewer.office.id);
  return rights['accounts:manage'](viewer) && own ? [own] : [];
}

/**
 * The office of a form, by code ('' is one's own). Throws Forbidden where the viewer may not apply for it; undefined
 * for no office.
 */
export function officeOf(viewer: Viewer, offices: Offices, code: string): Office | undefined {
  const office = offices.byCode(code === '' ? viewer.office.code : code);
  if (office && !officesFor(viewer, offices).includes(office)) throw new Forbidden(`may not apply for ${office.code}`);
  if (!office && !rights.administrator(viewer)) throw new Forbidden('may not apply for another office');
  return office;
}
