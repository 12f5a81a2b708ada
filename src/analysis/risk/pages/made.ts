import type { Viewer } from '../../../access/index.ts';
import { documentStanding } from '../../../cws/index.ts';
import { findWatch } from '../../../seizures/index.ts';
import { ownUses, type IndicatorUse } from '../kept/store-uses.ts';
import type { RiskContext } from './common.ts';

/** What the viewer answers for that was made of an indicator. */
export interface Made {
  /** The watch lists and alerts that are still there. */
  readonly left: readonly MadeOne[];
  /** Whether he has noted that the indicator was given up. */
  readonly isNoted: boolean;
}

type MadeOne =
  | { readonly kind: 'watch'; readonly id: string; readonly name: string }
  | { readonly kind: 'alert'; readonly ref: string; readonly isOut: boolean };

/** Undefined where the viewer made nothing of it. */
export async function madeOf(
  { pool }: Pick<RiskContext, 'pool'>,
  viewer: Viewer,
  uses: readonly IndicatorUse[],
): Promise<Made | undefined> {
  const own = ownUses(uses, viewer);
  if (own.length === 0) return undefined;
  const left = await Promise.all(
    own.map(async ({ kind, target }): Promise<MadeOne[]> => {
      if (kind === 'watch') {
        const watch = await findWatch(pool, viewer, Number(target));
        return watch ? [{ kind, id: target, name: watch.name }] : [];
      }
      const state = await documentStanding(pool, viewer, target);
      if (state === undefined || state === 'withdrawn') return [];
      return [{ kind, ref: target, isOut: state === 'published' }];
    }),
  );
  return { left: left.flat(), isNoted: own.every(({ isNoted }) => isNoted) };
}
