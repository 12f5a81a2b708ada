/** One password for the cast in tests; it opens nothing else. */
export const castPassword = 'a password for tests only';
