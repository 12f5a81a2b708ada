import type { Computed } from '../../goods/heading.ts';
import type { Words } from './presenter-words.ts';

interface Item {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

/**
 * What the portal worked out for a line, in words: kg-equivalent with its factor, dollars, tonnes, appendix on the
 * date.
 */
export function computedItems(
  computed: Nullable<Computed>,
  { unit, date }: { unit: string | undefined; date: string | undefined },
  words: Words,
): Item[] {
  const { t } = words;
  const item = (name: string, value: number | null | undefined, suffix: string, note?: string): Item[] =>
    typeof value === 'number'
      ? [
          {
            label: t(`record:computed.${name}`),
            value: `${words.number(round(value))} ${suffix}`.trim(),
            ...(note ? { note } : {}),
          },
        ]
      : [];
  const factor = computed.factorVersion ? t('record:computed.factor', { version: computed.factorVersion }) : undefined;
  return [
    ...(unit === 'kg' ? [] : item('kgEquivalent', computed.kgEquivalent, 'kg', factor)),
    ...item('usd', computed.usd, 'USD'),
    ...item('odpTonnes', computed.odpTonnes, 't'),
    ...item('co2eTonnes', computed.co2eTonnes, 't'),
    ...item('pureAlcoholLitres', computed.pureAlcoholLitres, 'L'),
    ...(computed.citesAppendix
      ? [
          {
            label: t('record:computed.citesAppendix', { date: date ? words.date(date) : '' }),
            value: computed.citesAppendix === 'none' ? t('record:computed.notListed') : computed.citesAppendix,
          },
        ]
      : []),
  ];
}

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };

/** Worked out, so no more digits than mean something. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
