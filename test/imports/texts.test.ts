import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commonFields } from '../../src/seizures/fields.ts';
import {
  fileProblemCodes,
  legacyEncodings,
  reasonKeys,
  rowProblemCodes,
  wordKinds,
} from '../../src/imports/engine/index.ts';
import { cellsSay, headerSays } from '../../src/imports/engine/columns/column-evidence.ts';
import { importStates } from '../../src/imports/import.ts';
import { uploadErrors } from '../../src/imports/upload/upload.ts';

type Texts = { readonly [key: string]: Texts | string };
const read = (lang: string): Texts => JSON.parse(readFileSync(`locales/${lang}/imports.json`, 'utf8')) as Texts;
const at = (texts: Texts, path: string): Texts | string | undefined =>
  path
    .split('.')
    .reduce<Texts | string | undefined>(
      (inner, key) => (typeof inner === 'object' ? (inner[key] ?? inner[`${key}_other`]) : undefined),
      texts,
    );
const all = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, inner]) =>
    typeof inner === 'string' ? [[`${prefix}${key}`, inner] as [string, string]] : all(inner, `${prefix}${key}.`),
  );

/** Problems the operations add to the engine's. */
const own = [
  'country_not_yours',
  'text_person',
  'place_person',
  'ref_exists',
  'ref_repeated',
  'ref_again',
  'ref_joined',
  'ref_differs',
  'row_known',
  'own_differs',
  'row_repeated',
];
const asides = ['aside_total', 'aside_note', 'aside_header', 'aside_tags', 'aside_by_hand'];
const stepName = /(?:decide\(\s*context,\s*viewer,\s*file,\s*|insertImportStep\([^']*|kind: (?='\w+', detail))'(\w+)'/g;
const steps = globSync('src/imports/**/*.ts').flatMap(file =>
  [...readFileSync(file, 'utf8').matchAll(stepName)].map(([, kind]) => kind ?? ''),
);

describe.each(['en', 'fr'])('texts of the import, %s', lang => {
  const texts = read(lang);
  const has = (path: string): boolean => typeof at(texts, path) === 'string';

  test('every problem has its sentence and its name', () => {
    expect(
      [...fileProblemCodes, ...rowProblemCodes, ...own, ...asides].filter(code => !has(`problems.${code}`)),
    ).toEqual([]);
    expect([...rowProblemCodes, ...own].filter(code => !has(`kinds.${code}`))).toEqual([]);
    expect(Object.keys(uploadErrors).filter(code => !has(`upload.errors.${code}`))).toEqual([]);
  });
  test('every state, reason, step, kind of word, group and encoding has its word', () => {
    expect(importStates.filter(state => !has(`states.${state}`))).toEqual([]);
    expect(reasonKeys.filter(key => !has(`reasons.${key}`))).toEqual([]);
    expect(headerSays.filter(key => !has(`evidence.header.${key}`))).toEqual([]);
    expect(cellsSay.filter(key => !has(`evidence.cells.${key}`))).toEqual([]);
    expect(wordKinds.filter(kind => !has(`evidence.kinds.${kind}`))).toEqual([]);
    expect(steps.length).toBeGreaterThan(12);
    expect(steps.filter(kind => !has(`history.kinds.${kind}`))).toEqual([]);
    expect(wordKinds.filter(kind => !has(`words.kinds.${kind}`))).toEqual([]);
    expect(Object.keys(commonFields).filter(step => !has(`groups.${step}`))).toEqual([]);
    expect(
      [...legacyEncodings, 'utf-8', 'utf-16le', 'utf-16be'].filter(encoding => !has(`encodings.${encoding}`)),
    ).toEqual([]);
    for (const why of [
      'both_fit',
      'both_seen',
      'mangled',
      'calendar',
      'only_one_fits',
      'no_doubt',
      'majority',
      'no_dates',
      'marks',
      'whole_numbers',
      'no_numbers',
    ])
      expect(has(`styles.why.${why}`)).toBe(true);
  });
  test('nothing is said in the words of programmers', () => {
    const wrong = all(texts).filter(
      ([key, text]) =>
        /^(problems|kinds|upload|columns\.errors|words\.errors|work)/.test(key) &&
        /\b(invalid|type|null|schema|regex|invalide|nul|schéma)\b/i.test(text),
    );
    expect(wrong).toEqual([]);
  });
  test('a sentence names what the other language names', () => {
    const other = read(lang === 'en' ? 'fr' : 'en');
    const names = (text: string): string =>
      [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name))].sort().join();
    const wrong = all(texts).filter(
      ([key, text]) => !/_(one|many)$/.test(key) && names(text) !== names(String(at(other, key) ?? '')),
    );
    expect(wrong).toEqual([]);
  });
});
