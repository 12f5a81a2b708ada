import type { presentAlike } from '../duplicates/pages/presenter-alike.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import { idOf, type Flag } from './flag.ts';
import type { Settlement } from './store-flags.ts';

const quantities: readonly string[] = ['kg', 'most', 'lower', 'upper', 'quantity', 'times'];
/** The middle half of some cases is said in round figures: what one more case would change is none. */
const rounded: readonly string[] = ['lower', 'upper'];

/** A flag as a sentence, with the names of its codes. Pure. */
export function flagText({ key, path, values = {} }: Flag, words: Words): string {
  const named = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (name === 'unit') return [name, words.unit(String(value))];
    if (name === 'country') return [name, words.code('country', String(value))];
    if (name === 'place')
      return [name, words.code(String(value).startsWith('CON-') ? 'concealment' : 'place', String(value))];
    if (key.startsWith('flags:') && quantities.includes(name) && typeof value === 'number')
      return [name, words.number(Number(value.toPrecision(rounded.includes(name) ? 2 : 3)))];
    return [name, value];
  });
  const sentence = words.problem({ path, key, values: Object.fromEntries(named) });
  const line = /^lines\.(\d+)\./.exec(path)?.[1];
  return line === undefined || line === '0'
    ? sentence
    : `${words.t('record:line', { no: Number(line) + 1 })}${words.t('common:colon')} ${sentence}`;
}

export function flagIcon({ tone }: Pick<Flag, 'tone'>): string {
  return tone === 'held' ? 'octagon-alert' : 'flag';
}

/** Flags of a record: the open ones first, with what it may be the same as; the settled with who said why. Pure. */
export function presentFlags(
  flags: readonly Flag[],
  settlements: readonly Settlement[],
  words: Words,
  alike: ReturnType<typeof presentAlike> = [],
) {
  const settled = new Map(settlements.map(one => [one.flag, one]));
  const shown = flags.map(flag => {
    const id = idOf(flag);
    const by = flag.tone === 'held' ? undefined : settled.get(id);
    return {
      id,
      tone: by ? ('settled' as const) : flag.tone,
      icon: by ? 'check' : flagIcon(flag),
      text: flagText(flag, words),
      ...(by
        ? {
            settled: words.t('flags:settledBy', {
              login: by.login,
              date: words.date(by.at.slice(0, 10)),
              reason: by.reason,
            }),
          }
        : {}),
    };
  });
  const open = [...shown.filter(({ tone }) => tone !== 'settled'), ...alike];
  const settledOnes = shown.filter(({ tone }) => tone === 'settled');
  return {
    open: open.length,
    settled: settledOnes.length,
    rows: [...open, ...settledOnes].map(one => ({ settled: '', href: '', ...one })),
  };
}
