/** One password for the cast in tests; it opens nothing else. */
export const castPassword = 'a password for tests only';

/** KiB for each hash of a password, where operators may take no less than 19,456: who signs in waits for none of it. */
export const castPasswordMemory = 64;
