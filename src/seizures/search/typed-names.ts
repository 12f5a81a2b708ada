import { parsed } from '../../fields/index.ts';
import { isReadable, read, refuse } from '../../text/readable-text.ts';
import { hasWords } from './search-words.ts';

export const placeName = parsed(typed =>
  typed.length <= 80 && isReadable(typed) && hasWords(typed) ? read(typed) : refuse('search:malformed'),
);

export const container = parsed(typed => {
  const number = typed.toUpperCase().replace(/[ -]/g, '');
  return /^[A-Z]{3,4}$|^[A-Z]{4}\d{1,7}$/.test(number) ? read(number) : refuse('search:malformed');
});
