import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { TimeWaited } from '../../metrics/time-waited.ts';
import { whileDoing } from '../../metrics/doing.ts';
import type { ProcessMetrics } from '../../metrics/measure.ts';
import { beginRequest, endRequest } from '../../metrics/traces.ts';
import type { Logger } from '../server/log.ts';

declare global {
  namespace Express {
    interface Request {
      /** Shown on error pages and kept in log and trail, so that an officer can quote it. */
      id: string;
    }
  }
}

/**
 * A path as log and trail may keep it: what follows `/links/` opens an account, `/feed/` a feed, `/addresses/` and
 * `/leave/` answer for somebody; it is left out.
 */
export function shownPath(path: string): string {
  return path.replace(/(\/(?:links|feed|addresses|leave)\/).+/i, '$1…');
}

/** Asked for every other second by whoever watches the portal: logged where they do not say that all is well. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Gives every request its id, and writes one log line and measures it when it ends. */
export function identifyRequests(log: Logger, metrics?: ProcessMetrics): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    req.id = randomBytes(6).toString('hex').toUpperCase();
    res.locals.requestId = req.id;
    const span = beginRequest(req.id);
    res.on('finish', () => {
      const end = answered(req, res);
      endRequest(span, end);
      const ms = performance.now() - started;
      metrics?.request({ ...end, seconds: isStream(res) ? undefined : ms / 1000 });
      const level = probes.has(req.path) && res.statusCode === 200 ? 'debug' : 'info';
      log[level]({
        request: req.id,
        method: req.method,
        path: shownPath(req.path),
        status: res.statusCode,
        ms: Math.round(ms),
        login: req.user ? (req.user as { loginId?: string }).loginId : undefined,
      });
    });
    // A connection that is cut ends no answer.
    if (span) res.on('close', () => res.writableFinished || span.end());
    whileDoing({ request: req.id, span, waited: new TimeWaited() }, next);
  };
}

function answered(req: Request, res: Response): { route: string; method: string; status: number } {
  const pattern: unknown = req.route?.path;
  const route = typeof pattern === 'string' ? pattern : req.originalUrl.startsWith('/assets/') ? '/assets' : 'none';
  // Anybody may send any word for a method.
  return { route, method: methods.has(req.method) ? req.method : 'other', status: res.statusCode };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

function isStream(res: Response): boolean {
  return String(res.getHeader('content-type')).startsWith('text/event-stream');
}
