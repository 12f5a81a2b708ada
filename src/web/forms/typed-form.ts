import type { RequestHandler } from 'express';
import { finished } from 'node:stream/promises';
import { readForm } from './form-body.ts';
import { readMultipart } from './multipart.ts';
import type { Route } from '../route.ts';

/** Bytes of a form with files that is read for nobody: what is typed, and small files, which are dropped. */
const largest = 2 * 2 ** 20;

/**
 * Reads what was typed into a form with files where its session is over, so that it goes through sign-in as other forms
 * do; the files are dropped. It comes again as an ordinary form, which is read here too. A larger one, or one of
 * unknown length, is left unread.
 */
export function readTyped({ files, instead }: NonNullable<Route<unknown>['keepsTyped']>): readonly RequestHandler[] {
  return [
    ...readForm,
    async (req, res, next) => {
      if (req.user || !req.is('multipart/form-data') || !(Number(req.headers['content-length']) <= largest))
        return next();
      const read = await readMultipart(req, res, {
        fields: files,
        limits: { files: 50, fields: 1000, fieldBytes: largest },
        taker: {
          async take(stream) {
            stream.resume();
            await finished(stream);
          },
          drop: () => Promise.resolve(),
        },
      });
      const body = req.body as Record<string, unknown> | undefined;
      if (body && 'files' in read && read.files.length > 0) body[instead[0]] = instead[1];
      next();
    },
  ];
}
