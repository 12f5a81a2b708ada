import { oneOf, randomly } from '../attacks.ts';
import { multipart } from './multipart.ts';
import type { Form, Reach, Surface } from './surface.ts';
import { acceptedValue, encode, hostileName, hostileValue } from './values.ts';

export interface FuzzRequest {
  readonly login: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

type Random = () => number;
type Fields = (readonly [string, string])[];

/** The longest address that is sent: beyond it Node's own reader answers. */
const longestPath = 12_000;
const formType = 'application/x-www-form-urlencoded';

/**
 * Request `number` of a run: the same seed, number and surface make the same request. `tokens` are those of the logins'
 * sessions.
 */
export function requestOf(
  seed: number,
  number: number,
  surface: Surface,
  tokens: ReadonlyMap<string, string>,
): FuzzRequest {
  const random = randomly((seed * 2_654_435_761 + number * 40_503) % 2_147_483_647);
  // The first numbers of near seeds are near each other.
  for (let skipped = 0; skipped < 5; skipped += 1) random();
  const reach = oneOf(random, surface.reaches);
  const token = tokens.get(reach.login) ?? '';
  const kind = random();
  const made =
    kind < 0.18
      ? asked(random, surface, reach)
      : kind < 0.33
        ? askedWell(random, surface, reach)
        : kind < 0.78
          ? posted(random, surface, reach, token)
          : kind < 0.9
            ? postedAnywhere(random, surface, token)
            : odd(random, surface, reach, token);
  return { login: reach.login, ...made, path: made.path.slice(0, longestPath) };
}

/** A page that is known, or a route with something of its address replaced, and parameters. */
function asked(random: Random, surface: Surface, reach: Reach): Omit<FuzzRequest, 'login'> {
  const known = oneOf(random, reach.paths);
  const path = random() < 0.5 ? known : addressFor(random, oneOf(random, surface.routes).path, reach);
  const parameters: Fields = Array.from({ length: Math.floor(random() * 4) }, () => [
    random() < 0.8 ? oneOf(random, surface.parameters) : hostileName(random),
    hostileValue(random),
  ]);
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return { method: 'GET', path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`, headers: {} };
}

/** A page that is known, a few of what may be asked of it with values that pages give, or at the edge of them. */
function askedWell(random: Random, { values }: Surface, { paths, forms }: Reach): Omit<FuzzRequest, 'login'> {
  const asking = paths.filter(path => path.includes('?'));
  const [place = '', query = ''] = oneOf(random, asking.length > 0 ? asking : paths).split('?');
  const parameters = new URLSearchParams(query);
  const ofForms = forms.flatMap(({ action, fields }) => (action === place ? fields.map(([name]) => name) : []));
  const names = [...new Set([...parameters.keys(), ...ofForms])];
  for (let left = names.length > 0 ? 1 + Math.floor(random() * 3) : 0; left > 0; left -= 1) {
    const name = oneOf(random, names);
    parameters.set(name, acceptedValue(random, values.get(name) ?? []));
  }
  return { method: 'GET', path: `${place}?${parameters}`, headers: {} };
}

/** A route's path with its parameters taken from pages that exist, or from nowhere. */
function addressFor(random: Random, path: string, { paths }: Reach): string {
  const known = paths.map(one => one.split('?', 1)[0] ?? '').filter(one => shapeOf(one) === shapeOf(path));
  const parts = (known.length > 0 && random() < 0.7 ? oneOf(random, known) : path).split('/');
  const replaced = random() < 0.5 ? Math.floor(random() * parts.length) : -1;
  return parts
    .map((part, at) => (part.startsWith(':') || (at > 0 && at === replaced) ? encode(hostileValue(random)) : part))
    .join('/');
}

const shapeOf = (path: string): string => `${path.split('/', 2)[1]} ${path.split('/').length}`;

/** A form of the login's pages, some of its fields changed. */
function posted(random: Random, { values }: Surface, reach: Reach, token: string): Omit<FuzzRequest, 'login'> {
  const form = oneOf(random, reach.forms);
  const fields = random() < 0.4 ? filled(random, form, values) : mutated(random, form);
  if (form.method === 'GET') {
    const query = fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
    return { method: 'GET', path: `${form.action}?${query}`, headers: {} };
  }
  const path = random() < 0.9 ? form.action : `${form.action}/${encode(hostileValue(random))}`;
  // Signing out is no mistake of the portal's; the token is left away there.
  const sent: Fields = random() < 0.9 && path !== '/sign-out' ? [...fields, ['_csrf', token]] : fields;
  return { method: 'POST', path, ...(form.isMultipart ? multipart(random, sent) : encodedBody(sent)) };
}

/** Every field with a value that a page gives it, or at the edge of those: what is behind the checks is reached. */
function filled(random: Random, form: Form, known: Surface['values']): Fields {
  return form.fields.map(([name, values]) => [
    name,
    random() < 0.5 ? oneOf(random, values) : acceptedValue(random, known.get(name) ?? values),
  ]);
}

/** Half of them with one field changed alone: what reads the others is reached behind one mistake, not behind many. */
function mutated(random: Random, form: Form): Fields {
  if (random() < 0.5) {
    const changed = Math.floor(random() * form.fields.length);
    return form.fields.map(([name, values], at) => [
      name,
      at === changed ? hostileValue(random) : oneOf(random, values),
    ]);
  }
  const fields: Fields = form.fields.flatMap(([name, values]) => {
    const fate = random();
    if (fate < 0.65) return [[name, oneOf(random, values)]];
    if (fate < 0.9) return [[name, hostileValue(random)]];
    if (fate < 0.95)
      return [
        [name, oneOf(random, values)],
        [name, hostileValue(random)],
      ];
    return [];
  });
  if (random() < 0.15) fields.push([hostileName(random), hostileValue(random)]);
  return fields;
}

function postedAnywhere(random: Random, surface: Surface, token: string): Omit<FuzzRequest, 'login'> {
  const routes = surface.routes.filter(({ method, path }) => method === 'post' && path !== '/sign-out');
  const reach = oneOf(random, surface.reaches);
  const fields: Fields = Array.from({ length: Math.floor(random() * 6) }, () => [
    hostileName(random),
    hostileValue(random),
  ]);
  if (random() < 0.8) fields.push(['_csrf', token]);
  return {
    method: 'POST',
    path: addressFor(random, oneOf(random, routes).path, reach),
    ...(random() < 0.15 ? multipart(random, fields) : encodedBody(fields)),
  };
}

const methods = ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'POST', 'GET'];
const types = [formType, 'application/json', 'text/plain', 'multipart/form-data', 'a/b; charset=utf-16', '', '\u00e9'];
const headerNames = ['Accept', 'Accept-Language', 'Cookie', 'Range', 'If-None-Match', 'Origin', 'Expect-CT', 'Host'];

/** Methods, types, headers and cookies that no browser sends. */
function odd(random: Random, surface: Surface, reach: Reach, token: string): Omit<FuzzRequest, 'login'> {
  const method = oneOf(random, methods);
  const value = hostileValue(random)
    .replace(/[^\t\x20-\x7e]/g, '?')
    .slice(0, 4000);
  const headers: Record<string, string> = { [oneOf(random, headerNames)]: value };
  const path = random() < 0.5 ? oneOf(random, reach.paths) : oneOf(random, surface.routes).path;
  if (method === 'GET' || method === 'HEAD' || method === 'TRACE') return { method, path, headers };
  const body = random() < 0.5 ? `{"_csrf":"${token}","a":[{}]}` : `_csrf=${token}&%E0%A4%A=%ff&a=%00&=&&`;
  return { method, path, headers: { ...headers, 'Content-Type': oneOf(random, types) }, body: Buffer.from(body) };
}

function encodedBody(fields: Fields): Pick<FuzzRequest, 'headers' | 'body'> {
  return {
    headers: { 'Content-Type': formType },
    body: Buffer.from(fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')),
  };
}
