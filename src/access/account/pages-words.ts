import type { Response } from 'express';
import type { TFunction } from 'i18next';
import { accountWords, type AccountWords } from './words.ts';

/** The words of the page's language. */
export function wordsOf(res: Response): AccountWords {
  return accountWords(res.locals.lang === 'fr' ? 'fr' : 'en', res.locals.t as TFunction);
}
