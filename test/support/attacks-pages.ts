/** Lines of the list of problems on an error page, entities left as they are. */
export function problemsIn(html: string): string[] {
  const list = /<ul class="problems">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = '']) => line.replace(/<\/?b>/g, ''));
}
