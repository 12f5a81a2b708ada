import type { TFunction } from 'i18next';
import type { Lang } from '../viewer.ts';
import { dateText, timeText } from '../../text/formats.ts';

export interface AccountWords {
  readonly lang: Lang;
  readonly t: TFunction;
  /** An instant (ISO) as "14 Feb 2026, 08:31 UTC". */
  time(iso: string): string;
  /** An instant (ISO) as "14 Feb 2026". */
  day(iso: string): string;
}

export function accountWords(lang: Lang, t: TFunction): AccountWords {
  return { lang, t, day: iso => dateText(iso, lang), time: iso => `${timeText(iso, lang)} UTC` };
}
