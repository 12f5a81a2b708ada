import type { Method } from './finding/found.ts';

/** False indicators among those shown, on average at most: the rate times their number. */
export function falseExpected({ shown, falseDiscovery }: Pick<Method, 'shown' | 'falseDiscovery'>): number {
  return Math.round(shown * falseDiscovery * 10) / 10;
}
