import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import type { Seizures } from './context.ts';
import { approvalPages } from './approval/pages/pages.ts';
import { duplicatePages } from './duplicates/pages/pages.ts';
import { handingPages } from './entry/handing/pages.ts';
import { entryPages } from './entry/pages/entry.ts';
import { exportPages } from './export/pages.ts';
import { questionPages } from './questions/pages/pages.ts';
import { recordPages } from './record/pages/record.ts';
import { textPages } from './texts/pages.ts';
import { requestPages } from './requests/pages/pages.ts';
import { redactionPages } from './texts/pages-redact.ts';
import { searchPages } from './search/pages/search.ts';
import { recordActs } from './verification/pages/acts.ts';
import { deskPages, turnaroundPage } from './verification/pages/desk.ts';
import { openingsPage } from './use/pages/openings.ts';

/** The addresses of design.md section 5 that concern the database. Fixed words come before `:ref`. */
export function seizureRoutes(seizures: Seizures): Route<Right>[] {
  const search = searchPages(seizures);
  const exports = exportPages(seizures);
  const [entry, approval] = [entryPages(seizures), approvalPages(seizures)];
  const handing = handingPages(seizures);
  const record = recordPages(seizures);
  const requests = requestPages(seizures);
  const [texts, redaction] = [textPages(seizures), redactionPages(seizures)];
  const questions = questionPages(seizures);
  const duplicates = duplicatePages(seizures);
  const [desk, acts] = [deskPages(seizures), recordActs(seizures)];
  const turnaround = turnaroundPage(seizures);
  const verify = 'database:verify';
  const read = 'database:read';
  const write = 'database:write';
  return [
    { method: 'get', path: '/seizures', access: read, handler: search.index },
    {
      method: 'get',
      path: '/seizures/export.csv',
      access: read,
      answers: 'data',
      counts: 'export',
      handler: exports.csv,
    },
    {
      method: 'get',
      path: '/seizures/export.xlsx',
      access: read,
      answers: 'data',
      counts: 'export',
      handler: exports.xlsx,
    },
    { method: 'get', path: '/seizures/new', access: write, handler: entry.start },
    { method: 'get', path: '/seizures/drafts', access: write, handler: entry.drafts },
    { method: 'get', path: '/seizures/drafts/:id', access: write, handler: entry.open },
    { method: 'get', path: '/seizures/drafts/:id/handover', access: write, handler: handing.ask },
    { method: 'get', path: '/seizures/drafts/:id/:step', access: write, handler: entry.step },
    { method: 'post', path: '/seizures/drafts/:id/handover', access: write, handler: handing.hand },
    { method: 'post', path: '/seizures/drafts/:id/take-back', access: write, handler: handing.takeBack },
    { method: 'post', path: '/seizures/drafts/:id/removal', access: write, handler: entry.discard },
    { method: 'post', path: '/seizures/drafts/:id/submission', access: write, handler: entry.submit },
    { method: 'post', path: '/seizures/drafts/:id/recall', access: write, handler: approval.recall },
    { method: 'post', path: '/seizures/drafts/:id/:step', access: write, handler: entry.save },
    { method: 'get', path: '/seizures/texts', access: write, handler: texts.list },
    { method: 'post', path: '/seizures/texts/:id/agreement', access: write, handler: texts.agree },
    { method: 'post', path: '/seizures/texts/:id/removal', access: write, handler: texts.remove },
    { method: 'get', path: '/seizures/verification', access: verify, handler: desk.index },
    { method: 'post', path: '/seizures/verification', access: verify, handler: desk.verify },
    { method: 'get', path: '/seizures/verification/turnaround', access: verify, handler: turnaround },
    { method: 'get', path: '/seizures/duplicates', access: write, handler: duplicates.index },
    { method: 'get', path: '/seizures/requests', access: read, handler: requests.list },
    { method: 'get', path: '/seizures/requests/new', access: read, handler: requests.ask },
    { method: 'post', path: '/seizures/requests', access: read, handler: requests.send },
    { method: 'post', path: '/seizures/requests/:id/answer', access: verify, handler: requests.answer },
    { method: 'get', path: '/seizures/:ref', access: read, handler: record.show },
    { method: 'get', path: '/seizures/:ref/history', access: read, handler: record.history },
    { method: 'get', path: '/seizures/:ref/openings', access: write, handler: openingsPage(seizures) },
    { method: 'get', path: '/seizures/:ref/edit', access: write, handler: entry.amend },
    { method: 'get', path: '/seizures/:ref/withdrawal', access: write, handler: record.askWithdrawal },
    { method: 'post', path: '/seizures/:ref/withdrawal', access: write, handler: record.withdraw },
    { method: 'get', path: '/seizures/:ref/redaction', access: write, handler: redaction.ask },
    { method: 'post', path: '/seizures/:ref/redaction', access: write, handler: redaction.send },
    { method: 'post', path: '/seizures/:ref/restoration', access: write, handler: acts.restore },
    { method: 'post', path: '/seizures/:ref/confirmation', access: write, handler: acts.confirm },
    { method: 'post', path: '/seizures/:ref/settlement', access: verify, handler: acts.settle },
    { method: 'post', path: '/seizures/:ref/questions', access: write, handler: questions.ask },
    { method: 'post', path: '/seizures/:ref/questions/:id/answer', access: write, handler: questions.answer },
    { method: 'post', path: '/seizures/:ref/questions/:id/close', access: write, handler: questions.close },
    { method: 'post', path: '/seizures/:ref/suggestions', access: read, handler: questions.suggest },
    { method: 'post', path: '/seizures/:ref/suggestions/:id/decision', access: write, handler: questions.decide },
    { method: 'post', path: '/seizures/:ref/later', access: verify, handler: acts.later },
    { method: 'get', path: '/seizures/:ref/duplicates', access: write, handler: duplicates.compare },
    { method: 'post', path: '/seizures/:ref/duplicates', access: write, handler: duplicates.decide },
    { method: 'post', path: '/seizures/:ref/unmerging', access: write, handler: duplicates.unmerge },
    { method: 'post', path: '/seizures/:ref/links/:other/removal', access: write, handler: duplicates.unlink },
  ];
}
