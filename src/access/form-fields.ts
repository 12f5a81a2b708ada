import { z } from 'zod';
import { BadRequest } from '../errors.ts';
import type { FieldProblem } from '../errors.ts';

/** Characters of a reason or note. */
export const longestReason = 500;

const isText = (text: string): boolean =>
  text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text.replace(/\r?\n/g, ' '));

/** A reason a person gives: a few words at least, on one or several lines. */
export const reasonField = z
  .string()
  .transform(text => text.trim().replace(/\r\n/g, '\n'))
  .refine(text => text.length >= 5, { message: 'audit:errors.reason' })
  .refine(text => text.length <= longestReason, { message: 'audit:errors.reasonLong' })
  .refine(isText, { message: 'audit:errors.characters' });

/**
 * The named fields of a posted form as text, one missing being ''. Throws BadRequest for any other field and for one sent
 * twice: a form of ours sends neither, so nothing typed is lost.
 */
export function fieldsOf<N extends string>(body: unknown, names: readonly N[]): Record<N, string> {
  const sent = Object.entries((body ?? {}) as Record<string, unknown>).filter(([name]) => name !== '_csrf');
  const wrong = sent.filter(([name, value]) => !names.includes(name as N) || typeof value !== 'string');
  if (wrong.length > 0)
    throw new BadRequest(
      wrong.map(([name]) => ({
        path: name
          .slice(0, 60)
          .toWellFormed()
          .replace(/[\p{Cc}\p{Cf}]/gu, ' '),
        key: 'audit:unknownField',
      })),
    );
  const given = Object.fromEntries(sent) as Partial<Record<N, string>>;
  return Object.fromEntries(names.map(name => [name, given[name] ?? ''])) as Record<N, string>;
}

/** Reads the fields by a schema whose messages are keys of locales: the values, or what is wrong at which field. */
export function checked<S extends z.ZodType>(
  schema: S,
  fields: Readonly<Record<string, string>>,
): { readonly values: z.infer<S> } | { readonly problems: readonly FieldProblem[] } {
  const read = schema.safeParse(fields);
  if (read.success) return { values: read.data };
  const first = new Map(read.error.issues.toReversed().map(({ path, message }) => [path.join('.'), message]));
  return { problems: [...first].map(([path, key]) => ({ path, key })) };
}
