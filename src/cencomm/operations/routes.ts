import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { eventPages } from './pages/pages-events.ts';
import { invitationListPages } from './invite-list/pages-list.ts';
import { invitePages } from './pages/pages-invite.ts';
import { memberPages } from './pages/pages-members.ts';
import { minePages } from './pages/pages-mine.ts';
import { overviewPages } from './pages/pages-overview.ts';
import { registerPages } from './pages/pages-register.ts';
import { requestPages } from './pages/pages-request.ts';
import { settingsPages } from './pages/pages-settings.ts';

const one = '/cencomm/operations/:id';
const registered = '/cencomm/register/:id';
const invitation = '/cencomm/invitations/:invitation';

/** Asking for an operation, its register, its members and its life. */
export function operationRoutes(context: CencommContext): Route<Right>[] {
  const mine = minePages(context);
  const request = requestPages(context);
  const register = registerPages(context);
  const { overview } = overviewPages(context);
  const people = memberPages(context);
  const inviting = invitePages(context);
  const list = invitationListPages(context);
  const settings = settingsPages(context);
  const { events } = eventPages(context);
  return [
    { method: 'get', path: '/cencomm', access: 'cencomm', handler: mine.index },
    { method: 'post', path: invitation, access: 'cencomm', handler: mine.answer },
    { method: 'get', path: `${invitation}/officers`, access: 'cencomm', handler: mine.naming },
    { method: 'post', path: `${invitation}/officers`, access: 'cencomm', handler: mine.name },
    { method: 'get', path: '/cencomm/operations/new', access: 'cencomm:request', handler: request.ask },
    { method: 'post', path: '/cencomm/operations/new', access: 'cencomm:request', handler: request.request },
    { method: 'get', path: '/cencomm/register', access: 'administrator', handler: register.register },
    { method: 'get', path: registered, access: 'administrator', handler: register.registered },
    { method: 'post', path: `${registered}/decision`, access: 'administrator', handler: register.decide },
    { method: 'post', path: `${registered}/hold`, access: 'administrator', handler: register.hold },
    { method: 'post', path: `${registered}/lifting`, access: 'administrator', handler: register.askToLift },
    { method: 'post', path: `${registered}/lifting/answer`, access: 'administrator', handler: register.answerLift },
    { method: 'post', path: `${registered}/owner`, access: 'administrator', handler: register.nameOwner },
    { method: 'get', path: one, access: 'cencomm', handler: overview },
    { method: 'get', path: `${one}/members`, access: 'cencomm', handler: people.members },
    { method: 'post', path: `${one}/leaving`, access: 'cencomm', handler: people.leave },
    { method: 'get', path: `${one}/members/invite`, access: 'cencomm', handler: inviting.find },
    { method: 'post', path: `${one}/members/invite`, access: 'cencomm', handler: inviting.invite },
    { method: 'get', path: `${one}/members/invite/list`, access: 'cencomm', handler: list.ask },
    {
      method: 'post',
      path: `${one}/members/invite/list`,
      access: 'cencomm',
      body: 'upload',
      keepsTyped: { files: ['file'], instead: ['then', 'check'] },
      handler: list.post,
    },
    { method: 'post', path: `${one}/invitations/:invitation/withdrawal`, access: 'cencomm', handler: people.withdraw },
    { method: 'get', path: `${one}/members/:member`, access: 'cencomm', handler: people.member },
    { method: 'post', path: `${one}/members/:member`, access: 'cencomm', handler: people.change },
    { method: 'post', path: `${one}/members/:member/removal`, access: 'cencomm', handler: people.remove },
    { method: 'post', path: `${one}/members/:member/confirmation`, access: 'cencomm', handler: people.confirm },
    { method: 'post', path: `${one}/members/:member/ownership`, access: 'cencomm', handler: people.handOver },
    { method: 'get', path: `${one}/events`, access: 'cencomm', handler: events },
    { method: 'get', path: `${one}/settings`, access: 'cencomm', handler: settings.settings },
    { method: 'post', path: `${one}/settings`, access: 'cencomm', handler: settings.save },
    { method: 'post', path: `${one}/life`, access: 'cencomm', handler: settings.step },
    { method: 'post', path: `${one}/key`, access: 'cencomm', handler: settings.renewKey },
  ];
}
