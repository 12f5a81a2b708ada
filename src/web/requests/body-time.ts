import type { RequestHandler } from 'express';

interface BodyTimes {
  /** Milliseconds for a whole form: 1 MB over a line of a telephone takes less. */
  readonly form: number;
  /** Milliseconds for what is still on its way when the answer is complete. */
  readonly answered: number;
}

/** A form with files may take as long as the server lets any request. */
const smallUpload = 1_048_576;

/**
 * Ends connections whose body takes longer than a form may, and those that go on sending after their answer: many slow
 * senders would else hold every connection for a quarter of an hour each. Large uploads keep their time.
 */
export function limitBodies({ form, answered }: BodyTimes = { form: 3 * 60_000, answered: 30_000 }): RequestHandler {
  return (req, res, next) => {
    const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
    if (length === undefined && coding === undefined) return next();
    const isUpload = req.is('multipart/form-data') && !(Number(length) <= smallUpload);
    const cut = (): void => void req.socket.destroy();
    let timer = isUpload ? undefined : setTimeout(cut, form).unref();
    const arrived = (): void => clearTimeout(timer);
    res.once('finish', () => {
      arrived();
      if (!req.complete) timer = setTimeout(cut, answered).unref();
    });
    req.once('end', arrived);
    req.once('close', arrived);
    next();
  };
}
