import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

export const limits = ['file', 'function', 'complexity', 'line', 'viewLine'] as const;
export type Limit = (typeof limits)[number];

/** How often each file breaks a limit; files that keep it are left out. */
export type Offences = Readonly<Record<Limit, Readonly<Record<string, number>>>>;

/**
 * File 300 lines, of tests 600 (each is a database and a portal of its own: two of half the size cost a second more in
 * every run); function 60 (tests aside: a group of tests is a function too); cognitive complexity 15; line 120
 * characters, in views 140.
 */
export function measureSizes(): Offences {
  const code = globSync('{src,evaluation,test,bench,seeds,migrations}/**/*.ts').concat(globSync('public/js/**/*.js'));
  const own = code.filter(file => !file.startsWith('test/fixtures/')).sort();
  const found = {
    // What seeds hold is data.
    file: countIn(
      own.filter(file => !file.startsWith('seeds/')),
      (text, file) => (text.trimEnd().split('\n').length > (file.endsWith('.test.ts') ? 600 : 300) ? 1 : 0),
    ),
    line: countIn(own, text => linesOver(120, text)),
    viewLine: countIn(globSync('views/**/*.ejs').sort(), text => linesOver(140, text)),
  };
  return { ...found, ...measureFunctions() };
}

function countIn(files: readonly string[], count: (text: string, file: string) => number): Record<string, number> {
  return Object.fromEntries(
    files.map(file => [file, count(readFileSync(file, 'utf8'), file)] as const).filter(([, offences]) => offences > 0),
  );
}

/** The title of a test is a sentence, which nothing breaks. */
const title = /^ *test\('.*', (async )?\(\) => \{$/;

function linesOver(width: number, text: string): number {
  return text.split('\n').filter(line => line.length > width && !title.test(line)).length;
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** The linter measures functions; both of its rules are off otherwise. */
function measureFunctions(): Pick<Offences, 'function' | 'complexity'> {
  const rules = ['noExcessiveLinesPerFunction', 'noExcessiveCognitiveComplexity'];
  const only = rules.map(rule => `--only=complexity/${rule}`);
  const report = execFileSync('biome', ['lint', ...only, '--max-diagnostics=none', '--reporter=json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  }).toString();
  const { diagnostics } = JSON.parse(report) as { diagnostics: readonly Diagnostic[] };
  const [long, complex] = rules.map(rule => {
    const files = diagnostics.filter(({ category }) => category.endsWith(rule)).map(({ location }) => location.path);
    const counted: Record<string, number> = {};
    for (const file of files.sort()) counted[file] = (counted[file] ?? 0) + 1;
    return counted;
  });
  const inTests = (file: string) => file.startsWith('test/');
  return {
    function: Object.fromEntries(Object.entries(long ?? {}).filter(([file]) => !inTests(file))),
    complexity: complex ?? {},
  };
}

// `node test/support/measure-sizes.ts` says what breaks the limits, exceptions among it.
if (import.meta.main) console.log(JSON.stringify(measureSizes(), undefined, 2));
