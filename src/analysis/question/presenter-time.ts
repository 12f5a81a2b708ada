import type { Names } from '../../seizures/index.ts';
import { timeText } from '../../text/formats.ts';

/** When the figures of a page were true: the age of the copy they are counted in, or just now. */
export function timeOfCopy(asOf: number | undefined, { lang, text, label }: Names, now = Date.now()): string {
  if (asOf === undefined) return label('analysis:asOf.now');
  return text('analysis:asOf.copy', {
    time: timeText(new Date(asOf).toISOString(), lang),
    count: Math.max(0, Math.round((now - asOf) / 1000)),
  });
}
