import { describe, expect, test } from 'vitest';
import { icon, iconNames } from '../../src/web/icons.ts';

describe('icon', () => {
  test('draws every listed name as inline SVG that screen readers skip', () => {
    for (const name of iconNames) {
      const svg = icon(name);
      expect(svg, name).toMatch(
        /^<svg class="icon" width="16" height="16" viewBox="0 0 24 24" aria-hidden="true"><.+><\/svg>$/,
      );
      expect(svg, name).not.toMatch(/style=|<script|<!--|\n/);
    }
  });

  test('lists each name once', () => {
    expect(new Set(iconNames).size).toBe(iconNames.length);
  });

  test('takes size, class and label; the label is escaped', () => {
    const svg = icon('pill', { size: 14, class: 'is-ok', label: 'Drugs & "others" <b>' });
    expect(svg).toContain('class="icon is-ok" width="14" height="14"');
    expect(svg).toContain('role="img" aria-label="Drugs &amp; &quot;others&quot; &lt;b>"');
    expect(svg).not.toContain('aria-hidden');
  });

  test('answers the same drawing again', () => {
    expect(icon('ship', { size: 15 })).toBe(icon('ship', { size: 15 }));
    expect(icon('ship', { size: 15 })).not.toBe(icon('ship', { size: 16 }));
  });

  test('throws for a name that is not listed, so that a typo is found', () => {
    expect(() => icon('pil')).toThrow('pil');
    expect(() => icon('constructor')).toThrow('constructor');
  });
});
