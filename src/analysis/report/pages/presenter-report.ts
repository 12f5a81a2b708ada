import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import type { FigureShown } from '../../../web/charts/index.ts';
import type { Language } from '../../../i18n/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Derivative } from '../../../files/pictures/picture-types.ts';
import { filedAt } from '../../question/files.ts';
import { countText, paperWidth, phoneWidth, type ReportFigure } from '../drawn/figure.ts';
import { foundText } from '../drawn/found.ts';
import { quantitiesText, sectionFigures } from '../drawn/goods.ts';
import { headlines } from '../drawn/headlines.ts';
import { signedText, spoken, standfirst, textIn, wholeText } from '../drawn/text.ts';
import { methodParts } from '../drawn/method.ts';
import { mayEdit } from '../permissions.ts';
import type { PrintedSection } from '../figures/figures.ts';
import { sections as listed, type SectionKey } from '../sections.ts';
import type { CaseStudy } from '../store-cases.ts';
import type { FileRow } from '../store-files.ts';
import type { SectionRow } from '../store-reports.ts';
import { base, deskHref, reportHref, type Loaded } from './load.ts';
import { frontTables, membersShown, reportCoverage } from './presenter-tables.ts';
import { recallNotice } from './presenter-whole.ts';

/** A figure of a report on a page: the drawing of the paper, one for phones, its cases and its files. */
export function figureShown(figure: ReportFigure, section: PrintedSection, loaded: Loaded): FigureShown {
  const { drawing, report, words } = loaded;
  const links = [
    { label: words.t('report:figure.cases'), href: drawing.cases?.section(section) },
    { label: words.t('report:figure.question'), href: drawing.cases?.trends(section) },
  ];
  const part = {
    figure: {
      id: figure.id,
      title: `${figure.number} ${figure.title}`,
      sub: figure.sub,
      ...(figure.draw ? { chart: drawnFor(figure, figure.draw) } : {}),
      table: figure.table,
      links: links.flatMap(({ label, href }) => (href === undefined ? [] : [{ label, href }])),
    },
  };
  const [filed = part] = filedAt([part], name => `${reportHref(report)}/${section.code}/figures/${name}`);
  return filed.figure;
}

/** Of a figure that shares its row. */
const halfPageWidth = 440;

function drawnFor({ isHalf }: ReportFigure, draw: NonNullable<ReportFigure['draw']>) {
  return { wide: draw(isHalf ? halfPageWidth : paperWidth, false), narrow: draw(phoneWidth, true) };
}

/** The figures of a section, none where it is not frozen or has too few cases. */
export function figuresShown(loaded: Loaded, key: SectionKey): FigureShown[] {
  const printed = loaded.report.printed?.sections.find(({ code }) => code === key);
  return printed ? sectionFigures(printed, loaded.drawing).map(one => figureShown(one, printed, loaded)) : [];
}

/** Figures in rows as the paper has them: two small ones side by side. */
function rowsOf(loaded: Loaded, key: SectionKey): FigureShown[][] {
  const printed = loaded.report.printed?.sections.find(({ code }) => code === key);
  const figures = printed ? sectionFigures(printed, loaded.drawing) : [];
  const rows: FigureShown[][] = [];
  let open: FigureShown[] | undefined;
  for (const figure of figures) {
    const shown = figureShown(figure, printed as PrintedSection, loaded);
    if (figure.isHalf && open?.length === 1) open.push(shown);
    else rows.push([shown]);
    open = figure.isHalf ? rows.at(-1) : undefined;
  }
  return rows;
}

/** Who reported, how late and how completely; undefined with too few cases. */
export function sectionCoverage({ report, drawing, words }: Loaded, key: SectionKey) {
  const coverage = report.printed?.sections.find(({ code }) => code === key)?.coverage;
  return coverage && { ...caseCoverage(coverage, drawing.names), title: words.t('report:paper.coverage') };
}

/** The front page of a report. */
export function presentReport(loaded: Loaded, files: readonly FileRow[]) {
  const { report, sections, drawing, words, title, viewer } = loaded;
  const { names } = drawing;
  const { t } = words;
  const printed = report.printed;
  return {
    title,
    head: headOf(loaded, title, actionsOf(loaded, files)),
    isDemonstration: printed?.isDemonstration ? t('report:demonstration') : undefined,
    recalled: recallNotice(loaded),
    lead: printed ? wholeText(printed, drawing) : t('report:notFrozen'),
    note: t('report:contentsNote'),
    headlines: headlinesShown(loaded),
    contents: {
      caption: t('report:contents'),
      head: ['section', 'cases', 'seizures', 'quantity'].map(key => t(`report:column.${key}`)),
      // Said of each number where the heads of the columns are not seen.
      label: { cases: t('report:number.cases'), seizures: t('report:number.seizures') },
      rows: (printed?.sections ?? []).map(section => {
        const own = sections.find(({ key }) => key === section.code) as SectionRow;
        const said = textIn(own, names).title;
        return {
          number: listed.find(({ key }) => key === section.code)?.number ?? 0,
          name: t(`report:part.${section.code}.name`),
          href: `${reportHref(report)}/${section.code}`,
          finding:
            said === ''
              ? ''
              : spoken(said, loaded.numbers(section.code), names)
                  .flat()
                  .map(one => one.text)
                  .join(''),
          cases: countText(section.cases.now, names),
          seizures: countText(section.lines.now, names),
          quantities: quantitiesText(section.quantities, drawing).slice(0, 3),
        };
      }),
      all: {
        label: t('report:column.all'),
        cases: countText(printed?.cases.now, names),
        seizures: countText(printed?.lines.now, names),
        quantity: t('report:notAdded'),
      },
      outside: t('report:outside', { cases: countText(printed?.outside.now, names) }),
    },
    tables: frontTables(loaded),
    regionsTitle: t('report:method.who'),
    coverage: reportCoverage(loaded),
    method: methodParts(report, drawing, words),
    methodTitle: t('report:method.title'),
    version: versionText(loaded),
    isEditor: mayEdit(viewer),
  };
}

/** The report in twelve figures, each with the section it comes from. */
function headlinesShown({ report, drawing, words }: Loaded) {
  const shown = report.printed ? headlines(report.printed, drawing) : [];
  return {
    title: words.t('report:paper.inFigures', { count: shown.length, period: drawing.period }),
    rows: shown.map(({ number, text, section }) => ({
      number,
      text,
      from: section && {
        label: words.t('report:sectionNumber', {
          number: listed.find(({ key }) => key === section)?.number ?? 0,
          name: words.t(`report:part.${section}.name`),
        }),
        href: `${reportHref(report)}/${section}`,
      },
    })),
  };
}

/** One section as a page. */
export function presentSection(loaded: Loaded, section: SectionRow) {
  const { report, drawing, words, cases } = loaded;
  const { names } = drawing;
  const printed = report.printed?.sections.find(({ code }) => code === section.key);
  const { title, text } = textIn(section, names);
  const numbers = loaded.numbers(section.key);
  const name = words.t(`report:part.${section.key}.name`);
  const number = listed.find(({ key }) => key === section.key)?.number ?? 0;
  const finding =
    title === ''
      ? name
      : spoken(title, numbers, names)
          .flat()
          .map(one => one.text)
          .join('');
  return {
    title: `${name}, ${loaded.title}`,
    head: headOf(loaded, finding, [], words.t('report:sectionNumber', { number, name })),
    standfirst: printed ? standfirst(printed, drawing) : '',
    paragraphs: spoken(text, numbers, names),
    signed: signedText(section, words),
    figures: rowsOf(loaded, section.key),
    casesNote: words.t('report:figure.casesNote'),
    found: { title: words.t('report:found.title'), text: printed ? foundText(printed, drawing) : '' },
    none: printed && printed.headings.length === 0 ? words.t('report:tooFew') : undefined,
    coverage: sectionCoverage(loaded, section.key),
    studies: cases.filter(one => one.key === section.key && one.isReleased).map(one => studyShown(one, loaded)),
    studiesTitle: words.t('report:studies'),
    members: membersShown(loaded, section.key),
    membersTitle: words.t('report:method.who'),
    version: versionText(loaded),
    ways: neighbours(loaded, section),
  };
}

/** A case study in a language. */
export function studyText(study: CaseStudy, lang: Language): { readonly title: string; readonly text: string } {
  return lang === 'fr' ? { title: study.titleFr, text: study.textFr } : { title: study.titleEn, text: study.textEn };
}

/** What its picture shows, for who does not see it: the caption of the gallery, or that of the case. */
export function altOfStudy(study: CaseStudy, { t }: Pick<Words, 't'>, lang: Language): string {
  const caption = study.image?.captions[lang] ?? study.image?.captions[lang === 'fr' ? 'en' : 'fr'];
  return t(`report:study.alt.${study.image?.role ?? 'photo'}`, { caption: caption ?? studyText(study, lang).title });
}

/** Where a case and its picture come from, and for whom they are released. */
export function sourceOf(study: CaseStudy, { words, drawing }: Pick<Loaded, 'words' | 'drawing'>): string {
  const { ref, pictureRef, pictureOffice } = study;
  const owner = pictureOffice === null ? '' : drawing.offices.name(pictureOffice, drawing.names.lang);
  const said = { ref, picture: pictureRef ?? '', owner };
  return words.t(pictureRef === null ? 'report:study.source' : 'report:study.sourcePicture', said);
}

export function studyShown(study: CaseStudy, { words, drawing }: Pick<Loaded, 'words' | 'drawing'>) {
  const { lang } = drawing.names;
  const { image } = study;
  return {
    id: study.id,
    ...studyText(study, lang),
    source: sourceOf(study, { words, drawing }),
    href: `/seizures/${study.ref}`,
    picture:
      image && study.pictureRef
        ? { src: `/cpdb/images/${image.id}/card`, alt: altOfStudy(study, words, lang), ...sizeOf(image.derivatives) }
        : undefined,
  };
}

function sizeOf(derivatives: readonly Derivative[]): { width: number; height: number } {
  const card = derivatives.find(({ size }) => size === 'card') ?? derivatives[0];
  return { width: card?.width ?? 320, height: card?.height ?? 240 };
}

function headOf({ report, title, words }: Loaded, head: string, actions: readonly Action[], over?: string) {
  return {
    title: head,
    crumbs: [
      { label: words.t('report:section'), href: base },
      ...(over ? [{ label: title, href: reportHref(report) }, { label: over }] : [{ label: report.slug }]),
    ],
    ...(report.state === 'published'
      ? {}
      : { tag: { tone: 'warn', icon: 'pencil-line', label: words.t('report:state.open') } }),
    actions,
  };
}

type Action = { readonly label: string; readonly href: string; readonly icon: string; readonly tone?: string };

function actionsOf({ report, viewer, words }: Loaded, files: readonly FileRow[]): Action[] {
  const made = files.filter(({ state, isPublished }) => state === 'made' && isPublished);
  return [
    ...made.map(({ id, lang }) => ({
      label: words.t('report:pdf', { lang: lang.toUpperCase() }),
      href: `${base}/files/${id}`,
      icon: 'download',
    })),
    ...(mayEdit(viewer) ? [{ label: words.t('report:desk.open'), href: deskHref(report), icon: 'pencil-line' }] : []),
  ];
}

/** Data version, last change and check sum: what the figures can be found again by. */
export function versionText({ report, words }: Pick<Loaded, 'report' | 'words'>): string {
  if (report.frozenAt === null) return words.t('report:notFrozen');
  return words.t('report:version', {
    time: words.time(report.frozenAt),
    login: report.frozenBy,
    change: report.lastChange,
    sum: (report.checksum ?? '').slice(0, 16).replace(/(.{4})(?=.)/g, '$1 '),
  });
}

function neighbours(
  { report, words }: Loaded,
  section: SectionRow,
): { readonly label: string; readonly href: string }[] {
  const at = listed.findIndex(({ key }) => key === section.key);
  return [listed[at - 1], listed[at + 1]].flatMap(one =>
    one
      ? [{ label: `${one.number} ${words.t(`report:part.${one.key}.name`)}`, href: `${reportHref(report)}/${one.key}` }]
      : [],
  );
}
