import type { Response } from 'express';
import { proofKinds, type Proof, type ProofKind, type Proving } from './prove.ts';
import { findFactors, hasFactor, type OwnFactors } from './store.ts';
import type { AccessDeps } from '../context.ts';
import { render } from '../../web/render.ts';
import { localPath } from '../local-path.ts';
import { anyText, typedOf } from '../../fields/index.ts';
import { unrepeated } from '../form-fields.ts';

/** Where one wanted to go, and a form that was on its way there, sealed ('' for none). */
export interface Onward {
  readonly next: string;
  readonly resume: string;
}

export interface ProofProblem {
  readonly kind: ProofKind | 'password';
  readonly why: 'wrong' | 'locked';
  /** Until further tries are looked at; with 'locked'. */
  readonly minutes?: number;
}

/** What the forms of a proof need: see views/access/_proof.ejs. */
export function presentProof(own: OwnFactors, at: string, { next, resume }: Onward, problem?: ProofProblem) {
  return {
    action: at,
    options: `${at}/options`,
    hidden: [['next', next], ...(resume === '' ? [] : [['resume', resume]])],
    problem,
    methods: {
      code: own.app !== null,
      passkey: own.passkeys.length > 0,
      recovery: hasFactor(own) && own.codesLeft > 0,
      password: !hasFactor(own),
    },
  };
}

/** The second step of sign-in. */
export async function showFactor(
  { factors }: AccessDeps,
  res: Response,
  accountId: number,
  onward: Onward,
  problem?: ProofProblem,
): Promise<void> {
  const own = await findFactors(factors.pool, accountId);
  render(res, 'access/factor', {
    proof: presentProof(own, '/sign-in/factor', onward, problem),
    isKept: onward.resume !== '',
  });
}

export interface ProofForm extends Onward {
  /** The first kind that is filled in; an empty code where none is. */
  readonly proof: Proof;
  readonly password: string;
}

const proofFields = {
  next: anyText,
  resume: anyText,
  password: anyText,
  code: anyText,
  recovery: anyText,
  passkey: anyText,
};

export function readProofForm(body: unknown): ProofForm {
  const { next, resume, password, ...given } = typedOf(unrepeated(body), proofFields);
  const kind = proofKinds.find(one => given[one] !== '') ?? 'code';
  return { next: localPath(next), resume, password, proof: { kind, text: given[kind] } };
}

export function problemOf(kind: ProofProblem['kind'], proving: Exclude<Proving, { ok: true }>): ProofProblem {
  return proving.why === 'wrong'
    ? { kind, why: 'wrong' }
    : { kind, why: 'locked', minutes: Math.ceil(proving.seconds / 60) };
}
