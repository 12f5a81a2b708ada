import type { HeadingCode } from '../../goods/heading.ts';
import { quantityText } from '../../record/pages/presenter-differences.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Alike } from '../store-pairs.ts';

/** What a record may be the same as, as flags beside its others, each leading to both side by side. Pure. */
export function presentAlike(alike: readonly Alike[], ref: string, words: Words) {
  return alike.map(one => ({
    id: '',
    tone: 'same' as const,
    icon: 'copy',
    text: words.t('duplicates:flag', {
      ref: one.ref,
      what: [
        words.product(one.heading as HeadingCode, one.product),
        one.days === 0 ? words.t('duplicates:sameDay') : words.t('duplicates:days', { count: Math.abs(one.days) }),
        quantityText(one.quantity ?? undefined, one.unit ?? undefined, undefined, words),
        words.t(`duplicates:reason.${one.reason}`),
      ]
        .filter(Boolean)
        .join(', '),
    }),
    href: `/seizures/${ref}/duplicates`,
  }));
}
