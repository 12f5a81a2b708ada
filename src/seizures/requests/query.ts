/** A query string as the web server reads one: one value as text, several as a list. Pure. */
export function queryIn(typed: string): Record<string, string | string[]> {
  const query = new URLSearchParams(typed.slice(0, 8000));
  return Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
