import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { namesIn, renderView as textsOf } from '../../src/web/view-engine.ts';
import { namesFromOutside, scriptOf } from '../support/typed-views.ts';

const directory = mkdtempSync(join(tmpdir(), 'cen-views-'));
afterAll(() => rmSync(directory, { recursive: true }));

const renderView = (path: string, locals: Parameters<typeof textsOf>[1]): string => textsOf(path, locals).join('');

function viewOf(text: string): string {
  const path = join(directory, `view-${Math.random()}.ejs`);
  writeFileSync(path, text);
  return path;
}

test('every name a view takes from outside is found', () => {
  const views = globSync('views/**/*.ejs');
  const missed = views.flatMap(view => {
    const text = readFileSync(view, 'utf8');
    const found = namesIn(text);
    return namesFromOutside(scriptOf(text))
      .filter(name => !found.includes(name))
      .map(name => `${view} ${name}`);
  });
  expect(views.length).toBeGreaterThan(200);
  expect(missed).toEqual([]);
});

test('what is given is escaped, and what is not given is nothing', () => {
  const view = viewOf('<b title="<%= name %>"><%= missing %><%- html %></b>');
  expect(renderView(view, { name: `<&>"'`, html: '<i>1</i>' })).toBe('<b title="&lt;&amp;&gt;&#34;&#39;"><i>1</i></b>');
});

test('a name of the view itself comes before one that is given', () => {
  const view = viewOf('<% const all = [...list]; for (const one of all) { %><%= one %>;<% } %><%= locals.all %>');
  expect(renderView(view, { list: [1, 2], all: 'given', one: 'given' })).toBe('1;2;given');
});

test('a view may call its own things as it likes', () => {
  const view = viewOf('<% for (const _ of [1, 2]) { %><%= mark %><% } %>');
  expect(renderView(view, { mark: '*' })).toBe('**');
});

test('a part sees what it is given and what the page has, not what the part around it was given', () => {
  const tag = viewOf("<%- include('/shared/_tag', { tag: { label: 'given' } }) %>");
  expect(renderView(tag, { tag: { label: 'of the page' } })).toContain('given');
  const icon = (name: string): string => `icon ${name}`;
  const panel = viewOf("<%- include('/shared/_tag', { tag: { label: 'given', icon: 'flag' } }) %>");
  expect(renderView(panel, { icon })).toContain('icon flag');
});

test('large parts of a page are texts of their own, kept ones too, and stay in their place', () => {
  const large = 'x'.repeat(10_000);
  const body = viewOf(
    "<p><%- include('/shared/_tag', { tag: { label: large } }) %></p><%- keptPart(key, () => " +
      "'<b>' + include('/shared/_tag', { tag: { label: large } }) + '</b>') %><i></i>",
  );
  const key = `large ${Math.random()}`;
  const [first, second] = [textsOf(body, { large, key }), textsOf(body, { large, key })];
  expect(first).toHaveLength(5);
  expect(first.join('')).toMatch(
    /^<p><span[^>]*>\s*x{10000}\s*<\/span>\s*<\/p><b><span[^>]*>\s*x{10000}\s*<\/span>\s*<\/b><i><\/i>$/,
  );
  expect(second).toEqual(first);
});

test('a view that fails says where', () => {
  const view = viewOf('<p>\n<% const one = nothing.there; %>\n</p>');
  expect(() => renderView(view, {})).toThrow(/view-[\d.]+\.ejs:2[\s\S]*Cannot read properties of undefined/);
});

test('indentation and lines of script leave nothing behind, words stay apart, and a failure keeps its line', () => {
  const text =
    '<ul>\n  <% for (const one of list) { %>\n    <li>\n      <%= one %>\n      <b>it</b>\n' +
    '    </li>\n  <% } %>\n</ul>\n';
  expect(renderView(viewOf(text), { list: [1, 2] })).toBe(
    '<ul>\n<li>\n1\n<b>it</b>\n</li>\n<li>\n2\n<b>it</b>\n</li>\n</ul>\n',
  );
  const failing = viewOf('<% if (true) { %>\n  <% } %>\n<p>\n  <%= nothing.there %>\n</p>');
  expect(() => renderView(failing, {})).toThrow(/view-[\d.]+\.ejs:4/);
});

test('what keeps its white space is written in one line, so that none is lost', () => {
  const broken = globSync('views/**/*.ejs').filter(view =>
    /<(?:textarea|pre)\b[^>]*>\s*\n|\n\s*<\/(?:textarea|pre)>/.test(
      readFileSync(view, 'utf8').replace(/<%[\s\S]*?%>/g, ''),
    ),
  );
  expect(broken).toEqual([]);
});
