import { countText } from '../drawn/figure.ts';
import { coverMap } from '../drawn/ways.ts';
import type { Printed } from '../figures/figures.ts';
import type { Composed } from './chapter.ts';
import type { Paper } from './paper.ts';
import type { Pen } from './pen.ts';
import { ink, page } from './type.ts';

const { margin, inner } = page;
/** Points a unit of a drawing takes on the cover. */
const scale = 0.75;

/** The cover: the widest routes as its only picture, and cases of the six sections. */
export function cover(paper: Paper, loaded: Composed, isDraft: boolean): void {
  const { drawing, report, words } = loaded;
  const { pen } = paper;
  paper.cover();
  writeMark(pen, words.t('report:paper.portal'), words.t('report:paper.organisation'));
  const foot = writeTitle(pen, loaded.title);
  if (report.printed) {
    const { members } = report.printed;
    const said = { count: members, members: drawing.names.count(members) };
    pen.say('P', words.t('report:paper.subtitle', said), margin, foot + 16, { size: 14, fill: ink.pale, width: 360 });
    drawMap(pen, coverMap(report.printed, drawing, page.width / scale, 440));
  }
  pen.rule(714, { fill: '#4a6182' });
  let y = writeCases(pen, loaded) + 8;
  for (const [at, note] of notesOf(loaded, isDraft).entries())
    y += 2 + pen.say('P', note, margin, y, { size: 8, fill: at > 0 ? ink.gold : ink.pale });
}

/** The mark of the portal with its name. */
function writeMark(pen: Pen, portal: string, organisation: string): void {
  pen.ornament(doc => {
    doc
      .save()
      .translate(margin, 40)
      .scale(28 / 26);
    doc.roundedRect(0, 0, 26, 26, 5).fill(ink.gold);
    doc.path('M18.3 9.4a6.4 6.4 0 1 0 0 7.2').lineWidth(2.7).lineCap('round').stroke(ink.navy);
    doc.circle(18.7, 13, 2.1).fill(ink.navy).restore();
  });
  pen.say('P', portal, margin + 40, 40, { size: 10, weight: 600, fill: '#ffffff' });
  pen.say('P', organisation, margin + 40, 54, { size: 9, fill: ink.pale });
}

/** The title, the year of a yearly report in gold under it; answers where it ends. */
function writeTitle({ say }: Pen, title: string): number {
  const [, name, year] = /^(\D+) (\d{4})$/.exec(title) ?? [];
  const top = 132;
  if (!name || !year) return top + say('H1', title, margin, top, { size: 32, weight: 700, fill: '#ffffff' });
  const foot = top + say('H1', name, margin, top, { size: 44, weight: 700, fill: '#ffffff' });
  return foot + say('P', year, margin, foot, { size: 44, weight: 700, fill: ink.gold });
}

function drawMap({ say, picture }: Pen, map: ReturnType<typeof coverMap>): void {
  if (!map) return;
  const y = 346;
  picture(map.svg, map.alt, { x: 0, y, width: page.width });
  say('P', map.caption, margin, y + 440 * scale + 8, { size: 8.5, fill: ink.pale });
}

/** Answers where the longest of the names ends. */
function writeCases({ say }: Pen, { report, drawing, words }: Composed): number {
  let foot = 758;
  for (const [at, { code, cases }] of (report.printed?.sections ?? []).entries()) {
    const width = inner / 6 - 8;
    const left = margin + (at * inner) / 6;
    say('P', countText(cases.now, drawing.names), left, 724, { ...lookOf(cases.now), width });
    const name = words.t(`report:part.${code}.short`);
    foot = Math.max(foot, 744 + say('P', name, left, 744, { size: 8.5, fill: ink.pale, width }));
  }
  return foot;
}

/** What is not told is no number to be read from afar. */
function lookOf(cases: Printed) {
  const isTold = typeof cases === 'number';
  return { size: isTold ? 15 : 12, weight: isTold ? 700 : 500, fill: isTold ? '#ffffff' : ink.pale };
}

/** What was counted and when, and what a reader must not overlook. */
function notesOf({ report, recall, drawing, words }: Composed, isDraft: boolean): string[] {
  const { printed, frozenAt } = report;
  const said = {
    during: drawing.during,
    cases: countText(printed?.cases.now, drawing.names),
    date: frozenAt === null ? '–' : words.date(frozenAt.slice(0, 10)),
  };
  return [
    frozenAt === null ? words.t('report:notFrozen') : words.t('report:paper.coverNote', said),
    ...(recall && !isDraft
      ? [words.t('report:paper.corrected', { date: words.date(recall.recalledAt.slice(0, 10)) })]
      : []),
    ...(isDraft ? [words.t('report:file.isDraft')] : []),
    ...(printed?.isDemonstration ? [words.t('report:demonstration')] : []),
  ];
}
