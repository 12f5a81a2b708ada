/** Where a link may lead: out to another site, to a mailbox, or to a page of the portal. */
type Target = { readonly kind: 'outside' | 'mail' | 'inside'; readonly href: string };

// Nothing an address needs; browsers drop some of these and read what is left.
const odd = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\\<>"'`]/u;
const mailbox = /^mailto:[\w.+%-]{1,64}@[a-z0-9.-]{1,190}$/i;
const nowhere = 'https://portal.invalid';

/**
 * The target of a written address; undefined for one nothing may link to. `origin`: the portal's own, whose addresses
 * are inside.
 */
export function targetOf(written: string, origin?: string): Target | undefined {
  if (written === '' || written.length > 2000 || odd.test(written)) return undefined;
  if (/^#[\w-]{1,100}$/.test(written)) return { kind: 'inside', href: written };
  if (written.startsWith('/')) return insideOf(new URL(nowhere), written);
  if (mailbox.test(written)) return { kind: 'mail', href: written };
  if (!/^https:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') return undefined;
  return url.origin === origin ? insideOf(url, url.href) : { kind: 'outside', href: url.href };
}

/** A path of the portal; `//host` and its like lead elsewhere and are none. */
function insideOf(base: URL, written: string): Target | undefined {
  if (!URL.canParse(written, base.href)) return undefined;
  const url = new URL(written, base.href);
  // Dots in a path fall away, and what is left may begin with two slashes.
  if (url.origin !== base.origin || url.pathname.startsWith('//')) return undefined;
  return { kind: 'inside', href: `${url.pathname}${url.search}${url.hash}` };
}

const file = /^file:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** The id in `file:<uuid>`, the one way a text shows a picture. */
export function fileIdOf(written: string): string | undefined {
  return file.exec(written)?.[1]?.toLowerCase();
}
