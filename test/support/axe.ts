import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));

/** Where axe lies beside the portal. */
export const axePath = '/axe.js';

/**
 * Sends axe to pages that import it, and leaves all else to the portal: of what it has an address for, a browser keeps
 * what it compiled, while half a megabyte sent with each page is compiled each time.
 */
export function besideAxe(portal: RequestListener): RequestListener {
  return (req, res) => {
    if (req.url !== axePath) return portal(req, res);
    res.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=86400, immutable' }).end(source);
  };
}
