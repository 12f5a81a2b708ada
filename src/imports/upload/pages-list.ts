import type { Request, Response } from 'express';
import { hasDuty, viewerOf, type Viewer } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { headingList, isHeadingCode, type RecordWords as Words } from '../../seizures/index.ts';
import { limits } from '../engine/limits.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { type deskOf, importIdOf, importOf, noQuery, queryOf } from '../pages-common.ts';
import type { Desk } from '../pages-common.ts';
import { listRow } from './presenter-list.ts';
import { findProducts } from '../words/presenter-codes.ts';
import { problemText, sizeText } from '../check/presenter-problems.ts';
import { addressOf, waitingPage } from '../wizard-step.ts';
import { listImports } from '../store.ts';
import { listWords } from '../words/store-words.ts';
import { statisticsRow } from '../totals/presenter-totals.ts';
import { listStatistics } from '../totals/store-totals.ts';
import { templateForms, templateOf } from './template.ts';
import { formOf } from './form.ts';
import { receiveUpload } from './pages-upload.ts';
import { uploadErrors } from './upload.ts';
import { render } from '../../web/render.ts';

const shownLately = 5;

/** The list of imports, the page to bring a file in, its templates, and the way to where an import waits. */
export function listPages(desk: ReturnType<typeof deskOf>) {
  const { context } = desk;
  return {
    async index(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const words = desk.words(res);
      const viewer = viewerOf(req);
      const [files, kept] = await Promise.all([
        listImports(context.pool, viewer),
        listStatistics(context.pool, viewer),
      ]);
      render(res, 'imports/index', {
        rows: files.map(file => listRow(words, file)),
        statistics: kept.map(one => statisticsRow(words, one)),
      });
    },

    async start(req: Request, res: Response): Promise<void> {
      noQuery(req);
      render(res, 'imports/new', await uploadPage(desk, req, res));
      // Reading every known word takes a moment: it is done while the officer chooses the file.
      setTimeout(() => vocabularyOf(context), 20).unref();
    },

    async receive(req: Request, res: Response): Promise<void> {
      const received = await receiveUpload(context, viewerOf(req), req, res);
      if ('id' in received) {
        const { returned } = received;
        return res.redirect(
          303,
          addressOf(received, returned === undefined ? undefined : `check?returned=${returned}`),
        );
      }
      const words = desk.words(res);
      const { field, code, values, status } = received.refusal;
      const text =
        code in uploadErrors
          ? words.t(`imports:upload.errors.${code}`, { ...values })
          : problemText(words, { code, ...(values ? { values } : {}) });
      render(res.status(status), 'imports/new', await uploadPage(desk, req, res, { field, text }));
    },

    async go(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const file = await importOf(desk, req);
      res.redirect(303, addressOf(file, waitingPage(file, await listWords(context.pool, importIdOf(req)))));
    },

    async template(req: Request, res: Response): Promise<void> {
      const { heading, form = 'short' } = queryOf(req, ['heading', 'form']);
      if (heading === undefined || !isHeadingCode(heading))
        throw new BadRequest([{ path: 'heading', key: 'errors:fields.notInList' }]);
      const asked = templateForms.find(one => one === form);
      if (!asked) throw new BadRequest([{ path: 'form', key: 'errors:fields.notInList' }]);
      const words = desk.words(res);
      const book = await templateOf(context, words, heading, asked);
      res
        .attachment(`${words.t(`imports:template.file.${asked}`, { heading })}.xlsx`)
        .type('xlsx')
        .send(book);
    },

    products(req: Request, res: Response): void {
      const { q = '', heading = '' } = queryOf(req, ['q', 'heading']);
      const options = findProducts(context, desk.words(res), q, heading);
      res.json({ options, total: options.length });
    },
  };
}

interface Refused {
  readonly field: 'file' | 'cells';
  readonly text: string;
}

export async function uploadPage(desk: Desk, req: Request, res: Response, refused?: Refused) {
  const words = desk.words(res);
  const viewer = viewerOf(req);
  const recent = await listImports(desk.context.pool, viewer, shownLately);
  return {
    limits: words.t('imports:upload.limits', {
      size: sizeText(words, limits.fileBytes),
      rows: words.number(limits.rows),
      columns: limits.columns,
    }),
    accept: '.csv,.tsv,.txt,.xlsx,.xls,.ods,.json,.jsonl,.geojson,.gz,.zip',
    behalf: behalfOf(words, viewer),
    refused,
    /** What was pasted; of a file, a browser gives no more than was chosen. */
    cells: refused ? formOf(req.body).text('cells') : '',
    problems: refused ? [{ text: refused.text, href: `#${refused.field}` }] : [],
    templates: headingList.map(({ code, icon }) => ({
      code,
      icon,
      label: words.heading(code),
      forms: templateForms.map(form => ({
        label: words.t(`imports:template.${form}`),
        href: `/seizures/imports/template.xlsx?heading=${code}&form=${form}`,
      })),
    })),
    recent: recent.map(file => listRow(words, file)),
  };
}

/** For whom the viewer enters records, where it is not their own administration alone. */
function behalfOf(words: Words, viewer: Viewer): string | undefined {
  const { office } = viewer;
  if (office.kind === 'rilo') {
    const members = office.memberCountries
      .map(country => words.code('country', country))
      .sort((a, b) => a.localeCompare(b, words.lang));
    return words.t(hasDuty(viewer, 'rilo') ? 'imports:upload.behalfRilo' : 'imports:upload.behalfNobody', {
      members: members.join(', '),
    });
  }
  if (office.kind !== 'secretariat') return undefined;
  return words.t(hasDuty(viewer, 'administrator') ? 'imports:upload.behalfAny' : 'imports:upload.behalfNobody');
}
