import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { differences } from '../../record/differences.ts';
import { presentDifferences } from '../../record/pages/presenter-differences.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { findVersion, type Seizure } from '../../record/store.ts';

/** What became of records since they were looked at, a sentence each; nothing where they are as they were. */
export async function changedSince(
  on: Queryable,
  viewer: Viewer,
  named: readonly { readonly ref: string; readonly version: number }[],
  found: readonly (Seizure | undefined)[],
  words: Words,
): Promise<string[]> {
  const said = await Promise.all(
    named.map(async ({ ref, version }, at) => {
      const now = found[at];
      if (!now) return words.t('duplicates:changed.gone', { ref });
      if (now.mergedInto !== null) return words.t('duplicates:changed.merged', { ref, into: now.mergedInto });
      if (now.status === 'withdrawn') return words.t('duplicates:changed.withdrawn', { ref });
      if (now.version === version) return undefined;
      const before = await findVersion(on, viewer, now, version);
      const changes = before ? presentDifferences(differences(before, now.record), words) : [];
      return words.t('duplicates:changed.amended', {
        ref,
        changes: changes
          .map(one => `${one.label}${words.t('common:colon')} ${one.old ?? '–'} → ${one.new ?? '–'}`)
          .join('; '),
      });
    }),
  );
  return said.filter(one => one !== undefined);
}
