import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { keptPart } from './kept-parts.ts';
import { PageParts, type Piece } from './page-parts.ts';

const root = fileURLToPath(new URL('../../views', import.meta.url));

type Locals = Readonly<Record<string, unknown>>;
type Include = (view: string, given?: Locals) => string;
export type Keep = (key: string | undefined, draw: () => string) => string;

interface Scope {
  /** What every view of the page may use. */
  readonly shared: Locals;
  readonly given: Locals;
  readonly include: Include;
  readonly keptPart: Keep;
}
type View = (scope: Scope) => string;

/** Where the view of this name is: 'seizures/search'. */
export const viewPath = (view: string): string => `${root}/${view}.ejs`;

/**
 * The views of EJS as plain functions, compiled once in the life of a process. EJS's own include copies all that is
 * given around it, twice, and reads each name through `with`: a page of some hundred parts spent half its time there.
 * Here a view takes the names it uses from what it is given, else from what the page has: what the view between them
 * was given is not handed on, which test/architecture/typed-views.test.ts already asks of every view.
 * Gives the page's pieces in their order.
 */
export function renderView(path: string, locals: Locals): readonly Piece[] {
  const parts = new PageParts();
  const draw = (at: string, given: Locals) => viewAt(at)({ shared: locals, given, include, keptPart: keep });
  const include: Include = (view, given = {}) => parts.add(draw(`${root}${view}.ejs`, given));
  const keep: Keep = (key, drawn) => parts.add(keptPart(key, () => parts.inOrder(drawn()).join('')));
  return parts.inOrder(draw(path, locals));
}

const compiled = new Map<string, View>();

function viewAt(path: string): View {
  const known = compiled.get(path);
  if (known) return known;
  const view = compile(path, withoutIndent(readFileSync(path, 'utf8')));
  compiled.set(path, view);
  return view;
}

/** The view in two blocks of script: in the outer one its names from outside, so that it may have the same inside. */
function compile(path: string, text: string): View {
  const names = namesIn(text)
    .filter(name => name !== 'keptPart')
    .map(name => `${name} = '${name}' in viewScope.given ? viewScope.given.${name} : viewScope.shared.${name}`);
  const isWhole = /\blocals\b/.test(text);
  const outside = [
    'include = viewScope.include, keptPart = viewScope.keptPart',
    ...(isWhole ? ['locals = Object.assign(Object.create(viewScope.shared), viewScope.given)'] : []),
    ...names,
  ];
  const options: ejs.Options & Record<string, unknown> = {
    filename: path,
    escape: escapeText,
    localsName: 'viewScope',
    _with: false,
    // Copying it would be all it does: names are read from it one by one.
    unsafePrototypeLocals: true,
  };
  return ejs.compile(`<% { const ${outside.join(', ')}; { %>${text}<% } } %>`, options) as unknown as View;
}

/**
 * The text of a view without what only lays it out for its reader: a third of a page was indentation, and was made,
 * packed and sent with it. A break stays one, so that words do not run together; a line of nothing but script leaves
 * none, and keeps it inside for the number of its line.
 */
export function withoutIndent(text: string): string {
  const parts = text.split(/(<%[\s\S]*?%>)/).map((part, at) => (at % 2 ? part : part.replace(/[ \t]*\n[ \t]*/g, '\n')));
  for (let at = 1; at < parts.length - 1; at += 2) {
    const [before = '', script = '', after = ''] = parts.slice(at - 1, at + 2);
    const isAlone = (before === '' ? at === 1 : before.endsWith('\n')) && after.startsWith('\n');
    if (!isAlone || !/^<%(?![=-])[\s\S]*[^-_]%>$/.test(script)) continue;
    parts[at] = `${script.slice(0, -2)}\n%>`;
    parts[at + 1] = after.slice(1);
  }
  return parts.join('');
}

/** Names the script of a view may take from outside. One too many costs nothing: it stays undefined and unused. */
export function namesIn(text: string): string[] {
  const names = new Set<string>();
  for (const [, script = ''] of text.matchAll(/<%(?!#)[-=_]?([\s\S]*?)[-_]?%>/g))
    for (const [name] of withoutTexts(script).matchAll(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*/g)) names.add(name);
  return [...names].filter(name => !own.has(name) && !(name in globalThis));
}

const withoutTexts = (script: string): string => script.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");

/** What the script of a view has without taking it from outside. */
const own: ReadonlySet<string> = new Set(
  (
    'include locals break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for function if import in instanceof let new null return super switch this throw true try typeof ' +
    'undefined var void while with'
  ).split(' '),
);

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

function escapeText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, mark => marks[mark] ?? mark) : text;
}
