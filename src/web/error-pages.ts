import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isConnectionLoss } from '../db/connection-loss.ts';
import { BadRequest, DomainError, NotFound, TooMany } from '../errors.ts';
import { keptForm, type KeptForm } from './forms/kept-form.ts';
import type { Logger } from './server/log.ts';
import { shownPath } from './requests/request.ts';
import { drawPage, type Views } from './render.ts';
import { sendPage } from './send-page.ts';

/** Statuses libraries give their own errors that are the sender's fault; everything else is ours. */
const sendersFault = new Set([400, 413, 415, 431]);

export const notFound: RequestHandler = () => {
  throw new NotFound();
};

/**
 * The only place that turns an error into a status and a page. Domain errors say what; anything else is a 500 with its
 * id. A form that met a part which is away is kept on the page, but where `mayBeShown` of its path is false.
 */
export function errorPages(
  log: Logger,
  locals: RequestHandler,
  mayBeShown: (path: string) => boolean = () => true,
): ErrorRequestHandler {
  return async (error: unknown, req, res, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ request: req.id, path: shownPath(req.path), err: error });
    // The page is complete; only its session could not be kept.
    if (res.writableEnded) return;
    if (res.headersSent) return void res.destroy();
    leaveSession(req, status);
    // The error may have come before the locals, when the session store is away.
    if (typeof res.locals.t !== 'function') locals(req, res, () => undefined);
    if (error instanceof TooMany) res.set('Retry-After', String(error.retryAfter));
    answer(req, res, { status, error, form: status === 503 ? await keptForm(req, res, mayBeShown) : undefined });
  };
}

function leaveSession(req: Request, status: number): void {
  // A store that is away is not waited for a second time to keep the session of this page.
  const isAway = status === 503;
  // Whoever passes by is not followed: a page that does not exist gives no cookie for the forms of its frame.
  if (isAway || (status === 404 && !req.user)) delete (req as { session?: unknown }).session;
}

function statusOf(error: unknown): number {
  if (error instanceof DomainError) return error.status;
  const { status } = error as { status?: unknown };
  if (typeof status === 'number' && sendersFault.has(status)) return status;
  return isConnectionLoss(error) ? 503 : 500;
}

interface Answered {
  readonly status: number;
  readonly error: unknown;
  readonly form: KeptForm | undefined;
}

function answer(req: Request, res: Response, { status, error, form }: Answered): void {
  res.status(status);
  const problems = error instanceof BadRequest ? error.fields : [];
  if (req.accepts(['html', 'json', 'text']) === 'html' && typeof res.locals.t === 'function') {
    if (error instanceof BadRequest && error.page) return error.page();
    return sendErrorPage(res, {
      status,
      code: error instanceof DomainError ? error.code : undefined,
      requestId: String(req.id),
      problems,
      form,
      retryAfter: error instanceof TooMany ? error.retryAfter : undefined,
    });
  }
  res.json({ status, request: req.id, problems });
}

function sendErrorPage(res: Response, shown: Views['errors/error']): void {
  let page: ReturnType<typeof drawPage>;
  try {
    page = drawPage(res, 'errors/error', shown);
  } catch {
    return void res.type('text').send(`${shown.status} ${shown.requestId}`);
  }
  sendPage(res, page);
}
