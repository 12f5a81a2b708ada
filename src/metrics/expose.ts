import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { GivenConfig } from '../config.ts';
import { listen, type Listening } from '../web/server/listen.ts';

const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Answers Prometheus at `/metrics` on an address of its own, which no proxy of the people knows: with the certificate
 * of the portal where it has one. Undefined where METRICS names no address.
 */
export async function exposeMetrics(
  config: Pick<GivenConfig, 'metrics' | 'tls' | 'dataDir' | 'baseUrl' | 'host'>,
  read: () => Promise<string>,
): Promise<Listening | undefined> {
  if (!config.metrics) return undefined;
  const { host, port, token } = config.metrics;
  return listen(answer(token, read), { ...config, host, port, portBy: 'METRICS', mostConnections: 50 });
}

function answer(token: string | undefined, read: () => Promise<string>): RequestListener {
  return (req, res) => {
    const end = (status: number, body: string, headers = {}): void =>
      void res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body);
    if (!isAllowed(req, token)) return end(401, 'a token is needed\n', { 'www-authenticate': 'Bearer' });
    if (req.method !== 'GET' || req.url !== '/metrics') return end(404, 'only GET /metrics\n');
    read().then(
      text => end(200, text, { 'content-type': contentType, 'cache-control': 'no-store' }),
      () => end(500, 'could not be measured\n'),
    );
  };
}

function isAllowed({ headers }: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(headers.authorization ?? ''), hash(`Bearer ${token}`));
}
