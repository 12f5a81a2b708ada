import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { anyText, typedOf } from '../../fields/index.ts';
import type { AccessDeps } from '../context.ts';
import { proofOptions, readProof } from '../factors/passkeys.ts';
import { findPasskey, usePasskey } from '../factors/store.ts';
import { unrepeated } from '../form-fields.ts';
import { localPath } from '../local-path.ts';
import { showSignIn } from '../pages.ts';
import { findViewer } from '../store.ts';
import { isWithin, renewUnsigned } from './pages-session.ts';
import { passkeyFirstLimit } from './passkey-first.ts';
import { originOf } from './passport.ts';

/**
 * A passkey before the password, for who is kept waiting because others guess at the login. The browser names the
 * passkey, not the portal: nobody learns who has one.
 */
export function passkeyFirstPages({ pool, factors }: AccessDeps) {
  return {
    async options(req: Request, res: Response): Promise<void> {
      const options = await proofOptions(factors.site, []);
      req.session.passkeyAsked = { challenge: options.challenge, at: Date.now() };
      res.json(options);
    },

    async prove(req: Request, res: Response): Promise<void> {
      const { next, passkey: answer } = typedOf(unrepeated(req.body), { next: anyText, passkey: anyText });
      const asked = req.session.passkeyAsked;
      delete req.session.passkeyAsked;
      const passkey = await findPasskey(pool, credentialIn(answer));
      const proof =
        passkey && asked && isWithin(passkeyFirstLimit, asked.at)
          ? await readProof(factors.site, answer, asked.challenge, [passkey])
          : undefined;
      const viewer = passkey && proof ? await findViewer(pool, passkey.accountId) : undefined;
      if (!viewer || !proof || !(await usePasskey(pool, proof.passkey.id, proof.counter))) {
        res.status(401);
        return showSignIn(res, { next: localPath(next), error: false, loginId: '', resume: '', passkey: 'failed' });
      }
      const { accountId, loginId } = viewer;
      await note(pool, { ...viewer, origin: originOf(req) }, { action: 'factor.proved', detail: { by: 'passkey' } });
      await renewUnsigned(req, { passkeyFirst: { accountId, loginId, at: Date.now() } });
      res.redirect(303, `/sign-in?next=${encodeURIComponent(localPath(next))}`);
    },
  };
}

/** Id of the credential in the browser's answer (JSON); '' where there is none. */
function credentialIn(answer: string): string {
  return /^.{0,2000}?"id":"([\w-]{1,1000})"/.exec(answer.slice(0, 3000))?.[1] ?? '';
}
