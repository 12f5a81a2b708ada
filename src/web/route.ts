import type { Request, Response } from 'express';

type Handler = (req: Request, res: Response) => unknown;

/**
 * One line of a feature's route table. `access` is required: a route without it does not compile. The type of `access`
 * is given by the feature `access/`, so that plumbing knows no domain word.
 */
export interface Route<A> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: A;
  readonly handler: Handler;
  /** 'data' answers 401 and plain text instead of a redirect to sign-in (exports, suggestions, progress). */
  readonly answers?: 'page' | 'data';
  /** Body of the request: ordinary form (default for post), or a file upload the handler reads itself. */
  readonly body?: 'form' | 'upload';
  /**
   * An upload with much that is typed: that is kept through sign-in where the session is over, without its files.
   * `files` names the fields that hold them; `instead` is the name and value it then comes with, so that it is not sent
   * off without them.
   */
  readonly keepsTyped?: { readonly files: readonly string[]; readonly instead: readonly [name: string, value: string] };
  /**
   * Asks the person to prove again that it is them, when that was not done within the last 10 minutes, and then goes
   * on.
   */
  readonly stepUp?: true;
  /** Open to an account that must have a second factor and has none yet: only what it needs to set one up. */
  readonly withoutFactor?: true;
  /**
   * The token in its address is all it needs, and one thing is all it does: mail programs post to it without a session
   * (RFC 8058), so that no form's token is asked for.
   */
  readonly oneClick?: true;
  /** What it is counted as against the allowance of an account; 'page' when left out. */
  readonly counts?: 'export' | 'image' | 'preview';
  /** Answered before any session is read, which needs the database: a probe asks for no more than it says. */
  readonly sessionless?: true;
}

/**
 * A feature's routes, loaded when an address of theirs is first asked for: most processes never need them all, and
 * none needs them to start.
 */
export interface Room<A> {
  /** Its address: `/seizures` has all that begin so, but for those of a room with two parts, `/seizures/imports`. */
  readonly at: string;
  readonly sessionless?: true;
  load(): Promise<readonly Route<A>[]>;
}

/** The handlers of a file of pages, each a function of what its feature works with, the request and the response. */
export function handlersOf<C, N extends string>(
  context: C,
  pages: Readonly<Record<N, (context: C, req: Request, res: Response) => unknown>>,
): Readonly<Record<N, Handler>> {
  const bound = Object.entries<(typeof pages)[N]>(pages).map(([name, page]) => [
    name,
    (req: Request, res: Response) => page(context, req, res),
  ]);
  return Object.fromEntries(bound) as Record<N, Handler>;
}
