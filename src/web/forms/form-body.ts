import { parse } from 'node:querystring';
import { text, type RequestHandler } from 'express';

/** Large enough for a record of 200 lines with all texts; more is answered 413. */
const largest = '1mb';
const mostFields = 10_000;

const readBody = text({ type: 'application/x-www-form-urlencoded', limit: largest });

/**
 * Reads a posted form into `req.body`: each name with its text, or its texts where it is repeated. Nothing is dropped
 * or left undecoded (as qs does with names like __proto__ and with bytes that are no UTF-8): such a name is for the
 * handler to refuse, and U+FFFD stands in the text for what was no character.
 */
export const readForm: readonly RequestHandler[] = [
  readBody,
  (req, _res, next) => {
    const body: unknown = req.body;
    if (typeof body !== 'string') return next();
    if (countOf(body) > mostFields) return next(Object.assign(new Error('too many fields'), { status: 413 }));
    req.body = parse(body, '&', '=', { maxKeys: 0 });
    next();
  },
];

function countOf(body: string): number {
  let fields = 1;
  for (let at = body.indexOf('&'); at >= 0; at = body.indexOf('&', at + 1)) fields += 1;
  return fields;
}
