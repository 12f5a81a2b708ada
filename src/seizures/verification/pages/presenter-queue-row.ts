import { flagIcon, flagText } from '../../flags/presenter-flags.ts';
import type { HeadingCode } from '../../goods/heading.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { QueueFilter, QueueRow } from '../store-queue.ts';
import { deskHref } from './query.ts';

interface Standing {
  readonly filter: QueueFilter;
  /** Reference of the record in the pane. */
  readonly open: string | undefined;
  readonly ticked: readonly string[];
  readonly now: Date;
}

/** One record of the queue: how long it waits, what it is, and the worst that is doubtful about it. Pure. */
export function presentQueueRow(row: QueueRow, { filter, open, ticked, now }: Standing, words: Words) {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(row.changedAt)) / 86_400_000));
  const value = `${row.ref}:${row.version}`;
  return {
    ref: row.ref,
    href: deskHref(filter, { open: row.ref }),
    isOpen: row.ref === open,
    tick: {
      value,
      checked: ticked.includes(value),
      label: words.t('verification:selectRow', { ref: row.ref }),
      // Looking comes before deciding.
      why: row.isOwn
        ? words.t('verification:own')
        : row.held
          ? words.t('verification:why.held', { ref: row.ref })
          : row.isOpened
            ? ''
            : words.t('verification:notOpened'),
    },
    waited:
      days === 0
        ? words.t('verification:strip.today')
        : words.t('verification:strip.days', { count: days, number: words.number(days) }),
    heading: words.names.heading(row.heading),
    goods: goodsOf(row, words),
    quantity: row.quantity === null ? '' : words.number(row.quantity),
    unit: row.unit === null ? '' : words.unit(row.unit, row.quantity ?? undefined),
    place: [
      [row.placeName, words.code('country', row.country)].filter(Boolean).join(', '),
      words.t('verification:seized', { date: words.date(row.seizureDate) }),
    ].join(' · '),
    isOpened: row.isOpened,
    isHeld: row.held,
    isAmended: row.verifiedVersion !== null,
    isSynthetic: row.synthetic,
    flag: row.flag && {
      tone: row.flag.tone,
      icon: flagIcon(row.flag),
      text: flagText(row.flag, words),
      more: row.flags > 1 ? words.t('verification:moreFlags', { count: row.flags - 1 }) : '',
    },
  };
}

/** The first product, and how many lines more. */
function goodsOf({ heading, product, lineCount }: QueueRow, words: Words): string {
  const first = words.product(heading as HeadingCode, product);
  const left = lineCount - 1;
  return left > 0 ? `${first} ${words.t('search:moreLines', { count: left, number: words.number(left) })}` : first;
}
