import type { Sources } from '../cells/sources.ts';
import { stateOf, stateTag, type KeptNow } from '../risk/pages/presenter-rows.ts';
import { laterText } from '../risk/pages/presenter-strip.ts';
import { intervalText, plainOf, sentenceOf, times } from '../risk/pages/presenter-words.ts';

/** Indicators of a subject, each in its sentence with its lift and what came later. */
export function indicatorRows(indicators: readonly KeptNow[], sources: Sources) {
  return indicators.flatMap(({ kept, now }) => {
    const found = now?.found;
    const state = stateOf({ kept, now });
    // Without a case in what the viewer may see there is nothing to say of it.
    if (!now || !found || !state) return [];
    const lift = `${times(found.lift.ratio, sources.names)}, ${intervalText(found.lift, sources.names)}`;
    return [
      {
        title: plainOf(sentenceOf(found, sources)),
        href: `/analysis/risk-indicators/${kept.ref}`,
        tag: stateTag(state, sources),
        text: `${lift} · ${laterText(now.score, sources)}`,
      },
    ];
  });
}
