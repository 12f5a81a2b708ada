import { Transform } from 'node:stream';
import { Refused } from '../kinds/kinds.ts';
import { headMost, pixelsSaid } from '../pictures/pixels-said.ts';

/** Lets a file through, and refuses a picture of more pixels as soon as it has said how many: the rest is not read. */
export function refuseLarge(pixels: number): Transform {
  const pieces: Buffer[] = [];
  let length = 0;
  let isKnown = false;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (isKnown) return done(null, piece);
      pieces.push(piece);
      length += piece.length;
      const said = pixelsSaid(Buffer.concat(pieces));
      isKnown = said !== 'more' || length >= headMost;
      if (isKnown) pieces.length = 0;
      if (said !== 'more' && said > pixels) return done(new Refused('pixels', { limit: pixels / 1_000_000 }));
      return done(null, piece);
    },
  });
}
