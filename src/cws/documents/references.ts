import { rights, type Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { visibleRefs } from '../../seizures/index.ts';
import { addressOfRef, kindOfRef } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import type { Complete } from './editing/completion.ts';
import { listReadableRefs } from './store-list.ts';

const seizureRef = /^[A-Z]{2}-\d{4}-\d{6,9}$/;

/**
 * Where each reference leads that this viewer may follow; the others are left out, whether they exist or not. One query
 * for seizures, one for documents.
 */
async function resolveReferences(
  on: Queryable,
  viewer: Viewer,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const seizures = rights['database:read'](viewer) ? refs.filter(ref => seizureRef.test(ref)) : [];
  const documents = refs.filter(ref => kindOfRef(ref));
  const [cases, papers] = await Promise.all([
    seizures.length === 0 ? [] : visibleRefs(on, viewer, seizures),
    listReadableRefs(on, viewer, documents),
  ]);
  return new Map([
    ...cases.map(ref => [ref, `/seizures/${ref}`] as const),
    ...papers.map(ref => [ref, addressOfRef(ref) ?? ''] as const),
  ]);
}

/** The same, with what other features answer for: everything a text may speak of. */
export async function followedOf(
  { pool, elsewhere }: Pick<CwsContext, 'pool' | 'elsewhere'>,
  viewer: Viewer,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const [own, others] = await Promise.all([resolveReferences(pool, viewer, refs), elsewhere?.(pool, viewer, refs)]);
  return new Map([...own, ...(others ?? [])]);
}

/** Cases an alert names must be there for the publisher, and pictures for every reader. */
export const checkReferences: Complete = async (on, viewer, { elsewhere }, _document, content) => {
  const named = [content.fields.cases ?? []].flat();
  const [known, others] = [
    await resolveReferences(on, viewer, named),
    await elsewhere?.(on, viewer, named, 'published'),
  ];
  const missing = named.find(ref => !known.has(ref) && !others?.has(ref));
  return {
    content,
    problems:
      missing === undefined ? [] : [{ path: 'cases', key: 'cws:problem.unknownReference', values: { ref: missing } }],
  };
};
