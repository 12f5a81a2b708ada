import type { ResourceLanguage, TFunction } from 'i18next';

type Values = Readonly<Record<string, unknown>>;
/** Texts and names of values in turn, a text first. */
type Template = readonly string[];

/** What i18next takes for itself among the values, and this does not know. */
const special: ReadonlySet<string> = new Set([
  'defaultValue',
  'context',
  'ordinal',
  'returnObjects',
  'lng',
  'ns',
  'replace',
  'interpolation',
]);

/**
 * Looks a text up once and fills it in by itself, which i18next takes ten times as long for; a page has some hundred.
 * What is more than a text with places for values, or is not there, i18next answers. Keys are ours, so they are few.
 */
export function quick(lang: string, words: ResourceLanguage, t: TFunction): TFunction {
  const plural = new Intl.PluralRules(lang);
  const texts = new Map<string, string>();
  const templates = new Map<string, Template | undefined>();
  const templateOf = (key: string): Template | undefined => {
    if (!templates.has(key)) templates.set(key, parse(find(words, key)));
    return templates.get(key);
  };
  const forCount = (key: string, count: unknown): Template | undefined => {
    if (typeof count !== 'number') return count === undefined ? templateOf(key) : undefined;
    const none = count === 0 ? templateOf(`${key}_zero`) : undefined;
    return none ?? templateOf(`${key}_${plural.select(count)}`) ?? templateOf(key);
  };
  const slow = (...given: readonly unknown[]): string => Reflect.apply(t, undefined, given);
  const look = (key: unknown, ...given: readonly unknown[]): string => {
    if (typeof key !== 'string') return slow(key, ...given);
    if (given.length === 0) {
      const found = texts.get(key) ?? slow(key);
      texts.set(key, found);
      return found;
    }
    const [values] = given;
    if (given.length > 1 || typeof values !== 'object' || values === null || isForItself(values))
      return slow(key, ...given);
    const template = forCount(key, (values as Values).count);
    return (template && fill(template, values as Values)) ?? slow(key, ...given);
  };
  return look as unknown as TFunction;
}

function isForItself(values: object): boolean {
  for (const name in values) if (special.has(name)) return true;
  return false;
}

function find(words: ResourceLanguage, key: string): unknown {
  const at = key.indexOf(':');
  let found: unknown = words[at < 0 ? 'common' : key.slice(0, at)];
  for (const name of key.slice(at + 1).split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** Undefined for what is no text, or one that formats values or holds other texts. */
function parse(text: unknown): Template | undefined {
  if (typeof text !== 'string' || text === '' || text.includes('$t(')) return undefined;
  const parts = text.split(/\{\{\s*(\w+)\s*\}\}/);
  return parts.some((part, at) => at % 2 === 0 && part.includes('{{')) ? undefined : parts;
}

/** Undefined where a value is not given. */
function fill(template: Template, values: Values): string | undefined {
  let text = template[0] ?? '';
  for (let at = 1; at < template.length; at += 2) {
    const value = values[template[at] ?? ''];
    if (value === undefined) return undefined;
    text += (value === null ? '' : String(value)) + (template[at + 1] ?? '');
  }
  return text;
}
