import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import i18next from 'i18next';
import type { ResourceKey } from 'i18next';
import { expect, test } from 'vitest';
import { languages, loadTexts, type Language } from '../../src/i18n/index.ts';

type Words = { readonly [key: string]: string | Words };

const wordsOf = (lang: string): Words =>
  Object.fromEntries(
    globSync(`locales/${lang}/*.json`).map(file => [
      basename(file, '.json'),
      JSON.parse(readFileSync(file, 'utf8')) as Words,
    ]),
  );

function* textsIn(words: Words, before: string): Generator<readonly [key: string, text: string]> {
  for (const [name, inside] of Object.entries(words))
    if (typeof inside === 'string') yield [before + name, inside];
    else yield* textsIn(inside, `${before}${name}.`);
}

interface Case {
  readonly lang: Language;
  readonly key: string;
  readonly values: Record<string, unknown>;
}

/** Every text with values that would be filled in again, and with counts where it has forms for them. */
function* casesOf(lang: Language, space: string, words: Words): Generator<Case> {
  for (const [whole, text] of textsIn(words, `${space}:`)) {
    const key = whole.replace(/_(?:zero|one|many|other)$/, '');
    const names = [...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name = '']) => name);
    const values = Object.fromEntries(names.map(name => [name, `<${name}> $t(x) {{y}} &`]));
    const counts = key === whole ? [3] : [0, 1, 3, '4'];
    for (const count of counts) yield { lang, key, values: { ...values, count } };
    if (key === whole) yield* [{}, values, { ...values, none: null }].map(one => ({ lang, key, values: one }));
  }
}

test('every text is filled in as i18next fills it in', async () => {
  const slow = i18next.createInstance();
  await slow.init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: wordsOf('en') as Record<string, ResourceKey>, fr: wordsOf('fr') as Record<string, ResourceKey> },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  const { t } = await loadTexts();
  const spaces = languages.flatMap(lang =>
    Object.entries(wordsOf(lang)).map(([space, words]) => ({ lang, space, words })),
  );
  const cases = spaces.flatMap(({ lang, space, words }) => [...casesOf(lang, space, words as Words)]);
  expect(cases.length).toBeGreaterThan(20_000);
  const different = cases.filter(({ lang, key, values }) => t[lang](key, values) !== slow.getFixedT(lang)(key, values));
  expect(different).toEqual([]);
});
