import { basename } from 'node:path';

/**
 * The windows a journey is walked in. One of them, by the name of its file, so that half of the journeys are English
 * and wide and half French and narrow; every page is looked at in both widths all the same (journey-check.ts), and the
 * catalogues of both languages have tests of their own. `JOURNEYS=all` walks each journey in every window: twice the
 * time.
 */
export function windowsOf<Window>(file: string, windows: readonly Window[]): readonly Window[] {
  if (process.env.JOURNEYS === 'all') return windows;
  const turn = [...basename(file)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return windows.filter((_, at) => at === turn % windows.length);
}
