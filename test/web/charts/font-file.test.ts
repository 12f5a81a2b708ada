import { openSync, type Font } from 'fontkit';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openFont } from '../../../src/web/charts/files/font-file.ts';

const { resolve } = createRequire(import.meta.url);

test.each(['latin-400-normal', 'latin-ext-700-normal', 'vietnamese-500-normal', 'latin-400-italic'])(
  'a font is the same unpacked as the reader of fonts has it from the packed file: %s',
  name => {
    const path = resolve(`@fontsource/public-sans/files/public-sans-${name}.woff`);
    const [ours, packed] = [openFont(path), openSync(path) as Font];
    expect(ours.characterSet).toEqual(packed.characterSet);
    // The first stands for signs it has not.
    const drawn = (font: Font): unknown[] =>
      packed.characterSet.slice(1, 60).map(sign => {
        const glyph = font.glyphForCodePoint(sign);
        return [sign, glyph.advanceWidth, glyph.path.toSVG()];
      });
    expect(drawn(ours)).toEqual(drawn(packed));
  },
);
