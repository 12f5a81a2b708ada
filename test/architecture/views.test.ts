import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const views = globSync('views/**/*.ejs');

/** What stays of a view once EJS, tags and entities are gone: text a reader would see, written in the view itself. */
function rawText(view: string): string[] {
  const text = readFileSync(view, 'utf8')
    .replace(/<%[\s\S]*?%>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&[a-z#0-9]+;/gi, ' ');
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => /\p{L}{2,}|[“”«»]/u.test(line) && !/^(CEN|UTC|UN\/LOCODE|EN|FR)$/.test(line));
}

/** Attributes people read or hear. */
function rawAttributes(view: string): string[] {
  const text = readFileSync(view, 'utf8').replace(/<%[\s\S]*?%>/g, '');
  return [...text.matchAll(/\s(?:title|alt|aria-label|placeholder)="([^"]*\p{L}{2,}[^"]*)"/gu)].map(
    ([, value = '']) => value,
  );
}

describe('strings in views', () => {
  test('there are views', () => expect(views.length).toBeGreaterThan(15));
  test.each(views)('%s holds no text of its own', view => {
    expect([...rawText(view), ...rawAttributes(view)]).toEqual([]);
  });
  test.each(views)('%s has no inline script, style or handler', view => {
    const text = readFileSync(view, 'utf8').replace(/<%[\s\S]*?%>/g, '');
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+="/i);
  });
  test.each(views)('%s puts only includes, icons and drawings out unescaped', view => {
    const raw = [...readFileSync(view, 'utf8').matchAll(/<%-\s*([\s\S]*?)%>/g)].map(([, code = '']) =>
      code.replace(/\s+/g, ' ').trim(),
    );
    const isOurs = (code: string): boolean =>
      /^(.*\? *)?(include\(|icon\(|.*\b(svg|chart|map)\b)/i.test(code) ||
      /^keptPart\([^,]+, \(\) => include\(.*\)\)$/.test(code) || // an include drawn before
      /^[\w.]+\.html(?: \?\? '')?$/.test(code) || // a slot filled by an include of the page
      /^[\w.]+ \? '<\/[^']*' : '(?:<\/[^']*)?'$/.test(code); // a closing tag
    expect(raw.filter(code => !isOurs(code))).toEqual([]);
  });
});

describe('the lines of a view', () => {
  const blocks =
    'address|article|aside|blockquote|body|caption|col|colgroup|dd|details|dialog|div|dl|dt|fieldset|figcaption|' +
    'figure|footer|form|h[1-6]|head|header|html|legend|li|link|main|meta|nav|noscript|ol|optgroup|option|p|pre|' +
    'search|section|select|summary|table|tbody|td|template|textarea|tfoot|th|thead|tr|ul';
  const opening = new RegExp(`<(?:${blocks})(?=[\\s>])`, 'g');
  // Code may name tags in strings; what it holds starts no element on the line.
  const linesOf = (view: string): string[] =>
    readFileSync(view, 'utf8')
      .replace(/<%[\s\S]*?%>/g, code => code.replace(/</g, ' '))
      .split('\n');

  test.each(views)('%s has no line over 140 characters', view => {
    const long = readFileSync(view, 'utf8')
      .split('\n')
      .filter(line => line.length > 140);
    expect(long).toEqual([]);
  });
  test.each(views)('%s starts one element of its own at most on a line; words, links and icons may share one', view => {
    expect(linesOf(view).filter(line => (line.match(opening) ?? []).length > 1)).toEqual([]);
  });
});

describe('languages', () => {
  const namespaces = globSync('locales/en/*.json').map(file => file.replace('locales/en/', ''));
  const keysOf = (value: unknown, prefix = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${prefix}.${key}`))
      : [prefix];
  const plural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
  test.each(namespaces)('%s says in French all it says in English', file => {
    const [en = [], fr = []] = ['en', 'fr'].map(lang => [
      ...new Set(keysOf(JSON.parse(readFileSync(`locales/${lang}/${file}`, 'utf8'))).map(plural)),
    ]);
    expect(en.filter(key => !fr.includes(key))).toEqual([]);
  });

  test('every key a view names exists', () => {
    const missing = views.flatMap(view =>
      [...readFileSync(view, 'utf8').matchAll(/\bt\('([a-z]+):([\w.-]*\w)'(?! *\+)/g)]
        .filter(([, namespace, key = '']) => !hasKey(namespace ?? '', key))
        .map(([, namespace, key]) => `${view} ${namespace}:${key}`),
    );
    expect(missing).toEqual([]);
  });

  function hasKey(namespace: string, key: string): boolean {
    try {
      const all = keysOf(JSON.parse(readFileSync(`locales/en/${namespace}.json`, 'utf8')));
      return all.some(one => one === `.${key}` || plural(one) === `.${key}`);
    } catch {
      return false;
    }
  }
});
