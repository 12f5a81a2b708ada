import { rights, type Viewer } from '../access/index.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { WaitingPart } from '../web/waiting.ts';
import { waitingApprovals, waitingReturned } from './approval/store.ts';
import { waitingGroups } from './duplicates/store-waiting.ts';
import { waitingQuestions } from './questions/store-questions.ts';
import { waitingAnswers, waitingRequests } from './requests/store.ts';
import { mayDecideWords } from './texts/permissions.ts';
import { countedWords } from './texts/store.ts';
import { countedWaiting } from './verification/store-queue.ts';

const room = 'seizures';
const atRecord = ({ ref }: { readonly ref: string | null }): string =>
  ref === null ? '/seizures?status=queried' : `/seizures/${encodeURIComponent(ref)}#questions`;

/**
 * What waits about records: questions and suggestions to the office, answers to own ones, records to verify, drafts.
 * Other work on records that waits is a part more here.
 */
export function waitingInSeizures(viewer: Viewer): WaitingPart[] {
  if (!rights['database:read'](viewer)) return [];
  return [
    ...aboutQuestions(viewer),
    ...atDesk(viewer),
    ...duplicates(viewer),
    ...requests(viewer),
    ...heldWords(viewer),
    ...atContactPoint(viewer),
    ...drafts(viewer),
  ];
}

function aboutQuestions(viewer: Viewer): WaitingPart[] {
  // An answer was due from who gave it, and is due from nobody now.
  const rowsOf = (kind: 'question' | 'suggestion' | 'answer'): Sql => sql`
    select 1 as n, w.ref, ${kind === 'answer' ? sql`null::date` : sql`w.due`} as due, w.at,
      jsonb_build_object('field', w.field) as more
    from (${waitingQuestions(viewer)}) w where w.kind = ${kind}`;
  const part = { room, place: 'search', icon: 'message-circle-question-mark', href: atRecord } as const;
  return [
    { ...part, kind: 'question', band: 'week', rows: rowsOf('question') },
    { ...part, kind: 'suggestion', band: 'week', icon: 'lightbulb', rows: rowsOf('suggestion') },
    { ...part, kind: 'answer', band: 'later', icon: 'check-check', rows: rowsOf('answer') },
  ];
}

function atDesk(viewer: Viewer): WaitingPart[] {
  if (!rights['database:verify'](viewer)) return [];
  return [
    {
      kind: 'verify',
      room,
      place: 'verification:section',
      band: 'week',
      icon: 'shield-check',
      href: () => '/seizures/verification',
      rows: countedWaiting(viewer, 100),
    },
  ];
}

/** Requests to the viewer's RILO, and answers to the viewer's own. */
function requests(viewer: Viewer): WaitingPart[] {
  const href = () => '/seizures/requests';
  const part = { room, place: 'requests:section', icon: 'message-square', href } as const;
  const isAsked = rights['database:verify'](viewer) && viewer.office.kind === 'rilo';
  const asked: WaitingPart = { ...part, kind: 'riloRequest', band: 'week', rows: waitingRequests(viewer) };
  return [
    ...(isAsked ? [asked] : []),
    { ...part, kind: 'riloAnswer', band: 'later', icon: 'check-check', rows: waitingAnswers(viewer) },
  ];
}

/** Groups of records that may be one event. */
function duplicates(viewer: Viewer): WaitingPart[] {
  if (!rights['database:write'](viewer)) return [];
  return [
    {
      kind: 'duplicates',
      room,
      place: 'duplicates:section',
      band: 'later',
      icon: 'git-merge',
      href: () => '/seizures/duplicates',
      rows: waitingGroups(viewer),
    },
  ];
}

/** Words called not personal, which a second person decides on. */
function heldWords(viewer: Viewer): WaitingPart[] {
  if (!mayDecideWords(viewer)) return [];
  return [
    {
      kind: 'words',
      room,
      place: 'texts:section',
      band: 'week',
      icon: 'eye-off',
      href: () => '/seizures/texts',
      rows: countedWords(viewer),
    },
  ];
}

/** Drafts sent to the contact point, and those of the viewer that came back. */
function atContactPoint(viewer: Viewer): WaitingPart[] {
  const approve: WaitingPart = {
    kind: 'approval',
    room,
    place: 'approval:section',
    band: 'week',
    icon: 'check-check',
    href: () => '/seizures/approval',
    rows: waitingApprovals(viewer),
  };
  const returned: WaitingPart = {
    kind: 'sentBack',
    room,
    place: 'drafts',
    band: 'week',
    icon: 'undo-2',
    href: ({ ref }) => `/seizures/drafts/${ref ?? ''}`,
    rows: waitingReturned(viewer),
  };
  return [
    ...(rights['database:approve'](viewer) ? [approve] : []),
    ...(rights['database:write'](viewer) ? [returned] : []),
  ];
}

/** Drafts a colleague handed over, each with who did, and the viewer's own. */
function drafts(viewer: Viewer): WaitingPart[] {
  if (!rights['database:write'](viewer)) return [];
  return [
    {
      kind: 'handedDraft',
      room,
      place: 'drafts',
      band: 'week',
      icon: 'user-plus',
      href: ({ ref }) => (ref === null ? '/seizures/drafts' : `/seizures/drafts/${ref}`),
      rows: sql`
        select 1 as n, d.id::text as ref, null::date as due, d.handed_at as at,
          jsonb_build_object('login', h.login_id) as more
        from seizure_drafts d join accounts h on h.id = d.handed_by
        where d.account_id = ${viewer.accountId} and d.submitted_at is null and d.discarded_at is null`,
    },
    {
      kind: 'drafts',
      room,
      place: 'drafts',
      band: 'later',
      icon: 'pencil-line',
      href: () => '/seizures/drafts',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, max(saved_at) as at, null::jsonb as more
        from seizure_drafts where account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null
          and handed_by is null and sent_at is null`,
    },
  ];
}
