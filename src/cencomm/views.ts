import type { Problem } from '../web/forms/views.ts';
import type { Crumb } from '../web/shared-views.ts';
import type { presentDuty } from './duty/presenter-duty.ts';
import type { presentFile } from './files/pages/presenter-file.ts';
import type { presentFolder } from './files/pages/presenter-folder.ts';
import type { presentRemoved } from './files/pages/presenter-removed.ts';
import type { uploadForm } from './files/pages/presenter-upload.ts';
import type { card, presentBoard } from './forms/figures/presenter-board.ts';
import type { presentReport } from './forms/figures/presenter-report.ts';
import type { presentFigures } from './forms/figures/presenter-tally.ts';
import type { presentFormPage } from './forms/pages/form-page.ts';
import type { presentForm } from './forms/pages/presenter-message.ts';
import type { presentGroup, presentGroups } from './groups/presenter-groups.ts';
import type { openAll } from './mail/pages/pages-inbox.ts';
import type { presentExports } from './mail/pages/pages-exports.ts';
import type { presentFolders } from './mail/pages/pages-folders.ts';
import type { listOf } from './mail/pages/pages-list.ts';
import type { MailPage } from './mail/pages/pages-side.ts';
import type { presentDraftFiles } from './mail/pages/presenter-attachments.ts';
import type { presentRecipients } from './mail/pages/compose/presenter-recipients.ts';
import type { presentCompose } from './mail/pages/compose/presenter-compose.ts';
import type { presentDrafts } from './mail/pages/presenter-drafts.ts';
import type { presentActs, presentList } from './mail/pages/presenter-list.ts';
import type { foldedOf, presentMessage } from './mail/pages/presenter-message.ts';
import type { MailSide } from './mail/pages/presenter-side.ts';
import type { presentEvents } from './operations/presenters/presenter-events.ts';
import type { presentInvite } from './operations/presenters/presenter-invite.ts';
import type { presentList as presentInviteList } from './operations/invite-list/presenter-list.ts';
import type { presentMember } from './operations/presenters/presenter-member.ts';
import type { presentMembers } from './operations/presenters/presenter-members.ts';
import type { presentMine } from './operations/presenters/presenter-mine.ts';
import type { presentNaming } from './operations/presenters/presenter-naming.ts';
import type { presentOverview } from './operations/presenters/presenter-overview.ts';
import type { presentRegister, presentRegistered } from './operations/presenters/presenter-register.ts';
import type { kindOf, presentSettings } from './operations/presenters/presenter-settings.ts';
import type { OperationFrame } from './pages-frame.ts';
import type { presentSearch } from './search/presenter.ts';
import type { Piece } from './search/words.ts';

type Framed<Page> = Page & { readonly frame: OperationFrame };
interface Titled {
  readonly title: string;
}
interface Done {
  readonly done: string | undefined;
}

type FileShown = ReturnType<typeof presentFile>;
type Folded = ReturnType<typeof foldedOf>;
type MessageShown = ReturnType<typeof presentMessage>;
type ListShown = Awaited<ReturnType<typeof listOf>>;
type Line = ListShown['list']['lines'][number];
type Search = ReturnType<typeof presentSearch>;
type Acts = ReturnType<typeof presentActs>;

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cencomm/_live': object;
    'cencomm/_operation-head': { readonly frame: OperationFrame; readonly level?: string | undefined };
    'cencomm/files/_file-acts': Pick<FileShown, 'move' | 'removal'>;
    'cencomm/files/_folder-form': { readonly newFolder: NonNullable<ReturnType<typeof presentFolder>['newFolder']> };
    'cencomm/files/_preview': Pick<FileShown, 'preview'>;
    'cencomm/files/_reads': Pick<FileShown, 'reads'>;
    'cencomm/files/_table': { readonly table: ReturnType<typeof presentFolder>['table']; readonly label: string };
    'cencomm/files/_upload': { readonly upload: ReturnType<typeof uploadForm>; readonly submit: string };
    'cencomm/files/_uploads': Pick<FileShown, 'uploads'>;
    'cencomm/files/_versions': Pick<FileShown, 'versions'>;
    'cencomm/files/edit-folder': Framed<Views['shared/form']> & {
      readonly removal: string;
      readonly removalError: string;
    };
    'cencomm/files/file': Framed<FileShown>;
    'cencomm/files/folder': Framed<ReturnType<typeof presentFolder>>;
    'cencomm/files/removed': Framed<ReturnType<typeof presentRemoved>>;
    'cencomm/forms/_card': { readonly card: ReturnType<typeof card> };
    'cencomm/forms/_draw': object;
    'cencomm/forms/_fields': Pick<ReturnType<typeof presentFormPage>['groups'][number], 'fields'>;
    'cencomm/forms/_figures': { readonly figures: ReturnType<typeof presentFigures> };
    'cencomm/forms/_insert': object;
    'cencomm/forms/_list': Pick<ReturnType<typeof presentBoard>, 'columns'> & { readonly title: string };
    'cencomm/forms/choose': Framed<Titled & Views['shared/_rows']> & {
      readonly lead: string;
      readonly crumbs: readonly Crumb[];
      readonly empty: { readonly text: string };
    };
    'cencomm/forms/_message': { readonly form: NonNullable<ReturnType<typeof presentForm>> };
    'cencomm/forms/_period': Pick<ReturnType<typeof presentReport>, 'filter'>;
    'cencomm/forms/board': Framed<ReturnType<typeof presentBoard>>;
    'cencomm/forms/new': Framed<ReturnType<typeof presentFormPage>>;
    'cencomm/forms/report': Framed<ReturnType<typeof presentReport>>;
    'cencomm/forms/tally': Framed<Titled & Pick<ReturnType<typeof presentReport>, 'filter'>> & {
      readonly heading: string;
      readonly crumbs: readonly Crumb[];
      readonly report: string;
      readonly figures: ReturnType<typeof presentFigures>;
    };
    'cencomm/mail/_act-select': { readonly acts: Acts; readonly id: string };
    'cencomm/mail/_attachments': Pick<Folded, 'attachments'>;
    'cencomm/mail/_body': { readonly message: Pick<Folded, 'isWhole' | 'form' | 'html' | 'attachments'> };
    'cencomm/mail/_recipients': { readonly recipients: Pick<ReturnType<typeof presentRecipients>, 'to' | 'lists'> };
    'cencomm/mail/_sure': { readonly sure: string };
    'cencomm/mail/_draft-files': { readonly files: ReturnType<typeof presentDraftFiles> };
    'cencomm/mail/_folded': { readonly messages: readonly Folded[]; readonly label: string };
    'cencomm/mail/_lines': { readonly lines: readonly Line[]; readonly ticks?: boolean | undefined };
    'cencomm/mail/_list': {
      readonly list: ReturnType<typeof presentList>;
      readonly base: string;
      readonly title: string;
      readonly acts?: Acts | undefined;
      readonly searchLabel: string;
      readonly back?: string | undefined;
    };
    'cencomm/mail/_message-acts': { readonly message: MessageShown };
    'cencomm/mail/_search-field': { readonly action: string; readonly label: string };
    'cencomm/mail/_side': { readonly side: MailSide };
    'cencomm/mail/_top': {
      readonly frame: OperationFrame | undefined;
      readonly title: string;
      readonly level?: string | undefined;
    };
    'cencomm/mail/broken-file': MailPage & Titled;
    'cencomm/mail/compose': MailPage &
      Titled &
      Done & { readonly compose: ReturnType<typeof presentCompose>; readonly problems: readonly Problem[] };
    'cencomm/mail/drafts': MailPage & Titled & ReturnType<typeof presentDrafts>;
    'cencomm/mail/export-new': MailPage & Omit<Views['shared/form'], 'crumbs'>;
    'cencomm/mail/exports': MailPage & ReturnType<typeof presentExports>;
    'cencomm/mail/folders': MailPage & ReturnType<typeof presentFolders>;
    'cencomm/mail/inbox': Titled &
      Awaited<ReturnType<typeof openAll>> & { readonly list: ReturnType<typeof presentList>; readonly base: string };
    'cencomm/mail/list': MailPage & Titled & Done & ListShown;
    'cencomm/mail/message': MailPage &
      Titled &
      ListShown & {
        readonly message: MessageShown;
        readonly boxTitle: string;
        /** What was done last, in words. */
        readonly said: string | undefined;
      };
    'cencomm/mail/_found': { readonly lines: NonNullable<Search['found']>['lines'] };
    'cencomm/mail/_marked': { readonly pieces: readonly Piece[] };
    'cencomm/mail/search': Search & {
      readonly frame: OperationFrame | undefined;
      readonly side: MailSide;
      readonly action: string;
      readonly back: string;
    };
    'cencomm/operations/_act': {
      readonly act: {
        readonly label: string;
        readonly icon: string;
        readonly action: string;
        readonly note: string;
        readonly danger?: boolean | undefined;
        readonly name?: string | undefined;
        readonly value?: string | undefined;
      };
    };
    'cencomm/operations/_ask': {
      readonly ask: {
        readonly action: string;
        readonly note: string;
        readonly fields: readonly NonNullable<ReturnType<typeof presentRegistered>['hold']>[];
        readonly label: string;
        readonly icon: string;
        readonly danger?: boolean;
      };
    };
    'cencomm/operations/_card': { readonly one: ReturnType<typeof presentMine>['over'][number] };
    'cencomm/operations/_form-fields': { readonly one: ReturnType<typeof kindOf> };
    'cencomm/operations/_held': {
      readonly held: NonNullable<ReturnType<typeof presentRegistered>['held']>;
      readonly action: string;
    };
    'cencomm/operations/_how': {
      readonly steps: readonly ReturnType<typeof presentMine>['steps'][number][];
      readonly mayAsk: boolean;
    };
    'cencomm/operations/_invitations': {
      readonly invitations: readonly NonNullable<ReturnType<typeof presentMembers>['invitations']>[number][];
    };
    'cencomm/operations/_invited': { readonly one: ReturnType<typeof presentMine>['invited'][number] };
    'cencomm/operations/_leave': Pick<ReturnType<typeof presentMembers>, 'leave'>;
    'cencomm/operations/_life': Pick<ReturnType<typeof presentSettings>, 'life' | 'lifeAction' | 'state'>;
    'cencomm/operations/_person': {
      readonly one: ReturnType<typeof presentMembers>['groups'][number]['members'][number];
    };
    'cencomm/operations/_request': {
      readonly request: NonNullable<ReturnType<typeof presentRegistered>['request']>;
      readonly action: string;
    };
    'cencomm/operations/duty': Done & Framed<ReturnType<typeof presentDuty>>;
    'cencomm/operations/events': Framed<ReturnType<typeof presentEvents>>;
    'cencomm/operations/group': Framed<ReturnType<typeof presentGroup>>;
    'cencomm/operations/groups': Done & Framed<ReturnType<typeof presentGroups>>;
    'cencomm/operations/index': Done & ReturnType<typeof presentMine>;
    'cencomm/operations/invite': Framed<ReturnType<typeof presentInvite>>;
    'cencomm/operations/invite-list': Framed<ReturnType<typeof presentInviteList>>;
    'cencomm/operations/member': Framed<ReturnType<typeof presentMember>>;
    'cencomm/operations/members': Done & Framed<ReturnType<typeof presentMembers>>;
    'cencomm/operations/naming': ReturnType<typeof presentNaming>;
    'cencomm/operations/overview': Done & Framed<ReturnType<typeof presentOverview>>;
    'cencomm/operations/register': ReturnType<typeof presentRegister>;
    'cencomm/operations/registered': Done & ReturnType<typeof presentRegistered>;
    'cencomm/operations/settings': Done & Framed<ReturnType<typeof presentSettings>>;
  }
}
