import { createSemaphore } from '../../jobs/semaphore.ts';
import type { Watermarker } from '../pictures/picture-types.ts';
import { withPacket } from './containers.ts';
import { findPacket, packetOf, stampKey } from './packet.ts';

/** Pictures drawn at once, and how many wait at most: beyond that the portal says it is busy. */
const hands = 2;
const longestQueue = 100;

/** Opens what puts into pictures who was handed them; the seal is of the master key. */
export function openWatermarker(masterKey: Buffer): Watermarker {
  const key = stampKey(masterKey);
  const inTurn = createSemaphore(hands, longestQueue);
  return {
    async stamp(image, kind, fetched, visible = false) {
      // What draws is large, and loaded when the first picture is to be seen with its line.
      const drawn = visible
        ? await inTurn(async () => (await import('./draw.ts')).drawStamp(image, kind, fetched))
        : image;
      return withPacket[kind](drawn, packetOf(fetched, key));
    },
    read: image => findPacket(image, key),
  };
}
