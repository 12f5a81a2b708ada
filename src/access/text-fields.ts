/** The named fields of a posted body as text; a missing or repeated one is ''. */
export function textsOf<N extends string>(body: unknown, names: readonly N[]): Record<N, string> {
  const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const texts = Object.fromEntries(
    names.map(name => {
      const value = given[name];
      return [name, typeof value === 'string' ? value : ''];
    }),
  );
  return texts as Record<N, string>;
}

/** Longer than any address of ours, shorter than what browsers and proxies take for a header. */
const longestPath = 8000;

/** Only a path of our own: no scheme, no host, no backslash or control character a browser might read as one. */
export function localPath(value: unknown): string {
  return typeof value === 'string' && value.length <= longestPath && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)
    ? value
    : '/';
}
