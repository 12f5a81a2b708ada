import type { Entry } from '../columns/matcher.ts';
import { lettersIn } from './han.ts';
import { fold } from './words.ts';

/** Languages that national files come in; where a script has two forms, both. */
const languages =
  'en fr es pt de pl ru uk tr ar zh zh-Hant id it nl sv lt ro cs vi th ko ja fa el bg sr sr-Latn hu'.split(' ');

/** Codes no standard names: "ZZ" has words of its own among ours, and "XXX" is no money. */
const unnamed = new Set(['ZZ', 'XXX', 'XTS']);

/**
 * Names of countries and currencies in every language above, from Unicode CLDR as the runtime carries it: they need no
 * file of ours, and are renewed with the runtime.
 */
export function standardNames(kind: 'country' | 'currency', codes: readonly string[]): Entry[] {
  const shape = kind === 'country' ? /^[A-Z]{2}$/ : /^[A-Z]{3}$/;
  const named = codes.filter(code => shape.test(code) && !unnamed.has(code));
  const styles = kind === 'country' ? (['long', 'short'] as const) : (['long'] as const);
  return languages.flatMap(tag =>
    styles.flatMap(style => {
      const type = kind === 'country' ? 'region' : 'currency';
      const names = new Intl.DisplayNames([tag], { type, style, fallback: 'none' });
      const language = tag.slice(0, 2);
      return named.flatMap((code): Entry[] => {
        const word = names.of(code);
        return word === undefined || mayBeCode(word) ? [] : [{ word, language, code, source: 'seed' }];
      });
    }),
  );
}

/** "Áo" is Austria in Vietnamese and, written plainly, the code of Angola. */
function mayBeCode(word: string): boolean {
  return lettersIn(fold(word)) <= 3;
}
