import type { Right } from '../access/index.ts';
import { handlersOf, type Route } from '../web/route.ts';
import { showCoverage } from './register/pages.ts';
import { directoryPages } from './pages/directory.ts';
import { editPages } from './pages/edit.ts';
import * as memberPages from './pages/member.ts';
import * as membershipPages from './pages/membership.ts';
import { officePages } from './pages/office.ts';
import { riloPages } from './pages/rilo.ts';
import type { NetworkContext } from './context.ts';
import * as registerPages from './suggestions/pages.ts';
import * as suggestionPages from './suggestions/pages-one.ts';

/** The addresses of the network. Fixed words come before `:code` and `:ref`. */
export function networkRoutes(context: NetworkContext): Route<Right>[] {
  const [directory, office] = [directoryPages(context), officePages(context)];
  return [
    { method: 'get', path: '/network', access: 'member', handler: directory.index },
    {
      method: 'get',
      path: '/network/contact-points',
      access: 'administrator',
      handler: (req, res) => showCoverage(context, req, res),
    },
    ...decisionRoutes(context),
    { method: 'get', path: '/network/offices/:code', access: 'member', handler: office.show },
    ...contactRoutes(context),
    ...suggestionRoutes(context),
  ];
}

/** Decisions about the network, each the WCO administrator's: each asks for a fresh proof. */
function decisionRoutes(context: NetworkContext): Route<Right>[] {
  const [rilo, member] = [riloPages(context), handlersOf(context, memberPages)];
  const membership = handlersOf(context, membershipPages);
  const access = 'administrator';
  const one = '/network/offices/:code';
  return [
    { method: 'get', path: '/network/offices/new', access, handler: rilo.ask },
    { method: 'post', path: '/network/offices', access, stepUp: true, handler: rilo.found },
    { method: 'get', path: `${one}/closure`, access, handler: rilo.askClosure },
    { method: 'post', path: `${one}/closure`, access, stepUp: true, handler: rilo.close },
    { method: 'get', path: `${one}/membership`, access, handler: member.askMove },
    { method: 'post', path: `${one}/membership`, access, stepUp: true, handler: member.postMove },
    { method: 'get', path: `${one}/membership/correction`, access, handler: membership.askMembership },
    { method: 'post', path: `${one}/membership/correction`, access, stepUp: true, handler: membership.postMembership },
    { method: 'get', path: `${one}/contact-points/new`, access, handler: member.askNotification },
    { method: 'post', path: `${one}/contact-points`, access, stepUp: true, handler: member.postNotification },
    { method: 'get', path: `${one}/contact-points/:id/correction`, access, handler: member.askCorrection },
    {
      method: 'post',
      path: `${one}/contact-points/:id/correction`,
      access,
      stepUp: true,
      handler: member.postCorrection,
    },
  ];
}

/** What an office publishes of itself: the administrator of any, a RILO officer of the own RILO. */
function contactRoutes(context: NetworkContext): Route<Right>[] {
  const edit = editPages(context);
  return [
    { method: 'get', path: '/network/offices/:code/edit', access: 'office:edit', handler: edit.edit },
    { method: 'post', path: '/network/offices/:code/edit', access: 'office:edit', handler: edit.save },
  ];
}

function suggestionRoutes(context: NetworkContext): Route<Right>[] {
  const [register, suggestion] = [handlersOf(context, registerPages), handlersOf(context, suggestionPages)];
  const base = '/network/suggestions';
  return [
    { method: 'get', path: base, access: 'member', handler: register.index },
    { method: 'get', path: `${base}/new`, access: 'ncp', handler: register.ask },
    { method: 'post', path: base, access: 'ncp', handler: register.postSuggestion },
    { method: 'get', path: `${base}/agenda/:year`, access: 'member', handler: register.agenda },
    { method: 'get', path: `${base}/:ref`, access: 'member', handler: suggestion.show },
    { method: 'post', path: `${base}/:ref/word`, access: 'rilo', handler: suggestion.postComment },
    { method: 'post', path: `${base}/:ref/support`, access: 'suggestion:support', handler: suggestion.postSupport },
    { method: 'post', path: `${base}/:ref/decision`, access: 'cenmat', handler: suggestion.postDecision },
    { method: 'post', path: `${base}/:ref/seen`, access: 'ncp', handler: suggestion.postSeen },
  ];
}
