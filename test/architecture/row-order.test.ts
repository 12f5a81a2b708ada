import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const literal = /`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;
/** The trail is partitioned and written by jobs as well: its rows come in any order. */
const readsTrail = /^.\s*select\b[\s\S]*\bfrom audit_events\b/;
/** One row, or rows whose order says nothing. */
const needsNone = /order by|\b(?:count|max|min|exists)\b|select (?:1 )?from|select 1\b|distinct|group by/;

describe('tests', () => {
  test.each(globSync('test/**/*.ts').sort())('%s asks for an order where it reads the trail', file => {
    const statements = [...readFileSync(file, 'utf8').matchAll(literal)].map(([text]) => text);
    expect(statements.filter(text => readsTrail.test(text) && !needsNone.test(text))).toEqual([]);
  });
});
