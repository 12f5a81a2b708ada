import { describe, expect, test } from 'vitest';
import { plainText, referencesIn, renderMarkdown } from '../../src/markup/index.ts';
import { options, pictureId } from './options.ts';

const html = (text: string): string => renderMarkdown(text, options).trim();

describe('headings', () => {
  test('begin below the page’s own and leave no level out, however they are counted', () => {
    expect(html('## Routes\n\n#### Air\n\n## Sea').match(/<h\d id="[^"]*"/g)).toEqual([
      '<h3 id="part-routes"',
      '<h4 id="part-air"',
      '<h3 id="part-sea"',
    ]);
  });

  test('have ids of their words, each once', () => {
    expect(html('# Été à Nîmes\n\n# Été à Nîmes\n\n# 毒品').match(/id="[^"]*"/g)).toEqual([
      'id="part-ete-a-nimes"',
      'id="part-ete-a-nimes-2"',
      'id="part-part"',
    ]);
  });
});

describe('links', () => {
  test('that lead out say so and give nothing away', () => {
    expect(html('[CITES](https://cites.org/eng)')).toBe(
      '<p><a class="markup-external" href="https://cites.org/eng" rel="noopener noreferrer ' +
        'nofollow">CITES<span class="visually-hidden"> (other site)</span></a></p>',
    );
  });

  test('within the portal are its paths, also written with its own address', () => {
    expect(html('[a](/cws/alerts?x=1&y=2#z) [b](https://cen.example.org/network) [c](#part-a)')).toBe(
      '<p><a href="/cws/alerts?x=1&amp;y=2#z">a</a> <a href="/network">b</a> <a href="#part-a">c</a></p>',
    );
  });

  test('within the portal never turn into another host when their dots fall away', () => {
    for (const written of ['/.//evil.example', '/a/..//evil.example', '/%2e//evil.example'])
      expect([written, html(`[a](${written})`)]).toEqual([written, '<p>a</p>']);
  });

  test('to a mailbox stay, to anything else are words', () => {
    expect(
      html(
        '[a](mailto:ncp@customs.example) [b](http://cites.org) [c](ftp://x.example/) [d](//x.example/) [e](page.html)',
      ),
    ).toBe('<p><a href="mailto:ncp@customs.example">a</a> b c d e</p>');
  });
});

describe('references', () => {
  test('are links where there is something for the reader, and plain text elsewhere', () => {
    expect(html('See KE-2026-000123 and ALERT-2026-0001.')).toBe(
      '<p>See <a class="markup-reference" href="/seizures/KE-2026-000123">KE-2026-000123</a> and ALERT-2026-0001.</p>',
    );
  });

  test('are none in code, in links, in words and in addresses', () => {
    const text =
      '`KE-2026-000123` [KE-2026-000123](/cws) XKE-2026-000123-7 https://x.example/KE-2026-000123\n\n    ' +
      'KE-2026-000123\n';
    expect(html(text)).not.toContain('markup-reference');
    expect(referencesIn(text)).toEqual([]);
  });

  test('are found wherever they stand, each once', () => {
    expect(
      referencesIn(
        '# PAGE-2026-0004\n\n- **KE-2026-000123**\n  - (SHEET-2026-0002)\n\n> ' +
          'KE-2026-000123\n\n|BULLETIN-2026-0001|\n|-|\n|MEDIA-2026-0001|',
      ),
    ).toEqual(['PAGE-2026-0004', 'KE-2026-000123', 'SHEET-2026-0002', 'BULLETIN-2026-0001', 'MEDIA-2026-0001']);
  });

  test('lead within the portal only', () => {
    expect(
      renderMarkdown('KE-2026-000123', {
        ...options,
        references: new Map([['KE-2026-000123', 'https://evil.example']]),
      }).trim(),
    ).toBe('<p>KE-2026-000123</p>');
  });
});

describe('pictures', () => {
  test('stand alone with their caption', () => {
    expect(html(`![False bottom, *Nairobi*](file:${pictureId})`)).toBe(
      `<figure class="markup-figure"><img class="markup-picture" src="/cws/files/${pictureId}" alt="A ` +
        'suitcase with a false bottom" width="640" height="480" loading="lazy" /><figcaption>False bottom, ' +
        'Nairobi</figcaption></figure>',
    );
  });

  test('of other sites and of nobody are their words', () => {
    expect(html('![A bag](https://x.example/a.png) and ![B](file:22222222-2222-4222-8222-222222222222)')).toBe(
      '<p><span class="markup-missing">A bag</span> and <span class="markup-missing">B</span></p>',
    );
  });
});

describe('tables', () => {
  test('scroll in a region that has a name and takes the keyboard', () => {
    expect(html('| a | b |\n|---|--:|\n| 1 | 2 |').replaceAll('\n', '')).toBe(
      '<div class="markup-table" role="region" tabindex="0" aria-label="Table 1"><table><thead><tr><th ' +
        'scope="col">a</th><th scope="col" class="is-right">b</th></tr></thead><tbody><tr><td>1</td><td ' +
        'class="is-right">2</td></tr></tbody></table></div>',
    );
  });

  test('may break lines in their cells', () => {
    expect(html('| a |\n|---|\n| 1<br>2 |')).toContain('<td>1<br />2</td>');
  });
});

test('HTML is shown as it was typed', () => {
  expect(html('a <b>bold</b>')).toBe('<p>a &lt;b&gt;bold&lt;/b&gt;</p>');
});

test('a text for search and feeds has words only', () => {
  expect(
    plainText(
      '# A & B\n\nSee **[CITES](https://cites.org)**, `x < y` &eacute; &amp; KE-2026-000123\n\n- one\n- [x] ' +
        'two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A bag](file:1)',
    ),
  ).toBe('A & B\nSee CITES, x < y &eacute; & KE-2026-000123\none\ntwo\na b\n1 2\nA bag');
});
