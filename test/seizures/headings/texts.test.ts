import { globSync, readFileSync } from 'node:fs';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../src/seizures/goods/heading.ts';
import { headingList } from '../../../src/seizures/headings/index.ts';
import { lineFields } from '../../../src/seizures/goods/line-fields.ts';
import { allCommonFields } from '../../../src/seizures/fields.ts';
import { personFields } from '../../../src/seizures/checks/persons.ts';
import { csvList } from '../../support/lists.ts';

type Tree = { readonly [name: string]: string | Tree };
const languages = ['en', 'fr'] as const;

function tree(lang: string, namespace: string): Tree {
  return JSON.parse(readFileSync(`locales/${lang}/${namespace}.json`, 'utf8')) as Tree;
}

function at(texts: Tree, key: string): string | Tree | undefined {
  return key
    .split('.')
    .reduce<string | Tree | undefined>((here, name) => (typeof here === 'object' ? here[name] : undefined), texts);
}

function keysOf(texts: Tree, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : keysOf(value, `${prefix}${name}.`),
  );
}

function options(field: Field): readonly string[] {
  return field.type === 'choice' ? field.options : [];
}

/**
 * Message keys written in the code: `findings:name`, or the name given to error, warning, refuse, found and the checks.
 * What forms say in words of their own (`forms:problem.*`) is no finding.
 */
function usedFindings(): Set<string> {
  const sources = globSync(['src/seizures/**/*.ts', 'src/fields/*.ts', 'src/text/*.ts']).map(path =>
    readFileSync(path, 'utf8'),
  );
  const names = new Set<string>();
  for (const source of sources) {
    for (const [, name] of source.matchAll(/findings:([a-zA-Z]+)/g)) names.add(name ?? '');
    for (const [, name] of source.matchAll(/\b(?:error|warning)\('[^']*', '([a-zA-Z]+)'/g)) names.add(name ?? '');
    for (const [, name] of source.matchAll(/\b(?:error|warning)\(field(?:\.name)?, '([a-zA-Z]+)'/g))
      names.add(name ?? '');
    for (const [, name] of source.matchAll(/\berror\(name, '([a-zA-Z]+)'/g)) names.add(name ?? '');
    for (const [, name] of source.matchAll(/\brefuse\('([a-zA-Z]+)'/g)) names.add(name ?? '');
    for (const [, name] of source.matchAll(/'((?:character|quantityUnusual)[A-Z][a-zA-Z]+)'/g)) names.add(name ?? '');
    for (const [, name] of source.matchAll(/\b(?:found|warning|error)\([^)]*, '([a-zA-Z]+)'/g)) names.add(name ?? '');
  }
  return names;
}

describe.each(languages)('texts in %s', lang => {
  const own = tree(lang, 'headings');
  const common = tree(lang, 'fields');
  const findings = tree(lang, 'findings');

  test.each(headingList.map(heading => [heading.code, heading] as const))(
    '%s: names, every field, every option',
    (code, heading) => {
      const listed = csvList('heading').find(row => row.code === code)?.[lang === 'en' ? 'nameEn' : 'nameFr'];
      expect(at(own, `${code}.name`)).toBe(listed?.replaceAll("'", '’'));
      expect(String(at(own, `${code}.short`)).length).toBeLessThanOrEqual(15);
      for (const field of heading.fields) {
        expect(at(own, `${code}.fields.${field.name}.label`), field.name).toEqual(expect.any(String));
        const texts = at(own, `${code}.fields.${field.name}.options`);
        expect(Object.keys(typeof texts === 'object' ? texts : {}).sort(), field.name).toEqual(
          [...options(field)].sort(),
        );
      }
      const texts = at(own, `${code}.fields`);
      expect(Object.keys(typeof texts === 'object' ? texts : {})).toEqual(heading.fields.map(field => field.name));
    },
  );

  test('the common fields, the goods line and the count of persons', () => {
    for (const field of [...allCommonFields, ...lineFields, ...personFields]) {
      expect(at(common, `label.${field.name}`), field.name).toEqual(expect.any(String));
      const texts = at(common, `option.${field.name}`);
      expect(Object.keys(typeof texts === 'object' ? texts : {}).sort(), field.name).toEqual(
        [...options(field)].sort(),
      );
    }
  });

  test('every finding the code can report has its message', () => {
    const used = [...usedFindings()];
    expect(used.length).toBeGreaterThan(80);
    const forms = tree(lang, 'forms');
    const said = (name: string) => typeof (findings[name] ?? (name === 'nominal' && at(forms, 'problem.nominal')));
    expect(used.filter(name => said(name) !== 'string')).toEqual([]);
  });

  test('no text is empty, and none holds a placeholder that the other language lacks', () => {
    const other = { headings: tree('en', 'headings'), fields: tree('en', 'fields'), findings: tree('en', 'findings') };
    for (const [namespace, english] of Object.entries(other)) {
      const texts = tree(lang, namespace);
      expect(keysOf(texts)).toEqual(keysOf(english));
      expect(keysOf(texts).filter(key => String(at(texts, key)).trim() === '')).toEqual([]);
    }
    for (const key of keysOf(findings))
      expect(placeholders(findings, key), key).toEqual(placeholders(other.findings, key));
  });

  test('messages fill their placeholders', async () => {
    const instance = i18next.createInstance();
    await instance.init({
      lng: lang,
      ns: ['findings'],
      resources: { [lang]: { findings } },
      interpolation: { escapeValue: false },
    });
    const text = instance.t('findings:tooLong', { max: 8000, actual: 8001 });
    expect(text).toContain(new Intl.NumberFormat(lang).format(8001));
    expect(
      instance.t('findings:unitNotAllowed', {
        unitEn: 'litre',
        unitFr: 'litre',
        productEn: 'Heroin',
        productFr: 'Héroïne',
        usualEn: 'kilogram',
        usualFr: 'kilogramme',
      }),
    ).toContain(lang === 'en' ? 'Heroin' : 'Héroïne');
  });
});

/** Names in the two languages are one placeholder: {{nameEn}} here, {{nameFr}} there. */
function placeholders(texts: Tree, key: string): string[] {
  return [...String(at(texts, key)).matchAll(/\{\{(\w+?)(?:En|Fr)?(?:, \w+)?\}\}/g)]
    .map(([, name]) => name ?? '')
    .sort();
}

test('French has its letters and its spaces', () => {
  const texts = ['headings', 'fields', 'findings'].flatMap(namespace =>
    keysOf(tree('fr', namespace)).map(key => String(at(tree('fr', namespace), key))),
  );
  expect(texts.filter(text => / [:;?!»]|« /.test(text))).toEqual([]);
  expect(texts.join('').match(/[éèêçàœÉŒ]/g)?.length).toBeGreaterThan(500);
});
