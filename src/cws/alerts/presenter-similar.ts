import type { Words } from '../../reference/index.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { kinds } from '../kinds/index.ts';
import type { SimilarAlert } from './store-similar.ts';

/** An alert like the draft, as the form and its script show it: plain texts and an address. */
export interface ShownSimilar {
  readonly ref: string;
  readonly href: string;
  readonly title: string;
  /** "same heading, same route · published 12 Nov 2026". */
  readonly why: string;
}

export function presentSimilar(alerts: readonly SimilarAlert[], words: Words): ShownSimilar[] {
  const { t } = words;
  return alerts.map(({ ref, titles, state, publishedAt, because }) => ({
    ref,
    href: `${kinds.alert.base}/${ref}`,
    title: titleOf({ ref, titles }, words.lang).title,
    why: [
      because.map(one => t(`cwsalerts:similar.reason.${one}`)).join(', '),
      `${t('cwslists:published')} ${words.date(publishedAt.toISOString().slice(0, 10))}`,
      ...(state === 'withdrawn' ? [t('cws:state.withdrawn')] : []),
    ].join(' · '),
  }));
}
