import { readFileSync, statSync } from 'node:fs';
import type { TracesPlace } from './metrics/traces.ts';
import { causeOf } from './start-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Throws with the sentence. */
type Refuse = (sentence: string) => never;

/** Where Prometheus asks, and what it must show. */
export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
}

const leastToken = 32;
const ownMachine: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/**
 * The address METRICS names. What it tells helps whoever attacks: in production, and on any address others reach, a
 * token is asked for.
 */
export function readMetrics(
  env: Environment,
  portal: { readonly production: boolean; readonly port: number },
  refuse: Refuse,
): MetricsPlace | undefined {
  const { METRICS: text, METRICS_TOKEN_FILE: file } = env;
  if (text === undefined) {
    if (file !== undefined) refuse('METRICS_TOKEN_FILE needs METRICS beside it.');
    return undefined;
  }
  const [, host = '', digits = ''] = /^\[?([^\s/@[\]]+)\]?:(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === '' || port < 1 || port > 65535)
    refuse(`METRICS must be an address and a port such as 127.0.0.1:9464, not "${text}".`);
  if (port === portal.port) refuse('METRICS must have another port than the portal (PORT).');
  if (file !== undefined) return { host, port, token: readToken(file, refuse) };
  if (portal.production) refuse('METRICS_TOKEN_FILE is required beside METRICS when NODE_ENV=production.');
  if (!ownMachine.includes(host)) refuse('METRICS_TOKEN_FILE is required where METRICS is no loopback address.');
  return { host, port };
}

function readToken(path: string, refuse: Refuse): string {
  let token = '';
  let mode = 0;
  try {
    token = readFileSync(path, 'utf8').trim();
    ({ mode } = statSync(path));
  } catch (error) {
    refuse(`METRICS_TOKEN_FILE ${path} cannot be read: ${causeOf(error)}.`);
  }
  if (!/^[\x21-\x7e]*$/.test(token) || token.length < leastToken)
    refuse(`METRICS_TOKEN_FILE ${path} must hold ${leastToken} visible characters or more (openssl rand -hex 32).`);
  if ((mode & 0o077) !== 0)
    refuse(`METRICS_TOKEN_FILE ${path} must be readable by its owner only (chmod 0400 ${path}).`);
  return token;
}

/** Where OpenTelemetry's own variables say that traces go. */
export function readTraces(env: Environment, production: boolean, refuse: Refuse): TracesPlace | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: text, OTEL_TRACES_SAMPLER_ARG: portion = '1' } = env;
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    return refuse('OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4318.');
  if (production && url.protocol === 'http:' && !ownMachine.includes(url.hostname.replace(/^\[|\]$/g, '')))
    refuse('OTEL_EXPORTER_OTLP_ENDPOINT must begin with https:// when NODE_ENV=production, or name this machine.');
  if (!/^(?:0(?:\.\d{1,6})?|1(?:\.0*)?)$/.test(portion))
    refuse(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "${portion}".`);
  return { url: `${url.href.replace(/\/$/, '')}/v1/traces`, portion: Number(portion) };
}
