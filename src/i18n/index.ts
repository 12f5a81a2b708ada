import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import i18next from 'i18next';
import type { i18n, TFunction } from 'i18next';
import Backend from 'i18next-fs-backend';

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
  const instance: i18n = i18next.createInstance();
  await instance.use(Backend).init({
    lng: 'en',
    fallbackLng: 'en',
    preload: [...languages],
    ns: namespaces,
    defaultNS: 'common',
    backend: { loadPath: `${localesDirectory}/{{lng}}/{{ns}}.json` },
    interpolation: { escapeValue: false }, // views escape at output
    returnNull: false,
    initAsync: false,
  });
  return {
    t: { en: remembering(instance.getFixedT('en')), fr: remembering(instance.getFixedT('fr')) },
    has: (key, lang) => instance.exists(key, { lng: lang }),
  };
}

/** Most words of a page carry no values: looked up once, they cost nothing again. Keys are ours, so they are few. */
function remembering(t: TFunction): TFunction {
  const known = new Map<unknown, string>();
  const look = (key: unknown, ...values: readonly unknown[]): string => {
    if (values.length > 0) return Reflect.apply(t, undefined, [key, ...values]);
    const found = known.get(key) ?? Reflect.apply(t, undefined, [key]);
    if (typeof key === 'string') known.set(key, found);
    return found;
  };
  return look as unknown as TFunction;
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
