import type { RequestHandler } from 'express';
import { BadRequest, NotFound } from '../../errors.ts';

/**
 * Refuses what a proxy and a server may read in two ways, so that neither can be led to take another's part: more than
 * one Host line, of which Node reads the first and others the last, and a target with a host of its own instead of a
 * path.
 */
export const rejectAmbiguousRequests: RequestHandler = (req, _res, next) => {
  const hosts = req.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1 || !req.url.startsWith('/')) throw new BadRequest();
  next();
};

/** NUL stands in no name of ours, and no database takes it: such an address leads nowhere, on whatever route. */
export const unreadablePaths: RequestHandler = (req, _res, next) => {
  if (/%00|\0/.test(req.path)) throw new NotFound('NUL in the path');
  next();
};
