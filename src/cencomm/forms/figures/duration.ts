import type { Words } from '../../../reference/index.ts';

/** "2 d 17 h", "5 h 20 min", "12 min": the two largest parts of a time in milliseconds. */
export function durationText({ t }: Pick<Words, 't'>, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return t('cencommforms:duration.days', { days, hours });
  if (hours > 0) return t('cencommforms:duration.hours', { hours, minutes: minutes % 60 });
  return t('cencommforms:duration.minutes', { minutes });
}
