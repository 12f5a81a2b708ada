import type { Authenticator } from 'passport';
import type { Texts } from '../i18n/index.ts';
import type { FormSeal } from '../web/forms/resumable-form.ts';
import type { ApplicationsContext } from './applications/context.ts';
import type { Factors } from './factors/factors.ts';
import type { SignInLimits } from './session/sign-in-throttle.ts';

/** What the pages of signing in, accounts and applications work with. */
export interface AccessDeps extends ApplicationsContext {
  readonly texts: Texts;
  readonly passport: Authenticator;
  readonly seal: FormSeal;
  readonly limits: SignInLimits;
  readonly factors: Factors;
  /** Does at once what a moved date of an evaluation demands. */
  readonly catchUp: () => Promise<void>;
}
