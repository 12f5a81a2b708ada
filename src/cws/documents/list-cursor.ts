import { z } from 'zod';
import { bySchema } from '../../fields/index.ts';
import { cursorOf } from '../../web/cursor.ts';

/** Place in a list of documents, as its address carries it: the time one was published, and its number. */
export const place = bySchema<readonly [string, number]>(
  cursorOf(z.tuple([z.iso.datetime(), z.number().int().positive().max(Number.MAX_SAFE_INTEGER)])),
);
