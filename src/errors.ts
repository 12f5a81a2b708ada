/** The closed set of domain errors. Only the error handler in web/ turns them into a status and a page. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** The thing does not exist, or the viewer may not know that it does. 404. */
export class NotFound extends DomainError {
  constructor(message = 'not found') {
    super('not_found', 404, message);
  }
}

/** A record that is not there for this viewer: 404 as for any other, but the try is written into the trail. */
export class NotVisible extends NotFound {}

/** The viewer may see that the place exists but may not enter it. 403. */
export class Forbidden extends DomainError {
  constructor(message = 'forbidden', code = 'forbidden') {
    super(code, 403, message);
  }
}

/** One person is not two: what somebody proposed or what concerns him is for another. 403. */
export class NeedsSecondPerson extends Forbidden {
  constructor() {
    super('needs a second person', 'second_person');
  }
}

/**
 * The request itself is malformed: unknown or unreadable parameters. 400. `fields` names each and says why (message
 * keys); `page` shows it at the fields of the page asked for, where that can still be shown.
 */
export class BadRequest extends DomainError {
  readonly fields: readonly FieldProblem[];
  readonly page: (() => void) | undefined;
  constructor(fields: readonly FieldProblem[] = [], message = 'bad request', page?: () => void) {
    super('bad_request', 400, message);
    this.fields = fields;
    this.page = page;
  }
}

/** The record changed under the viewer's hands. 409. */
export class Conflict extends DomainError {
  constructor(message = 'conflict') {
    super('conflict', 409, message);
  }
}

/** Too many tries. 429, with the seconds to wait. */
export class TooMany extends DomainError {
  readonly retryAfter: number;
  constructor(retryAfter: number, message = 'too many requests') {
    super('too_many', 429, message);
    this.retryAfter = retryAfter;
  }
}

/** A part the portal needs does not answer (database, key, disk). 503. */
export class Unavailable extends DomainError {
  constructor(message = 'unavailable', options?: ErrorOptions) {
    super('unavailable', 503, message, options);
  }
}

/**
 * A problem at one field: `path` as in the form ("lines.0.quantity"), `key` a message key in locales, `values` for its
 * placeholders.
 */
export interface FieldProblem {
  readonly path: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
