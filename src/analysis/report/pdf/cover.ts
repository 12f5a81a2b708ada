import { coverMap } from '../drawn/cover.ts';
import { countText } from '../drawn/figure.ts';
import { wholeText } from '../drawn/text.ts';
import { versionText } from '../pages/presenter-report.ts';
import type { Composed } from './chapter.ts';
import type { CoverPen, Paper } from './paper.ts';
import { ink, page } from './type.ts';

const { margin, inner } = page;

/** The cover: the widest routes as its only picture, and cases of the six sections. */
export function cover(paper: Paper, loaded: Composed, isDraft: boolean): void {
  const { drawing, report, words } = loaded;
  paper.cover(pen => {
    pen.say('P', words.t('report:paper.author'), margin, 60, { size: 11, weight: 600, fill: '#ffffff' });
    const foot = writeTitle(pen, loaded.title);
    if (report.printed) {
      pen.say('P', wholeText(report.printed, drawing), margin, foot + 12, { size: 13, fill: ink.pale, width: 400 });
      drawMap(pen, coverMap(report.printed, drawing));
    }
    pen.rule(650);
    writeCases(pen, loaded);
    let y = 724;
    for (const note of notesOf(loaded, isDraft))
      y += 4 + pen.say('P', note, margin, y, { size: 8.5, fill: y > 724 ? ink.gold : ink.pale });
  });
}

/** The title, the year of a yearly report in gold under it; answers where it ends. */
function writeTitle({ say }: CoverPen, title: string): number {
  const [, name, year] = /^(\D+) (\d{4})$/.exec(title) ?? [];
  const top = 128;
  if (!name || !year) return top + say('H1', title, margin, top, { size: 30, weight: 700, fill: '#ffffff' });
  const foot = top + say('H1', name, margin, top, { size: 40, weight: 700, fill: '#ffffff' });
  return foot + say('P', year, margin, foot, { size: 40, weight: 700, fill: ink.gold });
}

function drawMap({ say, picture }: CoverPen, map: ReturnType<typeof coverMap>): void {
  if (!map) return;
  picture(map.svg, map.alt, 340);
  say('P', map.caption, margin, 602, { size: 8.5, fill: ink.pale });
}

function writeCases({ say }: CoverPen, { report, drawing, words }: Composed): void {
  for (const [at, { code, cases }] of (report.printed?.sections ?? []).entries()) {
    const look = { fill: ink.pale, width: inner / 6 - 8 };
    const left = margin + (at * inner) / 6;
    say('P', countText(cases.now, drawing.names), left, 664, { ...look, size: 15, weight: 700, fill: '#ffffff' });
    say('P', words.t(`report:part.${code}.name`), left, 684, { ...look, size: 8.5 });
  }
}

/** Data version, and what a reader must not overlook. */
function notesOf({ report, words }: Pick<Composed, 'report' | 'words'>, isDraft: boolean): string[] {
  return [
    versionText({ report, words }),
    ...(isDraft ? [words.t('report:file.isDraft')] : []),
    ...(report.printed?.isDemonstration ? [words.t('report:demonstration')] : []),
  ];
}
