import { rights, type Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { presentAlike } from '../../duplicates/pages/presenter-alike.ts';
import { listAlike, type Alike } from '../../duplicates/store-pairs.ts';
import { findFlags, listSettlements, type Settlement } from '../../flags/store-flags.ts';
import type { Flag } from '../../flags/flag.ts';
import { presentFlags } from '../../flags/presenter-flags.ts';
import { can, isDesk } from '../../permissions.ts';
import type { SeizuresContext } from '../../context.ts';
import { presentChangedSince } from '../../verification/pages/presenter-pane.ts';
import { noteLook } from '../../verification/store-verify.ts';
import { clearNews, listQuestions } from '../../questions/store-questions.ts';
import type { Question } from '../../questions/question.ts';
import type { SeizureRecord } from '../../seizure.ts';
import { findVersion, type Seizure, type StepRow } from '../store.ts';
import type { Words } from './presenter-words.ts';

/** What a record went through since it was submitted. */
interface Life {
  readonly flags: readonly Flag[];
  readonly settlements: readonly Settlement[];
  readonly questions: readonly Question[];
  /** Its last verified version, where it was amended since. */
  readonly verified: SeizureRecord | undefined;
  /** What it may be the same event as, for who may decide it. */
  readonly alike: readonly Alike[];
}

/** Reads it for a record already read through the scope. At its desk the record counts as looked at. */
export async function lifeOf(
  on: Queryable,
  { pool, waiting }: SeizuresContext,
  viewer: Viewer,
  seizure: Seizure,
): Promise<Life> {
  const { verifiedVersion, version } = seizure;
  const atDesk = rights['database:verify'](viewer) && isDesk(viewer, seizure.country);
  const [{ flags }, settlements, questions, verified, alike] = await Promise.all([
    findFlags(on, seizure),
    listSettlements(on, seizure.id),
    listQuestions(on, seizure.id),
    verifiedVersion === null || verifiedVersion === version
      ? undefined
      : findVersion(on, viewer, seizure, verifiedVersion),
    rights['database:write'](viewer) ? listAlike(on, viewer, seizure.id) : [],
    atDesk ? noteLook(pool, viewer, seizure) : undefined,
  ]);
  if (questions.some(({ accountId }) => accountId === viewer.accountId)) {
    await clearNews(pool, viewer, seizure.id);
    waiting?.changed(viewer.accountId);
  }
  return { flags, settlements, questions, verified, alike };
}

/** Flags are for who can do something about them: the office, its RILO and the Secretariat; the rest see none. Pure. */
export function presentLife(viewer: Viewer, seizure: Seizure, steps: readonly StepRow[], life: Life, words: Words) {
  const isTheirs = isDesk(viewer, seizure.country) || viewer.office.id === seizure.officeId;
  const isAuthor = seizure.author === viewer.accountId;
  const flags = presentFlags(
    isTheirs ? life.flags : life.flags.filter(({ tone }) => tone === 'held'),
    life.settlements,
    words,
    presentAlike(life.alike, seizure.ref, words),
  );
  return {
    version: String(seizure.version),
    value: `${seizure.ref}:${seizure.version}`,
    flags,
    changed: presentChangedSince(seizure, life.verified, steps, words),
    mayVerify: can(viewer, 'verify', seizure) && !isAuthor,
    mayConfirm: can(viewer, 'confirm', seizure) && !isAuthor,
    maySettle: can(viewer, 'settle', seizure),
    mayRestore: can(viewer, 'restore', seizure),
  };
}
