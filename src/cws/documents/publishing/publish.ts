import { rights, tellLogin, tellOffice, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { DomainError, type FieldProblem } from '../../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import { askToTell } from '../../digests/jobs.ts';
import { withFileNames } from '../../files/publication.ts';
import { indexFiles, insertVersionFiles } from '../../files/store.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { audienceChange, audiencesOf } from './audience.ts';
import { listReadersOf } from './store-readers.ts';
import { endWorldRequest } from './store-world.ts';
import { readContent } from '../editing/content.ts';
import type { Audience, Content, CwsDocument } from '../document.ts';
import { complete } from '../editing/complete.ts';
import { indexDocument } from '../store-words.ts';
import { insertStep, insertVersion, setAudience, setWithdrawn } from '../store-change.ts';
import { endDraft, getDraft, openDraft } from '../editing/store-drafts.ts';
import { getVersion } from '../store.ts';
import { lockFor } from '../editing/submit.ts';
import { typedOf } from '../editing/content.ts';
import { today } from '../../../text/plain-date.ts';

/** A working copy that cannot be published as it stands, with every problem at its field. 422. */
export class Unpublishable extends DomainError {
  readonly problems: readonly FieldProblem[];
  constructor(problems: readonly FieldProblem[]) {
    super('refused', 422, problems[0]?.key ?? '');
    this.problems = problems;
  }
}

interface Publishing {
  readonly edition: number;
  readonly audience: Audience;
  readonly changeNote?: string;
  /** That readers outside the region lose it is meant so. */
  readonly narrow?: boolean;
  /** That something was wrong before: whoever read it is told. */
  readonly corrects?: boolean;
}

/**
 * Publishes the working copy as the next version: content checked and completed, search and mentions renewed, its
 * writer told. Returns the version. Throws Unpublishable, or ChangedMeanwhile when the copy is not the one that was
 * looked at.
 */
export async function publish(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  { edition, audience, changeNote, narrow, corrects }: Publishing,
): Promise<number> {
  const published = await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'publish');
    const draft = await getDraft(client, document);
    if (draft.edition !== edition) throw new ChangedMeanwhile(`${ref} was saved by somebody else`);
    requireAudience(viewer, document, audience, narrow === true);
    const before = document.version > 0 ? await getVersion(client, document, document.version) : undefined;
    const { content, problems } = await check(client, viewer, context, document, draft.typed, before);
    if (problems.length > 0) throw new Unpublishable(problems);
    const version = await insertVersion(client, viewer, document, {
      content,
      audience,
      changeNote,
      corrects: corrects === true && document.version > 0,
    });
    await endDraft(client, document.id);
    await indexDocument(client, document, content);
    const fileIds = content.files.map(({ id }) => id);
    await insertVersionFiles(client, { id: document.id, version }, fileIds);
    await indexFiles(client, document, fileIds);
    await insertStep(client, viewer, document.id, { kind: 'published', version, reason: changeNote });
    await note(client, viewer, { action: 'document.published', subject: ref, detail: { version, audience } });
    if (document.madeBy !== null && document.madeBy !== viewer.loginId)
      await tellLogin(client, context.outbox, document.madeBy, {
        about: 'cws',
        kind: 'documentPublished',
        values: { ref },
        path: `${kinds[document.kind].base}/${ref}`,
      });
    await tellAudience(client, context, viewer, { ...document, version }, audience);
    return version;
  });
  await askToTell(context, ref);
  context.alertWatch.changed();
  return published;
}

/**
 * Whoever read it and cannot any more is told so; the Secretariat hears of what a RILO corrected for the world.
 */
async function tellAudience(
  client: Client,
  context: CwsContext,
  viewer: Viewer,
  document: CwsDocument,
  audience: Audience,
): Promise<void> {
  if (document.audience !== 'world') return;
  const { ref, version } = document;
  const lost = audienceChange(context.offices, document, audience).lose.map(({ id }) => id);
  for (const login of await listReadersOf(client, document, lost))
    await tellLogin(client, context.outbox, login, {
      about: 'cws',
      kind: 'documentNarrowed',
      values: { ref },
      path: '/network',
    });
  const desk = context.offices.all.find(({ kind }) => kind === 'secretariat');
  if (desk && rights.rilo(viewer) && kinds[document.kind].publishers.includes('secretariat'))
    await tellOffice(client, context.outbox, desk.id, {
      about: 'cws',
      kind: audience === 'world' ? 'documentCorrectedWorld' : 'documentNarrowedByRilo',
      values: { ref, version },
      path: `${kinds[document.kind].base}/${ref}`,
    });
}

/** Everything in the way of publishing a working copy. */
export async function check(
  client: Client,
  viewer: Viewer,
  context: CwsContext,
  document: CwsDocument,
  typed: Readonly<Record<string, string>>,
  before?: Content,
): Promise<{ content: Content; problems: readonly FieldProblem[] }> {
  const read = readContent(kinds[document.kind], typed, context.lists, today(), before);
  const asked = await complete(client, viewer, context, document, read.content);
  const problems = await withFileNames(client, document, read.problems);
  return { content: asked.content, problems: [...problems, ...asked.problems] };
}

/** Throws Refused for an audience the viewer may not address, and for one that loses readers without being told so. */
function requireAudience(viewer: Viewer, document: CwsDocument, audience: Audience, isNarrowed: boolean): void {
  if (!audiencesOf(viewer, document).includes(audience))
    throw new Refused({ path: 'audience', key: 'cws:problem.audience' });
  if (document.audience === 'world' && audience === 'region' && !isNarrowed)
    throw new Refused({ path: 'narrow', key: 'cws:problem.narrow' });
}

/** Lets the world read what a RILO published to its region. */
export async function widen(context: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'widen');
    await setAudience(client, document.id, 'world');
    await insertStep(client, viewer, document.id, { kind: 'widened', version: document.version });
    await note(client, viewer, { action: 'document.widened', subject: ref });
    const asker = await endWorldRequest(client, viewer, document, 'granted');
    if (asker !== undefined)
      await tellLogin(client, context.outbox, asker, {
        about: 'cws',
        kind: 'worldGranted',
        values: { ref },
        path: `${kinds[document.kind].base}/${ref}`,
      });
  });
  await askToTell(context, ref);
  context.alertWatch.changed();
}

/** Opens a working copy of the published version. One that is open already stays as it is. */
export async function revise({ pool }: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockFor(client, viewer, ref, 'edit');
    if (document.isOpen) return;
    await openDraft(
      client,
      viewer,
      document.id,
      typedOf(kinds[document.kind], await getVersion(client, document, document.version)),
    );
    await insertStep(client, viewer, document.id, { kind: 'revised', version: document.version });
    await note(client, viewer, { action: 'document.revised', subject: ref });
  });
}

/**
 * Withdraws a published document with the reason its readers are shown. Whoever relied on it is told, and takes notice
 * anew: src/cws/alerts/scope-notices.ts.
 */
export async function withdraw(context: CwsContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'withdraw');
    await setWithdrawn(client, document.id, reason);
    await insertStep(client, viewer, document.id, { kind: 'withdrawn', version: document.version, reason });
    await note(client, viewer, { action: 'document.withdrawn', subject: ref, detail: { reason } });
    if (document.madeBy !== null && document.madeBy !== viewer.loginId)
      await tellLogin(client, context.outbox, document.madeBy, {
        about: 'cws',
        kind: 'documentWithdrawn',
        values: { ref },
        path: `${kinds[document.kind].base}/${ref}`,
      });
  });
  await askToTell(context, ref);
  context.alertWatch.changed();
}
