import { z } from 'zod';
import { cursorOf } from '../../web/cursor.ts';

const place = cursorOf(z.tuple([z.iso.datetime(), z.number().int().positive()]));

/** Place in a list of documents, as its address carries it; undefined for one that cannot be read. */
export function afterOf(text: string): readonly [string, number] | undefined {
  const read = place.safeParse(text);
  return read.success ? read.data : undefined;
}
