import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionGroups, actions, groupOf } from '../../src/audit/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';

/** Every action a deed in the code names, also one chosen by a condition. */
const named = globSync('src/**/*.ts').flatMap(file =>
  [...readFileSync(file, 'utf8').matchAll(/\baction: ([^\n]*)/g)].flatMap(([, rest = '']) =>
    [...(/^[^,}]*/.exec(rest)?.[0] ?? '').matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(([, action = '']) => action),
  ),
);

/** Nouns whose verb is the name of the act: `suggestion.${kind}`. */
const composed = new Set(
  globSync('src/**/*.ts').flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\baction: `([a-zA-Z]+)\.\$/g)].map(([, noun = '']) => noun),
  ),
);

/** Every word of that form in the code beside the list itself: also what a function chooses or is given. */
const mentioned = new Set(
  globSync('src/**/*.ts', { exclude: ['src/audit/**/*actions.ts'] }).flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(([, action = '']) => action),
  ),
);

describe('actions of the trail', () => {
  test('the list holds every deed of the code, and none of a noun that the code does not know', () => {
    expect(named.length).toBeGreaterThan(30);
    expect([...new Set(named)].filter(action => !actions.includes(action as never))).toEqual([]);
    // A verb put together in the code is known by its noun; that each is in the list is held by its type.
    expect(actions.filter(action => !mentioned.has(action) && !composed.has(groupOf(action)))).toEqual([]);
  });

  test.each(['en', 'fr'] as const)('each action and each group has its words in %s', async lang => {
    const texts = await loadTexts();
    const own = (key: string): boolean => texts.has(key, lang) && (lang === 'en' || !/^[a-z]+:/.test(texts.t.fr(key)));
    expect(actions.filter(action => !own(`audit:actions.${action}`))).toEqual([]);
    expect(actionGroups.filter(group => !own(`audit:groups.${group}`))).toEqual([]);
    const said = actions.map(action => texts.t[lang](`audit:actions.${action}`));
    expect(said.filter((words, at) => said.indexOf(words) !== at)).toEqual([]);
    expect(actions.every(action => groupOf(action).length > 2)).toBe(true);
  });
});
