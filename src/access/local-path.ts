/** Longer than any address of ours, shorter than what browsers and proxies take for a header. */
const longestPath = 8000;

/** Only a path of our own: no scheme, no host, no backslash or control character a browser might read as one. */
export function localPath(value: unknown): string {
  return typeof value === 'string' && value.length <= longestPath && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)
    ? value
    : '/';
}
