import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Rule {
  /** All must be there. */
  readonly classes: readonly string[];
  /** Of elements around it. */
  readonly around: readonly string[];
  readonly declarations: readonly (readonly [property: string, value: string])[];
}

const directory = fileURLToPath(new URL('../../../../public/css', import.meta.url));

function sheet(name: string): string {
  return readFileSync(`${directory}/${name}.css`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
}

/** A sheet without what stands in @media and @supports: as it is on a light screen. */
function plainRules(css: string): string {
  let [kept, at] = ['', 0];
  while (at < css.length) {
    const next = css.indexOf('@', at);
    if (next < 0) return kept + css.slice(at);
    kept += css.slice(at, next);
    let depth = 0;
    at = css.indexOf('{', next);
    do {
      if (css[at] === '{') depth += 1;
      if (css[at] === '}') depth -= 1;
      at += 1;
    } while (depth > 0 && at < css.length);
  }
  return kept;
}

function declarationsOf(body: string): [string, string][] {
  return body
    .split(';')
    .map(one => one.split(/:(.*)/s).map(part => part.trim()))
    .flatMap(([property, value]) => (property && value ? [[property, value] as [string, string]] : []));
}

/** What a drawing may say of itself as an attribute. */
const attributes = new Set(
  (
    'fill fill-opacity stroke stroke-opacity stroke-width stroke-dasharray stroke-linejoin stroke-linecap ' +
    'paint-order font-size font-weight font-style letter-spacing shape-rendering opacity'
  ).split(' '),
);

interface Sheet {
  readonly rules: readonly Rule[];
}

function readRules(): Sheet {
  const values = new Map<string, string>();
  const rules: Rule[] = [];
  for (const name of ['tokens', 'charts', 'figures', 'drawings'])
    for (const [, selectors = '', body = ''] of plainRules(sheet(name)).matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const declared = declarationsOf(body);
      for (const [property, value] of declared) if (property.startsWith('--')) values.set(property, value);
      const declarations = declared.filter(([property]) => attributes.has(property));
      rules.push(...selectors.split(',').flatMap(selector => ruleOf(selector, declarations)));
    }
  return { rules: rules.map(rule => ({ ...rule, declarations: rule.declarations.map(one => resolved(one, values)) })) };
}

/** A rule of classes only; what pages do on hover, and what names elements, is none of a drawing's. */
function ruleOf(selector: string, declarations: Rule['declarations']): Rule[] {
  const steps = selector.trim().split(/\s+/);
  if (!steps.every(step => /^(?:\.[\w-]+)+$/.test(step))) return [];
  const classes = steps.map(step => step.split('.').filter(Boolean));
  return [{ classes: classes.at(-1) ?? [], around: classes.slice(0, -1).flat(), declarations }];
}

function resolved([property, value]: readonly [string, string], values: ReadonlyMap<string, string>): [string, string] {
  let text = value;
  for (let turn = 0; turn < 4 && text.includes('var('); turn += 1)
    text = text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => values.get(name) ?? 'none');
  return [property, text.replace(/^transparent$/, 'none').replace(/(\d)px$/, '$1')];
}

let known: Sheet | undefined;

/** The attributes of an element by its classes; what is more exactly named, then what is later, wins. */
function lookOf(classes: readonly string[], around: ReadonlySet<string>): Map<string, string> {
  known ??= readRules();
  const look = new Map<string, string>();
  known.rules
    .filter(rule => rule.classes.every(one => classes.includes(one)) && rule.around.every(one => around.has(one)))
    .toSorted((a, b) => a.classes.length + a.around.length - b.classes.length - b.around.length)
    .flatMap(rule => rule.declarations)
    .forEach(([property, value]) => look.set(property, value));
  return look;
}

/** A drawing of this folder whose classes are replaced by what the portal's sheets say of them, on a light ground. */
export function inlineSheet(svg: string): string {
  const around = new Set(/^<svg[^>]*class="([^"]*)"/.exec(svg)?.[1]?.split(' ') ?? []);
  return svg.replace(
    /<(\w+)([^<>]*?) class="([^"]*)"([^<>]*?)(\/?)>/g,
    (_, name, before, classes: string, after, end) => {
      const look = lookOf(classes.split(' '), around);
      const said = [...look]
        .filter(([property]) => !`${before}${after}`.includes(` ${property}="`))
        .map(([property, value]) => ` ${property}="${value.replaceAll('"', '&quot;')}"`);
      return `<${name}${before}${after}${name === 'svg' ? '' : said.join('')}${end}>`;
    },
  );
}
