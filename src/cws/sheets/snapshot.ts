import { z } from 'zod';

const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const code = z.string().min(1).max(140);
const sum = z.strictObject({ unit: z.string().min(1).max(40), quantity: amount });
const row = z.strictObject({ code, cases: count, before: count, sums: z.array(sum).max(60) });
const share = z.strictObject({
  rows: z.array(row).max(20),
  others: z.strictObject({ codes: count, cases: count }),
  unknown: count,
});
const condition = z.strictObject({ label: z.string().max(200), value: z.string().max(4000) });

/** Figures as counted: SeizureFigures of the seizures feature. */
const figures = z.strictObject({
  period: z.strictObject({
    from: date,
    to: date,
    until: date,
    step: z.enum(['month', 'quarter', 'year']),
    before: z.strictObject({ from: date, to: date }),
    buckets: z
      .array(z.strictObject({ key: z.string().regex(/^\d{4}(-(\d\d|Q[1-4]))?$/), first: date, whole: z.boolean() }))
      .min(1)
      .max(30),
  }),
  cases: count,
  before: count,
  synthetic: count,
  /** Left out of what was counted before quantities were held. */
  held: count.optional(),
  /** Left out of what was counted before they were kept. */
  statuses: z.strictObject({ verified: count, submitted: count, queried: count }).optional(),
  measured: count,
  delay: amount.nullable(),
  members: count,
  steady: z.strictObject({ members: count, cases: count, before: count }),
  /** `before` since the second shape. */
  buckets: z.array(z.strictObject({ key: z.string(), cases: count, members: count, before: count.optional() })).max(30),
  units: z
    .array(sum.extend({ before: amount, lines: count, largest: amount, buckets: z.array(amount).max(30) }))
    .max(60),
  countries: share,
  concealments: share,
  transports: share,
  products: share,
  routes: share.extend({ within: count }),
});

/**
 * The figures of a sheet as they were when it was published: they never change again, whatever is recorded since. Kept
 * with the query they answer, and its words in both languages, since the names of codes may change. Codes are named on
 * reading.
 */
export const frozenSchema = z.strictObject({
  /**
   * How it was counted. 1: a case under each of its products, and from its origin where no departure was stated. 2: as
   * the pages of the analysis count, a case once under its first line of the goods asked for, from its departure.
   */
  shape: z.union([z.literal(1), z.literal(2)]),
  /** When counted, ISO in UTC. */
  takenAt: z.iso.datetime(),
  /** Query string of the search, countries in place of a region. */
  query: z.string().max(8_000),
  /** Code of the RILO the countries stand for. */
  region: z.string().max(40).optional(),
  words: z.strictObject({ en: z.array(condition).max(400), fr: z.array(condition).max(400) }),
  /** Members that could have cases in the figures. */
  membersAsked: count,
  figures,
});
export type Frozen = z.infer<typeof frozenSchema>;

/** Reads frozen figures back out of a version. Throws ZodError when they are not of this shape. */
export function readFrozen(value: unknown): Frozen {
  return frozenSchema.parse(value);
}
