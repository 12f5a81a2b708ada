import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const files = globSync('src/**/*.ts');
const plumbing = [
  'web',
  'db',
  'files',
  'jobs',
  'mail',
  'i18n',
  'markup',
  'net',
  'crypto',
  'spreadsheets',
  'text',
  'metrics',
];
/** What each room may enter, beside itself and plumbing; the root files and cli may enter all. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'personal-data': [],
  reference: ['fields'],
  audit: [],
  fields: ['personal-data'],
  forms: ['fields'],
  access: ['reference', 'audit', 'personal-data', 'forms', 'fields'],
  network: ['reference', 'audit', 'access', 'personal-data', 'forms', 'fields'],
  seizures: ['reference', 'audit', 'access', 'personal-data', 'forms', 'network', 'fields'],
  imports: ['reference', 'audit', 'access', 'personal-data', 'network', 'seizures', 'fields'],
  cws: ['reference', 'audit', 'access', 'personal-data', 'forms', 'network', 'seizures', 'fields'],
  cpdb: ['reference', 'audit', 'access', 'personal-data', 'forms', 'network', 'seizures', 'fields'],
  cencomm: ['reference', 'audit', 'access', 'personal-data', 'forms', 'network', 'seizures', 'fields'],
  analysis: [
    'reference',
    'audit',
    'access',
    'personal-data',
    'forms',
    'fields',
    'network',
    'seizures',
    'imports',
    'cws',
    'cpdb',
    'cencomm',
  ],
  search: ['reference', 'audit', 'access', 'seizures', 'cws', 'cpdb', 'network', 'fields'],
  help: ['access', 'reference', 'network', 'fields'],
  returns: ['reference', 'audit', 'access', 'seizures', 'cws', 'cpdb', 'fields'],
  waiting: ['access', 'audit', 'fields'],
  operations: ['access', 'audit', 'imports', 'reference', 'fields'],
  home: [
    'reference',
    'audit',
    'access',
    'seizures',
    'cws',
    'cpdb',
    'cencomm',
    'analysis',
    'fields',
    'network',
    'waiting',
  ],
};
const rootFiles = new Set(['errors', 'config', 'start-error']);

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(([, path = '']) => ({
    file,
    target: normalize(join(dirname(file), path)),
  }));
}

function roomOf(path: string): string {
  const [, context = '', rest] = path.split('/');
  return rest === undefined ? 'root' : context;
}

const imports = files.flatMap(importsOf);

/** Groups of files that import each other in a circle, types included, each sorted (Tarjan's algorithm). */
function circlesAmong(edges: readonly Import[]): string[][] {
  const targets = Map.groupBy(edges, ({ file }) => file);
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    let lowest = own;
    order.set(file, own);
    open.push(file);
    for (const { target } of targets.get(file) ?? []) {
      if (!order.has(target)) lowest = Math.min(lowest, visit(target));
      else if (open.includes(target)) lowest = Math.min(lowest, order.get(target) ?? own);
    }
    if (lowest === own) {
      const group = open.splice(open.indexOf(file)).sort();
      if (group.length > 1) circles.push(group);
    }
    return lowest;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
}

describe('boundaries', () => {
  test('there is something to check', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  test('plumbing knows no domain room', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        plumbing.includes(roomOf(file)) &&
        !plumbing.includes(roomOf(target)) &&
        !(roomOf(target) === 'root' && /\/(errors|config|start-error)\.ts$/.test(target)),
    );
    expect(wrong).toEqual([]);
  });

  test('no files import each other in a circle, types included', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
    ].map(([file = '', target = '']) => ({ file, target }));
    expect(circlesAmong(edges)).toEqual([['a', 'b', 'c']]);
    expect(circlesAmong(imports)).toEqual([]);
  });

  test('rooms depend one way', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!(from in allowed) || from === to || plumbing.includes(to)) return false;
      if (to === 'root') return ![...rootFiles].some(name => target === `src/${name}.ts`);
      return !allowed[from]?.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  test('another room is entered by its index only', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to || from === 'root' || from === 'cli' || !(to in allowed)) return false;
      return target !== `src/${to}/index.ts`;
    });
    expect(wrong).toEqual([]);
  });

  test("evaluation's own database is outside src and loaded only when it is wanted", () => {
    const entered = imports.filter(({ target }) => !/^(src|seeds|migrations)\//.test(target));
    expect(entered.filter(({ target }) => target !== 'evaluation/index.ts')).toEqual([]);
    const loads = [...new Set(entered.map(({ file }) => file))].sort();
    expect(loads).toEqual(['src/cli/command.ts', 'src/start.ts']);
    expect(loads.filter(file => /from '[./]*evaluation/.test(readFileSync(file, 'utf8')))).toEqual([]);
    const used = globSync('evaluation/*.ts')
      .flatMap(importsOf)
      .map(({ target }) => target);
    expect(new Set(used.filter(target => target.startsWith('src/')))).toEqual(
      new Set(['src/db/urls.ts', 'src/files/store/data-dir.ts', 'src/start-error.ts']),
    );
  });

  test('Express stays in routes, pages, guards and web', () => {
    const wrong = files.filter(
      file =>
        /from 'express'/.test(readFileSync(file, 'utf8')) &&
        !new RegExp(
          String.raw`^src/(web/|app\.ts|access/(guard|rate-limits)|access/session/(passport|expired-session|` +
            'device-cookie|known-visitor|passkey-first)|[a-z]+/(.*/' +
            String.raw`)?(routes|pages)(\.ts|/|-))`,
        ).test(file),
    );
    expect(wrong).toEqual([]);
  });

  test('only config.ts reads the environment', () => {
    const wrong = files.filter(file => file !== 'src/config.ts' && /process\.env/.test(readFileSync(file, 'utf8')));
    expect(wrong).toEqual([]);
  });

  test('only the error handler sets an error status', () => {
    const wrong = files.filter(
      file =>
        !/^src\/(web|access)\//.test(file) &&
        /\.status\([45]0[0-9]\)/.test(readFileSync(file, 'utf8')) &&
        !/\.status\(409\)|\.status\(422\)/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('habits', () => {
  test('no leftovers: console.log, .only, TODO', () => {
    const tests = globSync('test/**/*.ts').filter(file => file !== 'test/architecture/boundaries.test.ts');
    const wrong = [...files, ...tests].filter(file => {
      const text = readFileSync(file, 'utf8');
      return (
        (file.startsWith('src/') && !file.startsWith('src/cli/') && /console\.log/.test(text)) ||
        /\b(test|it|describe)\.only\(|\bTODO\b|\bFIXME\b/.test(text)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('SQL is never built from a value', () => {
    const wrong = files.filter(file =>
      /query\(`[^`]*\$\{(?!columns|assignments|auditColumns|lock|narrow|name\b)/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing is decided by Math.random', () => {
    expect(files.filter(file => /Math\.random/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
