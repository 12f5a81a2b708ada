import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'vite';

/*
 * A view as a module of TypeScript: script stays where it stands, so that a complaint of the compiler names the line of
 * the view; what is put out becomes a call, text goes.
 */

/** The script of a view, line by line as in the view. */
export function scriptOf(view: string): string {
  const lines = (text: string): string => text.replace(/[^\n]+/g, '');
  let script = '';
  let rest = view;
  for (let at = rest.indexOf('<%'); at >= 0; at = rest.indexOf('<%')) {
    const end = rest.indexOf('%>', at);
    script += lines(rest.slice(0, at)) + scriptOfTag(rest.slice(at + 2, end));
    rest = rest.slice(end + 2);
  }
  return script + lines(rest);
}

function scriptOfTag(inside: string): string {
  const [kind, code] = [inside[0] ?? '', inside.slice(1)];
  if (kind === '#') return code.replace(/[^\n]+/g, '');
  if (kind === '=') return `;out(${code.trimEnd()});`;
  if (kind === '-') return `;raw(${code.trimEnd()});`;
  return ` ${inside} `;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Names a script takes from outside: neither declared in it nor known to every script. */
export function namesFromOutside(script: string): string[] {
  const used = new Set<string>();
  const declared = new Set<string>(['locals', 'include', 'out', 'raw', 'undefined']);
  const bind = (pattern: Node | null): void => {
    if (!pattern) return;
    if (pattern.type === 'Identifier') declared.add(String(pattern.name));
    else if (pattern.type === 'AssignmentPattern') {
      bind(pattern.left as Node);
      visit(pattern.right as Node);
    } else if (pattern.type === 'RestElement') bind(pattern.argument as Node);
    else if (pattern.type === 'ArrayPattern') for (const one of pattern.elements as (Node | null)[]) bind(one);
    else if (pattern.type === 'ObjectPattern')
      for (const one of pattern.properties as Node[]) bind((one.value ?? one) as Node);
  };
  const visit = (node: Node): void => {
    if (node.type === 'Identifier') used.add(String(node.name));
    else if (node.type === 'VariableDeclarator') bind(node.id as Node);
    else if (/Function/.test(node.type)) for (const one of node.params as Node[]) bind(one);
    for (const [key, value] of Object.entries(node)) {
      const isName =
        node.computed !== true && ((key === 'property' && node.type === 'MemberExpression') || key === 'key');
      const isBound = key === 'id' || key === 'params';
      if (isName || isBound) continue;
      for (const one of Array.isArray(value) ? value : [value]) if (one?.type) visit(one as Node);
    }
  };
  visit(parseAst(script, { lang: 'js' }) as unknown as Node);
  return [...used].filter(name => !declared.has(name) && !(name in globalThis)).sort();
}

/** The module of a view; its first line holds all that the view does not say itself. */
export function moduleOf(name: string, view: string, root: string): string {
  const script = scriptOf(view);
  const names = namesFromOutside(script);
  const head = [
    `import type { SharedLocals, Views } from '${root}/src/web/render.ts';`,
    `import type { Always, Include, Shown } from '${root}/test/support/view-globals.ts';`,
    'declare const include: Include; declare const out: (value: Shown) => void; declare const raw: (html: ' +
      'string | undefined) => void;',
    `export function view(locals: Views['${name}'] & SharedLocals) {`,
    names.length > 0 ? `const { ${names.join(', ')} } = locals as Always<typeof locals>;` : '',
  ];
  return `${head.join(' ')}${script}\n}\n`;
}

/** Writes the modules of the views and the settings to compile them with into `directory`. */
export function writeModules(views: readonly string[], root: string, directory: string): void {
  for (const view of views) {
    const name = view.replace(/^views\//, '').replace(/\.ejs$/, '');
    const target = join(directory, 'views', `${name}.ts`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, moduleOf(name, readFileSync(join(root, view), 'utf8'), root));
  }
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({
      extends: `${root}/tsconfig.json`,
      compilerOptions: {
        // Functions in views name no types.
        noImplicitAny: false,
        noUncheckedIndexedAccess: false,
        typeRoots: [`${root}/node_modules/@types`],
      },
      include: ['views', `${root}/src`],
    }),
  );
}
