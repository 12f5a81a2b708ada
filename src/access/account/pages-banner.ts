import type { RequestHandler } from 'express';
import { wordsOf } from './pages-words.ts';

/** Lets the first page after a sign-in say when and from where the one before was, and how many tries failed since. */
export const lastSignInBanner: RequestHandler = (req, res, next) => {
  res.locals.takeLastSignIn = () => {
    const last = req.user ? req.session.lastSignIn : undefined;
    if (!last) return undefined;
    delete req.session.lastSignIn;
    const { t, time } = wordsOf(res);
    const when = last.at === null ? '' : t('account:banner.last', { time: time(last.at), address: last.address });
    const failed = last.failed === 0 ? '' : t('account:banner.failed', { count: last.failed });
    return when === '' && failed === ''
      ? undefined
      : { tone: last.failed > 0 ? 'warning' : 'info', icon: 'history', text: [when, failed].filter(Boolean).join(' ') };
  };
  next();
};
