import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { Server as NetServer, createServer as createProbe } from 'node:net';
import { setImmediate as whatCameIsRead, setTimeout as sleep } from 'node:timers/promises';
import type { GivenConfig } from '../../config.ts';
import { StartError, codeOf } from '../../start-error.ts';
import { loadCertificate, secureOptions } from './tls.ts';

type ListenConfig = Pick<GivenConfig, 'host' | 'port' | 'tls' | 'dataDir' | 'baseUrl'> & {
  readonly mostConnections?: number;
  /** The variable that names the port. */
  readonly portBy?: string;
};

export interface Listening {
  /** Stops taking connections, lets running requests end for `grace` milliseconds, then cuts what is left. */
  close(grace?: number): Promise<void>;
}

/** Each of 2,000 officers keeps one event stream open, and a browser up to six connections while a page loads. */
const mostConnections = 5000;
const headersTimeout = 10_000;
/** A national file of 200 MB over a slow line is one request. */
const requestTimeout = 15 * 60_000;
/** How often both are looked at. */
const connectionsCheckingInterval = 5000;
/** Longer than the usual 60 s of a proxy, so that the proxy is the one who ends an idle connection. */
const keepAliveTimeout = 65_000;
/** How long a connection without a request may still bring one while the server ends: it may be on its way. */
const onTheirWay = 1000;
const certificateCheck = 12 * 60 * 60_000;

/** Throws the sentence of a busy port before anything else is started; the port stays free. */
export async function refuseBusyPort(host: string, port: number): Promise<void> {
  const probe = createProbe();
  await bind(probe, host, port);
  await new Promise(resolve => probe.close(resolve));
}

/** Serves HTTPS, or behind a proxy HTTP. A renewed certificate is taken up without a restart. */
export async function listen(handler: RequestListener, config: ListenConfig): Promise<Listening> {
  const certificate = await loadCertificate(config);
  const timeouts = { headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval };
  const https = certificate && createHttps({ ...secureOptions, ...certificate, ...timeouts }, handler);
  const server = https ?? createHttp(timeouts, handler);
  // Beyond it new connections are closed at once, and the memory of the process stays its own.
  server.maxConnections = config.mostConnections ?? mostConnections;
  await bind(server, config.host, config.port, config.portBy);
  const renewal =
    https &&
    setInterval(() => {
      loadCertificate(config).then(
        renewed => https.setSecureContext({ ...secureOptions, ...renewed }),
        () => undefined,
      );
    }, certificateCheck).unref();
  return {
    close: async (grace = 5000) => {
      clearInterval(renewal);
      await drain(server, grace);
    },
  };
}

async function bind(server: NetServer, host: string, port: number, portBy = 'PORT'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    throw bindFailed(error, { host, port, portBy });
  });
}

function bindFailed(
  error: unknown,
  { host, port, portBy }: { readonly host: string; readonly port: number; readonly portBy: string },
): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is in use by another program: stop it, or choose another by ${portBy}.`,
      );
    case 'EACCES':
      return new StartError(`This user may not listen on port ${port}: choose one above 1023 by ${portBy}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new StartError(`${portBy === 'PORT' ? 'HOST' : portBy} ${host} is not an address of this machine.`);
    default:
      return error;
  }
}

async function drain(server: Server, grace: number): Promise<void> {
  let open = true;
  // Whoever is answered from now on asks for the next page on a new connection, elsewhere.
  server.prependListener('request', (_req, res) => {
    res.shouldKeepAlive = false;
  });
  const closed = new Promise<void>(resolve =>
    // Of no server of HTTP: that would end every connection which is between two requests.
    NetServer.prototype.close.call(server, () => {
      open = false;
      resolve();
    }),
  );
  const end = Date.now() + grace;
  await Promise.race([closed, sleep(Math.min(onTheirWay, grace / 10))]);
  // What came while this process stood still is read first, or its connection would pass for an idle one.
  await whatCameIsRead();
  server.close(() => undefined);
  while (open && Date.now() < end) {
    await whatCameIsRead();
    // A connection kept alive falls idle only after its running request.
    server.closeIdleConnections();
    await Promise.race([closed, sleep(50)]);
  }
  server.closeAllConnections();
  await closed;
}
