import type supertest from 'supertest';
import { inParallel } from './attacks.ts';
import type { Browser } from './portal.ts';

/** Addresses of one kind: numbers and values do not make another. */
const kindOf = (path: string): string =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/[A-Z]{2,3}-\d{4}-\d+/g, ':ref')
    .replace(/\/[A-Z][A-Z0-9]*(-[A-Z0-9]+)*(?=[/?#]|$)/g, '/:code')
    .replace(/\d+/g, '0')
    .replace(/=[^&#]*/g, '=')
    // A picture is drawn from the file beside it, whatever is asked of both, and drawing takes longer than most pages.
    .replace(/\.png\?.*/, '.png')
    .replace(/\/reference\/\w+/, '/reference/:kind');
/** What answers an address, whatever is asked of it: the files of a page are one. */
const placeOf = (path: string): string => kindOf(path.replace(/[?#].*/, '')).replace(/\/[\w-]+\.\w{3,4}$/, '/:file');
/** Two things of a kind differ, as records of two headings do; the same question of a page is answered alike. */
const mostOfAKind = (path: string): number => (path.includes('?') ? 1 : 2);
/** Filters of a search combine to hundreds of kinds. */
const mostOfAPlace = 20;
const mostPages = 240;
const entrances = ['/', '/seizures/new', '/seizures/imports', '/no-such-page', '/healthz', '/readyz', '/sign-in'];

const isOfFigure = /^\/analysis\/.*\.(?:png|xlsx)\b/;

/** Tells which addresses are asked for: those of the portal, each once, a few of a kind and of a place. */
function chooser(figures: Set<string>): (href: string) => boolean {
  const [seen, kinds, places] = [new Set(['/']), new Map<string, number>(), new Map<string, number>()];
  return href => {
    if (!href.startsWith('/') || href.startsWith('/assets/') || seen.has(href)) return false;
    seen.add(href);
    const [times, here] = [kinds.get(kindOf(href)) ?? 0, places.get(placeOf(href)) ?? 0];
    if (times >= mostOfAKind(href) || here >= mostOfAPlace || figures.has(kindOf(href))) return false;
    if (isOfFigure.test(href)) figures.add(kindOf(href));
    kinds.set(kindOf(href), times + 1);
    places.set(placeOf(href), here + 1);
    return true;
  };
}

/**
 * Asks for every page within reach by links alone, a few of each kind, and shows each answer; answers the paths. Of
 * pictures and sheets of figures those in `figures` are left out, and the others added: nothing in them is text to look
 * at, and each is made of what the drawing and the plain table beside it are made of, which everybody is asked for.
 */
export async function followLinks(
  browser: Browser,
  look: (path: string, answer: supertest.Response & { readonly text: string }) => void,
  {
    from = entrances,
    most = mostPages,
    figures = new Set(),
  }: { readonly from?: readonly string[]; readonly most?: number; readonly figures?: Set<string> } = {},
): Promise<string[]> {
  const visited: string[] = [];
  const isChosen = chooser(figures);
  for (let level = [...from]; level.length > 0 && visited.length < most; ) {
    const found: string[] = [];
    await inParallel(level, 4, async path => {
      const answer = await browser.get(path);
      const text = answer.text ?? '';
      visited.push(path);
      look(path, Object.assign(answer, { text }));
      found.push(...[...linksIn(text), answer.headers.location ?? ''].filter(isChosen));
    });
    level = found;
  }
  return visited;
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\b(?:href|formaction|src|data-list-url)="(\/[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&').replace(/#.*/, ''),
  );
}
