import { z } from 'zod';
import { unreadableReasons } from '../files/unreadable.ts';

const place = z.int().min(0);
const sheets = z.array(z.strictObject({ name: z.string(), hidden: z.boolean() }));
const layout = z.strictObject({
  hiddenColumns: z.array(place),
  merges: z.array(z.strictObject({ top: place, bottom: place, left: place, right: place })),
  lastLine: z.number().optional(),
});
const batch = z.strictObject({
  rows: z.array(
    z.strictObject({ line: z.number(), cells: z.array(z.string()), hidden: z.boolean(), formula: place.optional() }),
  ),
  isLast: z.boolean(),
});
const fault = z.strictObject({ reason: z.enum(unreadableReasons), values: z.record(z.string().max(20), z.number()) });

/** What may come back from the other side, which has read untrusted content: nothing else is believed. */
export const workbookAnswer = z.strictObject({
  done: z.union([
    z.strictObject({ fault }),
    z.strictObject({ sheets }),
    z.strictObject({ layout }),
    z.strictObject({ batch }),
  ]),
});

export type Batch = z.infer<typeof batch>;
export type WorkbookAnswer = z.infer<typeof workbookAnswer>['done'];
