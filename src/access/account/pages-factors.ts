import type { Request, Response } from 'express';
import { Conflict, NotFound } from '../../errors.ts';
import { askNewPasskey } from '../factors/ask-passkey.ts';
import { addApp, addPasskey, removeFactor, renewRecoveryCodes, type Added, type Owner } from '../factors/change.ts';
import { findFactors, hasFactor } from '../factors/store.ts';
import { appAddress, newSeed, readableSeed } from '../factors/totp.ts';
import type { Pool } from '../../db/pool.ts';
import { viewerOf } from '../guard.ts';
import type { AccessDeps } from '../context.ts';
import { isWithin, renew } from '../session/pages-session.ts';
import { localPath } from '../local-path.ts';
import { doneOf } from './pages.ts';
import { wordsOf } from './pages-words.ts';
import { passkeyText } from './presenter.ts';
import { render } from '../../web/render.ts';
import { anyText, typedOf } from '../../fields/index.ts';
import { unrepeated } from '../form-fields.ts';

const seedLimit = 20 * 60_000;
const longestName = 60;

/**
 * `/account/factors`: authenticator app, passkeys, recovery codes. Each change stands behind a fresh proof and ends the
 * account's other sessions.
 */
export function factorSettings(deps: AccessDeps) {
  const { pool, factors } = deps;

  return {
    show: (req: Request, res: Response) =>
      showFactors(deps, req, res, { done: doneOf(req, ['app', 'passkey', 'removed']) }),

    async askApp(req: Request, res: Response): Promise<void> {
      doneOf(req, []);
      await showApp(req, res, pendingSeed(deps, req), undefined);
    },

    async addApp(req: Request, res: Response): Promise<void> {
      const { code } = typedOf(unrepeated(req.body), { code: anyText });
      const seed = pendingSeed(deps, req);
      const added = await addApp(factors, ownerOf(req), seed, code);
      if (added.ok) {
        delete req.session.seed;
        return finish(pool, req, res, added, 'app');
      }
      res.status(422);
      await showApp(req, res, seed, wordsOf(res).t(`account:app.${added.why}`));
    },

    async passkeyOptions(req: Request, res: Response): Promise<void> {
      res.json(await askNewPasskey(factors, viewerOf(req), req.sessionID));
    },

    async addPasskey(req: Request, res: Response): Promise<void> {
      const { name: typed, passkey } = typedOf(unrepeated(req.body), { name: anyText, passkey: anyText });
      const [name, { t }] = [typed.trim(), wordsOf(res)];
      const refuse = (field: 'name' | 'passkey', key: string, values = {}): Promise<void> => {
        res.status(422);
        return showFactors(deps, req, res, { problem: { field, text: t(key, values) }, name: typed.slice(0, 200) });
      };
      if (name === '') return refuse('name', 'account:passkey.nameMissing');
      if ([...name].length > longestName) return refuse('name', 'errors:fields.tooLong', { max: longestName });
      if (/[\p{Cc}\p{Cf}\uFFFD]/u.test(name)) return refuse('name', 'errors:fields.characters');
      const added = await addPasskey(factors, ownerOf(req), name, passkey);
      return added.ok ? finish(pool, req, res, added, 'passkey') : refuse('passkey', `account:passkey.${added.why}`);
    },

    removeApp: (req: Request, res: Response) => remove(deps, req, res, 'app'),
    removePasskey(req: Request, res: Response): Promise<void> {
      const id = String(req.params.id);
      if (!/^\d{1,9}$/.test(id)) throw new NotFound('no such passkey');
      return remove(deps, req, res, Number(id));
    },

    async renewCodes(req: Request, res: Response): Promise<void> {
      const codes = await renewRecoveryCodes(factors, ownerOf(req));
      await renew(pool, req, viewerOf(req));
      showCodes(res, codes, '/account/factors', false);
    },
  };
}

function ownerOf(req: Request): Owner {
  return { viewer: viewerOf(req), sid: req.sessionID };
}

async function showFactors(
  { pool, factors }: AccessDeps,
  req: Request,
  res: Response,
  more: { done?: string | undefined; problem?: { field?: string; text: string }; name?: string },
): Promise<void> {
  const viewer = viewerOf(req);
  const own = await findFactors(pool, viewer.accountId);
  const words = wordsOf(res);
  const isRequired = factors.requires(viewer);
  res.locals.url = '/account/factors'; // the page may answer a form
  const isLast = Number(own.app !== null) + own.passkeys.length === 1;
  render(res, 'account/factors', {
    app: own.app && { text: words.t('account:since', { day: words.day(own.app.since) }) },
    passkeys: own.passkeys.map(one => ({ id: one.id, name: one.name, text: passkeyText(one, words) })),
    codesLeft: own.codesLeft,
    has: hasFactor(own),
    isRequired,
    isKept: isRequired && isLast,
    longestName,
    done: more.done,
    problem: more.problem,
    name: more.name ?? '',
  });
}

/** After a change: a new session id, and recovery codes shown this once. */
async function finish(
  pool: Pool,
  req: Request,
  res: Response,
  added: Extract<Added, { ok: true }>,
  done: string,
): Promise<void> {
  const wanted = localPath(req.session.wanted ?? '/account/factors');
  await renew(pool, req, viewerOf(req));
  delete req.session.wanted;
  if (added.codes) return showCodes(res, added.codes, wanted, true);
  res.redirect(303, `/account/factors?done=${done}`);
}

async function remove(deps: AccessDeps, req: Request, res: Response, which: 'app' | number): Promise<void> {
  try {
    await removeFactor(deps.factors, ownerOf(req), which);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    res.status(409);
    return showFactors(deps, req, res, { problem: { text: wordsOf(res).t('account:factors.last') } });
  }
  await finish(deps.pool, req, res, { ok: true }, 'removed');
}

/** The seed that waits for its first code: the same for 20 minutes, so that the page may be opened again. */
function pendingSeed({ factors: { seal } }: AccessDeps, req: Request): Buffer {
  const { accountId } = viewerOf(req);
  const kept = req.session.seed;
  if (kept && isWithin(seedLimit, kept.at)) return seal.open(accountId, Buffer.from(kept.sealed, 'base64'));
  const seed = newSeed();
  req.session.seed = { sealed: seal.seal(accountId, seed).toString('base64'), at: Date.now() };
  return seed;
}

function showCodes(res: Response, codes: readonly string[], onward: string, isNew: boolean): void {
  res.locals.url = '/account/factors';
  render(res, 'account/codes', { codes, onward, isNew });
}

async function showApp(req: Request, res: Response, seed: Buffer, error: string | undefined): Promise<void> {
  const { loginId } = viewerOf(req);
  const { default: QRCode } = await import('qrcode');
  const svg = await QRCode.toString(appAddress(seed, loginId, 'CEN'), {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  });
  render(res, 'account/app', { svg, seed: readableSeed(seed), error });
}
