import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import type { Response } from 'express';

/** A folder served under a route. `immutable`: a file never changes under its name. */
interface AssetMount {
  readonly route: string;
  readonly dir: string;
  readonly immutable: boolean;
}

const publicDirectory = fileURLToPath(new URL('../../public', import.meta.url));
const fontDirectory = dirname(
  createRequire(import.meta.url).resolve('@fontsource/public-sans/files/public-sans-latin-400-normal.woff2'),
);

/** Joined in this order into one stylesheet, so that a page links one file of it and no build step is needed. */
const sheets = [
  'fonts',
  'tokens',
  'dark',
  'base',
  'frame',
  'page',
  'controls',
  'table',
  'filters',
  'forms',
  'record',
  'charts',
  'access',
  'account',
  'network',
  'audit',
  'cws',
  'markup',
  'links',
  'cws-sheets',
  'cpdb',
  'cpdb-viewer',
  'cpdb-training',
  'contrast',
  'cws-print',
  'print',
  'sheet-print',
];
/** What only the pages of one room use is a second one: other pages on a slow line need not wait for it. */
const roomSheets = {
  seizures: ['verification', 'duplicates', 'imports', 'watches', 'approval', 'entry-page'],
  home: ['home', 'figures', 'coverage', 'figure-files', 'drawings'],
  cws: ['drawings', 'coverage', 'figure-files'],
  help: ['help'],
  network: ['network-list', 'returns'],
  analysis: ['figures', 'coverage', 'figure-files', 'drawings', 'analysis'],
  cencomm: ['cencomm', 'cencomm-operations', 'cencomm-mail', 'cencomm-forms', 'cencomm-files'],
};
const stylesheets = [
  { path: 'css/portal.css', text: joined(sheets) },
  ...Object.entries(roomSheets).map(([room, names]) => ({ path: `css/room-${room}.css`, text: joined(names) })),
];
const versions = new Map([
  ...filesIn('js'),
  ...filesIn('img'),
  ...stylesheets.map(({ path, text }) => [path, versionOf(text)] as const),
]);

/**
 * Address of a file under public/ with the version of its content: `asset('js/portal.js')`. Throws for a file that is
 * not there.
 */
export function asset(path: string): string {
  const version = versions.get(path);
  if (version === undefined) throw new Error(`no such asset: ${path}`);
  return `/assets/${path}?v=${version}`;
}

function assetMounts(): AssetMount[] {
  return [
    { route: '/assets/fonts', dir: fontDirectory, immutable: true },
    { route: '/assets', dir: publicDirectory, immutable: false },
  ];
}

/** Address of the second stylesheet of the room that a page's path begins with; undefined where there is none. */
export function roomSheet(path: string): string | undefined {
  const room = path === '/' ? 'home' : (path.split('/')[1] ?? '');
  return Object.hasOwn(roomSheets, room) ? asset(`css/room-${room}.css`) : undefined;
}

/**
 * Serves the joined stylesheets and the mounts. What is asked for with its version may be kept for a year, the rest is
 * checked each time.
 */
export function assetRoutes(): Router {
  const router = Router();
  for (const { path, text } of stylesheets) {
    router.get(`/assets/${path}`, (_req, res) => {
      keep(res, true);
      res.type('css').send(text);
    });
  }
  for (const { route, dir, immutable } of assetMounts()) {
    router.use(
      route,
      express.static(dir, { index: false, redirect: false, setHeaders: res => keep(res as Response, immutable) }),
    );
  }
  return router;
}

function keep(res: Response, immutable: boolean): void {
  const versioned = immutable || res.req.query.v !== undefined;
  res.set('Cache-Control', versioned ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function joined(names: readonly string[]): string {
  return names.map(readSheet).join('\n');
}

function readSheet(name: string): string {
  const text = readFileSync(`${publicDirectory}/css/${name}.css`, 'utf8');
  return name === 'dark' ? text + followingTheSystem(text) : text;
}

/** The dark block a second time, for systems that ask for it where the page names no theme. */
function followingTheSystem(dark: string): string {
  return dark
    .replace('@media screen', '@media screen and (prefers-color-scheme: dark)')
    .replace(":root[data-theme='dark']", ":root:not([data-theme='light'])");
}

function filesIn(folder: string): (readonly [string, string])[] {
  return readdirSync(`${publicDirectory}/${folder}`).map(
    name => [`${folder}/${name}`, versionOf(readFileSync(`${publicDirectory}/${folder}/${name}`))] as const,
  );
}

function versionOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}
