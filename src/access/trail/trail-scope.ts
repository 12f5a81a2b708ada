import type { Person, Reader } from '../../audit/index.ts';
import { rights } from '../rights.ts';
import type { Viewer } from '../viewer.ts';

/**
 * The viewer as a reader of the trail: the administrator sees every row, a contact point or RILO officer those of the
 * own office.
 */
export function readerOf(viewer: Viewer): Reader & Person {
  return { ...viewer, sees: rights.administrator(viewer) ? 'all' : { officeId: viewer.office.id } };
}
