import { cursorOf, instant, whole } from '../../fields/index.ts';

/** Place in a list of documents, as its address carries it: the time one was published, and its number. */
export const place = cursorOf([instant, whole(1)]);
