import { chromium } from 'playwright';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { allowedAttributes } from '../../src/markup/sanitize-html.ts';
import { bounds, problemsIn, renderMarkdown } from '../../src/markup/index.ts';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { corpus, payloads } from './corpus.ts';
import { options } from './options.ts';

interface Found {
  readonly tag: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

/** Elements of a piece of HTML as a browser reads it. */
function elementsOf(html: string): Found[] {
  const into = (node: Tree.Node): Found[] => [
    ...('tagName' in node ? [{ tag: node.tagName, attributes: node.attrs }] : []),
    ...('content' in node ? into(node.content) : []),
    ...('childNodes' in node ? node.childNodes.flatMap(into) : []),
  ];
  return into(parseFragment(html));
}

function isFit({ tag, attributes }: Found): boolean {
  return (
    tag in allowedAttributes &&
    attributes.every(({ name, value }) => {
      if (!allowedAttributes[tag]?.includes(name)) return false;
      if (name === 'href') return /^(?:https:\/\/[a-z0-9]|mailto:[\w.+%-]+@[\w.-]+$|\/(?![/\\])|#[\w-]+$)/.test(value);
      return name !== 'src' || value === '/cws/files/11111111-1111-4111-8111-111111111111';
    })
  );
}

describe('hostile text', () => {
  test('there is enough of it', () => {
    expect(payloads.length).toBeGreaterThan(60);
    expect(corpus.length).toBeGreaterThan(1000);
  });

  test('leaves no element and no attribute outside the list', () => {
    const wrong = corpus.flatMap(text => {
      const html = renderMarkdown(text, options);
      const odd = elementsOf(html).filter(one => !isFit(one));
      return odd.length === 0 ? [] : [{ text, html, odd }];
    });
    expect(wrong).toEqual([]);
  });

  test('runs nothing and asks no other site in a browser without any policy', async () => {
    const browser = await chromium.launch({
      executablePath: chromiumPath() ?? chromiums[1],
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      await page.route('**/*', route => {
        asked.push(route.request().url());
        return route.fulfill({ contentType: 'text/html', body: '' });
      });
      await page.goto('https://portal.invalid/');
      await page.setContent(
        '<!doctype html><script>globalThis.tripped=0;globalThis.tripwire=()=>{globalThis.tripped+=1}</' +
          `script>${corpus.map(text => `<div>${renderMarkdown(text, options)}</div>`).join('\n')}`,
      );
      await page.waitForTimeout(300);
      expect(await page.evaluate('globalThis.tripped')).toBe(0);
      expect(await page.evaluate('document.scripts.length')).toBe(1);
      expect(asked.filter(url => !url.startsWith('https://portal.invalid/'))).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 30_000);
});

describe('text that is too much', () => {
  const filled = (piece: string): string =>
    piece.repeat(Math.ceil(bounds.characters / piece.length)).slice(0, bounds.characters);
  const pieces = [
    '>',
    '> ',
    '[',
    '*',
    '_',
    '`',
    '~',
    '![',
    '<',
    '[a](',
    '&',
    '\\',
    '(',
    '*a ',
    '**a ',
    '|',
    '-',
    '#',
    '+ ',
    '1. ',
    '<!--',
    '<a ',
    'http://a',
    'a@',
    '\t',
    ' ',
    '\n',
    '[]',
    '[a]: b\n',
    'a**b',
    '*_`[',
    '>a\nb\n',
    '- a\n',
    'a_b',
    '~a',
    '```\n',
    '|a\n|-\n',
    'http://a.b/(',
    '- > ',
    '&#1',
    '<a a="',
    'KE-2026-000123 ',
    'A-',
    '![a](file:',
    '**a*b__',
    'a.b-',
    '😀',
  ];
  const stairs = Array.from({ length: 240 }, (_, level) => `${' '.repeat(level * 2)}- a\n`).join('');
  const wide = `${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${'|\n'.repeat(9000)}`;
  const long = `|a|b|c|\n|-|-|-|\n${'|1|2|3|\n'.repeat(7000)}`;

  test.each(
    [...pieces.map(filled), ...pieces.map(piece => `${filled(`${piece.repeat(40)}\n\n`)}`), stairs, wide, long].map(
      text => [text.slice(0, 24), text],
    ),
  )('ends soon: %j', (_name, text) => {
    const start = performance.now();
    const html = renderMarkdown(text, options);
    // Without its bounds the reader takes minutes; how fast it is stands in no test.
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(html.length).toBeLessThan(4_000_000);
  });

  test.each([
    ['tooLong', 'a '.repeat(30_001)],
    ['tooDeep', '>'.repeat(1000)],
    ['tooDeep', stairs],
    ['longParagraph', 'a_b'.repeat(5000)],
    ['longQuote', '>a\nb\n'.repeat(8000)],
    ['largeTable', wide],
  ])('is told why (%s) and shown as typed', (key, text) => {
    expect(problemsIn(text).map(problem => problem.key)).toEqual([`markup:problem.${key}`]);
    expect(renderMarkdown(`${text}<b>`, options)).toMatch(/^<p class="markup-plain">[^<]*&lt;b&gt;<\/p>$/);
  });

  test('has no problem where it is what people write', () => {
    const page =
      `# A\n\n${'Words and **more** words. '.repeat(100)}\n\n- a\n  - b\n    - c\n\n> ` +
      `quoted\n\n|a|b|\n|-|-|\n${'|1|2|\n'.repeat(500)}`;
    expect(problemsIn(page)).toEqual([]);
  });
});
