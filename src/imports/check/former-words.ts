import type { Lang } from '../../access/index.ts';
import type { RecordWords as Words } from '../../seizures/index.ts';
import former from './former-words.json' with { type: 'json' };

/**
 * Words as they were before the change of 28 November 2026: exports made until then have them as names of columns and
 * options, and are still known as ours. A name that is changed in locales is added to `former-words.json`.
 */
export function formerWords(words: Words, lang: Lang): Words {
  const was = new Map(Object.entries(former[lang]));
  return {
    ...words,
    t: new Proxy(words.t, {
      apply: (t, self, given: unknown[]) => was.get(String(given[0])) ?? Reflect.apply(t, self, given),
    }),
    label: (name, heading) =>
      was.get(heading ? `headings:${heading}.fields.${name}.label` : `fields:label.${name}`) ??
      words.label(name, heading),
    option: (name, value, heading) =>
      was.get(heading ? `headings:${heading}.fields.${name}.options.${value}` : `fields:option.${name}.${value}`) ??
      words.option(name, value, heading),
    heading: code => was.get(`headings:${code}.name`) ?? words.heading(code),
  };
}
