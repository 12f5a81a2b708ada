import type { Request, Response } from 'express';
import { readForm } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { hashOf } from '../links/make-link.ts';
import { originOf } from '../session/passport.ts';
import { answerAddress } from './answer-address.ts';
import { findAddressLink } from './store.ts';

/**
 * The page the links of both letters lead to. Looking at it changes nothing, as mail scanners do: a button is pressed.
 */
export function addressLinkPages(context: AccountsContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const link = await findAddressLink(context.pool, hashOf(String(req.params.token)));
      keepSecret(res);
      if (!link) return render(res.status(404), 'access/link-ended', {});
      const { kind, loginId, becomes } = link;
      render(res, 'access/address', { kind, loginId, becomes, token: String(req.params.token), done: false });
    },

    async answer(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const token = String(req.params.token);
      const link = await findAddressLink(context.pool, hashOf(token));
      const kind = link && (await answerAddress(context, token, originOf(req)));
      keepSecret(res);
      if (!link || !kind) return render(res.status(404), 'access/link-ended', {});
      render(res, 'access/address', { kind, loginId: link.loginId, becomes: link.becomes, token: '', done: true });
    },
  };
}

/** The address is the secret: no page that is opened from here may learn it. */
function keepSecret(res: Response): void {
  res.set('Referrer-Policy', 'no-referrer');
}
