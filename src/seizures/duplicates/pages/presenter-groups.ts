import type { HeadingCode } from '../../goods/heading.ts';
import { quantityText } from '../../record/pages/presenter-differences.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { ListedGroup } from './list-groups.ts';

/** The groups of records that may be one event, each with what its records share. Pure. */
export function presentGroups(groups: readonly ListedGroup[], words: Words) {
  const { t } = words;
  return {
    title: t('duplicates:section'),
    head: {
      title:
        groups.length === 0
          ? t('duplicates:none')
          : t('duplicates:heading', { count: groups.length, number: words.number(groups.length) }),
      scope: t('duplicates:scope'),
    },
    groups: groups.map(({ records, reasons, foundAt }) => ({
      href: `/seizures/${records[0]?.ref ?? ''}/duplicates`,
      count: t('duplicates:records', { count: records.length }),
      reasons: reasons.map(reason => t(`duplicates:reason.${reason}`)).join(' · '),
      found: t('duplicates:found', { date: words.date(foundAt.slice(0, 10)) }),
      records: records.map(one => ({
        ref: one.ref,
        status: one.status,
        goods: [
          words.product(one.heading as HeadingCode, one.product),
          quantityText(one.quantity ?? undefined, one.unit ?? undefined, undefined, words),
        ]
          .filter(Boolean)
          .join(', '),
        place: [one.placeName, words.code('country', one.country)].filter(Boolean).join(', '),
        date: words.date(one.seizureDate),
      })),
    })),
  };
}
