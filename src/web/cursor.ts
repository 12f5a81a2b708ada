import { z } from 'zod';

/**
 * A place in a sorted list as an address carries it: a few plain values in one word. Nobody need read it, and it is not
 * trusted: `cursorOf` reads back only what has the shape.
 */
export function packCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Longest cursor an address may carry. Characters. */
const longest = 600;

/** Reads a cursor of the given shape; anything else is an error of the parameter, as any other malformed one. */
export function cursorOf<T>(shape: z.ZodType<T>) {
  return z
    .string()
    .max(longest)
    .transform((text, context): T => {
      try {
        return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      } catch {
        context.addIssue({ code: 'custom' });
        return z.NEVER;
      }
    });
}
