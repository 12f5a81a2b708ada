import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = globSync('src/**/*.ts').map(file => ({ file, text: readFileSync(file, 'utf8') }));
/** Where the connection for reads is known: by its type, or out of a feature's context. */
const known = /db\/reads\.ts'|context\.reads|\breads\b[^;]*\} = \w+\.context/;
const knowing = files.filter(({ text }) => known.test(text));

/** What may be read on a replica; each only reads. What reads and notes in one statement is not among it. */
const readers = [
  'columnarFigures',
  'countSearches',
  'exportSeizures',
  'plainFigures',
  'queryRows',
  'relatedTo',
  'searchSeizures',
];
/** Given the primary besides, for what they note. */
const withPrimary = ['exportSeizures', 'searchSeizures'];

/** Where a connection for reads is given on, and to what: `countSearches(reads, …)`, `together(context.reads)`. */
const given = knowing.flatMap(({ file, text }) =>
  [...text.matchAll(/(\w+)(?:<[^()]*>)?\(\s*(?:[^();]*?,\s*)?(?:elsewhere\(\w+, )?(?:context\.)?reads\s*[,)]/g)].map(
    ([, name = '']) => ({ file, name }),
  ),
);

test('only what is named here is read on a replica', () => {
  const plumbing = ['elsewhere', 'together', 'followWrites', 'endWith', 'measureReads', 'readStatus', 'replicaLines'];
  const found = given.map(({ name }) => name).filter(name => !plumbing.includes(name));
  expect([...new Set(found)].sort()).toEqual(readers);
});

/** The text of a function of the sources, from its name to the next of its file. */
function textOf(name: string): string {
  const begin = new RegExp(`^(export )?(async )?function\\*? ${name}\\b`, 'm');
  const { text = '' } = files.find(one => begin.test(one.text)) ?? {};
  const from = text.search(begin);
  const rest = text.slice(from + 1);
  const next = rest.search(/^(export )?(async )?function\*? |^(export )?const /m);
  return text.slice(from, next === -1 ? undefined : from + 1 + next);
}

test.each(readers.filter(name => !withPrimary.includes(name)))('%s writes nothing', name => {
  const text = textOf(name);
  expect(text.length).toBeGreaterThan(20);
  expect(text).not.toMatch(
    /\b(insert into|update \w+ set|delete from|merge into|noteRead|recordRead|note\(|execute)\b/,
  );
});

test('doors, rights, sealed rooms and the trail know no replica', () => {
  const closed = /^src\/(access|audit|cencomm|imports|mail|jobs|personal-data)\//;
  const rooms = knowing.filter(({ file }) => closed.test(file)).map(({ file }) => file);
  expect(rooms).toEqual([]);
});
