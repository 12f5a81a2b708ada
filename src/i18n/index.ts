import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import i18next from 'i18next';
import { quick } from './quick.ts';
import type { i18n, ResourceKey, ResourceLanguage, TFunction } from 'i18next';

const localesDirectory = fileURLToPath(new URL('../../locales', import.meta.url));

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** A translator per language: `t('seizures:search.title', { count })`. */
export interface Texts {
  readonly t: Readonly<Record<Language, TFunction>>;
  has(key: string, lang: Language): boolean;
}

let texts: Promise<Texts> | undefined;

/**
 * Every namespace of every language, read once in a process. A missing key shows as the key itself, never as an empty
 * place.
 */
export function loadTexts(): Promise<Texts> {
  return (texts ??= readTexts());
}

async function readTexts(): Promise<Texts> {
  const namespaces = readdirSync(`${localesDirectory}/en`)
    .filter(file => file.endsWith('.json'))
    .map(file => file.replace(/\.json$/, ''));
  const words = { en: wordsIn('en', namespaces), fr: wordsIn('fr', namespaces) };
  const instance: i18n = i18next.createInstance();
  await instance.init({
    lng: 'en',
    fallbackLng: 'en',
    ns: namespaces,
    resources: words,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // views escape at output
    returnNull: false,
    initAsync: false,
  });
  return {
    t: { en: quick('en', words.en, instance.getFixedT('en')), fr: quick('fr', words.fr, instance.getFixedT('fr')) },
    has: whetherKnown((key, lang) => instance.exists(key, { lng: lang })),
  };
}

/** Keys are ours and codes of lists, so that they are few; some are made of what somebody typed. */
const mostKeys = 20_000;

/** Asked once for each key and language. */
function whetherKnown(find: Texts['has']): Texts['has'] {
  const known = { en: new Map<string, boolean>(), fr: new Map<string, boolean>() };
  return (key, lang) => {
    const kept = known[lang];
    const found = kept.get(key) ?? find(key, lang);
    if (kept.size >= mostKeys) kept.clear();
    kept.set(key, found);
    return found;
  };
}

function wordsIn(lang: Language, namespaces: readonly string[]): ResourceLanguage {
  const read = (name: string): ResourceKey =>
    JSON.parse(readFileSync(`${localesDirectory}/${lang}/${name}.json`, 'utf8')) as ResourceKey;
  return Object.fromEntries(namespaces.map(name => [name, read(name)]));
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
