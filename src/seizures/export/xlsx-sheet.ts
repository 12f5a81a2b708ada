import type { Cell } from './columns.ts';

/** How a cell looks: plain, a day, or a header. Numbers of the formats in `stylesXml`. */
const looks = { plain: 0, day: 1, header: 2 } as const;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The beginning of a sheet up to its rows; `frozen` keeps the first row and column in view. */
export function sheetOpening(widths: readonly number[], frozen: boolean): string {
  const pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>';
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  return `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen ? pane : ''}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
}

export function sheetClosing(filteredColumns = 0): string {
  const filter = filteredColumns > 0 ? `<autoFilter ref="A1:${columnName(filteredColumns - 1)}1"/>` : '';
  return `</sheetData>${filter}</worksheet>`;
}

const columnNames: string[] = [];

/** 0 is A, 26 is AA. */
export function columnName(at: number): string {
  return (columnNames[at] ??=
    (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26)));
}

/** One cell. Text is text whatever it begins with: a sheet runs nothing that is not written as a formula. Nothing makes no cell. */
export function cellXml(
  value: Cell,
  column: number,
  row: number,
  kind: 'text' | 'number' | 'date' | 'time' | 'header' = 'text',
): string {
  if (value === null || value === '') return '';
  const place = `${columnName(column)}${row}`;
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${place}"><v>${value}</v></c>` : '';
  const day = kind === 'date' ? serialOf(value) : undefined;
  if (day !== undefined) return `<c r="${place}" s="${looks.day}"><v>${day}</v></c>`;
  return `<c r="${place}"${kind === 'header' ? ` s="${looks.header}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

export function rowXml(cells: string, row: number): string {
  return `<row r="${row}">${cells}</row>`;
}

/** Excel counts days from 1900 and believes that year was a leap year: before March 1900 a date stays text. */
function serialOf(date: string): number | undefined {
  const day = (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return day >= 61 ? day : undefined;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML allows no control characters and no half characters; a carriage return would be read as a line feed. */
function escapeXml(text: string): string {
  const clean = text.isWellFormed() ? text : text.toWellFormed();
  if (!/[&<>"\u0000-\u001f\ufffe\uffff]/.test(clean)) return clean;
  return clean
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, sign => entities[sign] ?? sign)
    .replaceAll('\r', '&#13;');
}

/** The parts around the sheets, by path. `sheets` are their names; sheet n is xl/worksheets/sheet<n>.xml. */
export function workbookParts(sheets: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const numbers = sheets.map((_name, at) => at + 1);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const relationsXml = (inside: string): string =>
    `${xmlHead}<Relationships xmlns="${packages}/relationships">${inside}</Relationships>`;
  return [
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationsXml(
        numbers.map(n => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation('rIdStyles', 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', stylesXml],
    ['_rels/.rels', relationsXml(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/>${numbers.map(n => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kinds}.worksheet+xml"/>`).join('')}</Types>`,
    ],
  ];
}

const stylesXml =
  `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
