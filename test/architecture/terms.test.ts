import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/* Holds docs/terms.md: words in backticks in the last two columns of its tables are in no text of that language. */

type Language = 'en' | 'fr';
const languages: readonly Language[] = ['en', 'fr'];

interface Text {
  readonly key: string;
  readonly text: string;
}

const texts = { en: textsOf('en'), fr: textsOf('fr') };
const never = { en: neverIn('en'), fr: neverIn('fr') };

/** Where a word means something else. Each must be needed. */
const exceptions: readonly { readonly word: string; readonly keys: readonly string[]; readonly why: string }[] = [
  {
    word: 'dossier',
    keys: ['fr cencommfiles:', 'fr cencommmail:', 'fr audit:actions.libraryFile.', 'fr audit:actions.message.'],
    why: 'a folder of files or messages',
  },
  { word: 'dossiers', keys: ['fr cencommfiles:', 'fr cencommmail:'], why: 'folders of files or messages' },
  {
    word: 'importation',
    keys: ['fr findings:importFromHere', 'fr headings:IPR.fields.infringement.options.parallel'],
    why: 'goods that are imported',
  },
  { word: 'exportation', keys: ['fr findings:exportToHere', 'fr headings:'], why: 'goods that are exported' },
  { word: 'tentative', keys: ['fr headings:PREC.fields.eventKind.options.'], why: 'an attempted diversion' },
  {
    word: 'découvertes',
    keys: ['fr risk:method.rate', 'fr risk:computed.rate'],
    why: 'the false discovery rate of statistics',
  },
  { word: 'desk', keys: ['en cencommops:duty.nameHint'], why: 'an example of what an officer writes' },
  { word: 'room', keys: ['en short:concealment.CON-VES-ENGINE'], why: 'a room of a ship' },
];
const used = new Set<string>();

/** Times of day that are typed, not told. */
const timesTyped = [
  'audit:alarms.networkBlockHint',
  'audit:errors.block',
  'cencommforms:message.answerAtHint',
  'cencommforms:ownHint.',
  'cencommforms:problem.noTime',
  'cencommmail:problem.noTime',
  'network:edit.closesHint',
  'network:problem.noTimeBetween',
];

describe.each(languages)('the words of docs/terms.md, %s', lang => {
  test('no text has a word that another word of the terms replaces', () => {
    expect(never[lang].length).toBeGreaterThan(30);
    const found = texts[lang].flatMap(({ key, text }) => {
      const words = wordsOf(text);
      return never[lang]
        .filter(word => words.includes(word) && !isExcepted(word.trim(), key))
        .map(word => `${key}:${word}`);
    });
    expect(found).toEqual([]);
  });
});

test('every exception is needed', () => {
  const all = exceptions.flatMap(({ word, keys }) => keys.map(key => `${word} ${key}`));
  expect(all.filter(one => !used.has(one))).toEqual([]);
});

describe('signs and forms', () => {
  const allTexts = [...texts.en, ...texts.fr];
  const keysWhere = (list: readonly Text[], wrong: (text: string) => boolean): string[] =>
    list.filter(({ text }) => wrong(text)).map(({ key }) => key);

  test('an apostrophe is ’', () => {
    expect(keysWhere(allTexts, text => text.includes("'"))).toEqual([]);
  });
  test('after a greeting comes a capital', () => {
    expect(keysWhere(allTexts, text => /^(?:Dear|To|Bonjour|À)\b[^\n]*\n\n\p{Ll}/u.test(text))).toEqual([]);
  });
  test('French has a no-break space before : ; ? ! » % and after «', () => {
    const wrong = (text: string): boolean => {
      const plain = text.replace(/https?:\S*/g, '');
      return / [:;?!»%]|« |«\S(?<![\u00a0\u202f])|[\p{L}\p{N})}][;?!»%]|^[;?!»]/mu.test(plain);
    };
    expect(keysWhere(texts.fr, wrong)).toEqual([]);
  });
  test('a time of day has UTC after it', () => {
    const isTyped = (key: string): boolean => timesTyped.some(one => key.slice(3).startsWith(one));
    const wrong = (text: string): boolean =>
      /\b\d\d:\d\d\b(?!:)(?! \(?UTC)/.test(text.replace(/\b\d\d:\d\d\b(?= et \d)/g, ''));
    expect(keysWhere(allTexts, wrong).filter(key => !isTyped(key))).toEqual([]);
  });
  test('an error says what to do: Enter or Choose, not Give or Write', () => {
    const problems = texts.en.filter(({ key }) => /problems?\.|errors\./.test(key));
    expect(problems.length).toBeGreaterThan(300);
    expect(keysWhere(problems, text => /^(?:Give|Write) /.test(text))).toEqual([]);
  });
});

/** Words in backticks of one of the last two columns. */
function neverIn(lang: Language): string[] {
  const column = lang === 'en' ? 4 : 5;
  return readFileSync('docs/terms.md', 'utf8')
    .split('\n')
    .filter(line => /^\|(?! ---)/.test(line) && line.split('|').length === 7)
    .flatMap(line => [...(line.split('|')[column] ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => wordsOf(word)));
}

/** A text as ` word word . word `: a phrase does not reach over a mark or a value. */
function wordsOf(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/\{\{.*?\}\}|\$t\(.*?\)/g, ' . ')
    .replace(/[^\p{L}\p{N}-]+/gu, between => (/^[ ’]+$/.test(between) ? ' ' : ' . '));
  return ` ${words} `;
}

function isExcepted(word: string, key: string): boolean {
  const excepted = exceptions.flatMap(one => (one.word === word ? one.keys : [])).find(one => key.startsWith(one));
  if (excepted !== undefined) used.add(`${word} ${excepted}`);
  return excepted !== undefined;
}

function textsOf(lang: Language): Text[] {
  const inside = (value: unknown, key: string): Text[] =>
    typeof value === 'string'
      ? [{ key, text: value }]
      : Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, inner]) =>
          inside(inner, /:$/.test(key) ? `${key}${name}` : `${key}.${name}`),
        );
  const texts = globSync(`locales/${lang}/*.json`)
    .sort()
    .flatMap(file => {
      const namespace = file.replace(`locales/${lang}/`, '').replace('.json', '');
      return inside(JSON.parse(readFileSync(file, 'utf8')), `${lang} ${namespace}:`);
    });
  return [...texts, ...helpOf(lang)];
}

/** The help pages, paragraph by paragraph; their `{record:history.title}` is a text that is read above. */
function helpOf(lang: Language): Text[] {
  return globSync(`locales/${lang}/help/*.md`).flatMap(file =>
    readFileSync(file, 'utf8')
      .replaceAll(/\{[a-z]+:[\w.]+\}/g, '{{word}}')
      .split('\n\n')
      .map((text, at) => ({
        key: `${lang} ${file.replace(`locales/${lang}/`, '')}:${at + 1}`,
        text: text.replaceAll(/\n(?![-|#]|\d\.)/g, ' '),
      })),
  );
}
