import { deflateRawSync } from 'node:zlib';

/** Writes a zip archive: for workbooks made by hand, and for archives no program would write. */
export function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain, { level: 9 });
    const fields = (signature: number, extra: number): Buffer => {
      const head = Buffer.alloc(extra);
      head.writeUInt32LE(signature, 0);
      return head;
    };
    const local = fields(0x04034b50, 30);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(plain.length, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = fields(0x02014b50, 46);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(plain.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The parts every workbook has, with the sheets' own XML; cell style 1 is a date. */
export function workbook(
  sheets: Readonly<Record<string, { xml: string; state?: string }>>,
  options: { date1904?: boolean; strings?: string } = {},
): Buffer {
  const names = Object.entries(sheets);
  const rel = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` +
    `${type}" Target="${target}"/>`;
  const ns =
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ' +
      'ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships>${rel(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      `<workbook ${ns}><workbookPr${options.date1904 === true ? ' date1904="1"' : ''}/><sheets>` +
      names.map(([name, { state }], index) => sheetTag(name, state, index + 1)).join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships>' +
      names.map((_, index) => rel(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('') +
      `${rel(90, 'styles', 'styles.xml')}${rel(91, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml':
      `<styleSheet ${ns}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/></numFmts><cellXfs><xf ` +
      'numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst ${ns}>${options.strings ?? ''}</sst>`,
    ...Object.fromEntries(
      names.map(([, { xml }], index) => [`xl/worksheets/sheet${index + 1}.xml`, `<worksheet ${ns}>${xml}</worksheet>`]),
    ),
  });
}

/** An .xls of 1997: one sheet of texts and numbers in the smallest container that holds it. */
export function xls(rows: readonly (readonly (string | number)[])[]): Buffer {
  const record = (type: number, body: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(body.length, 2);
    return Buffer.concat([head, body]);
  };
  const begin = (kind: number): Buffer =>
    record(0x0809, Buffer.from(Uint16Array.of(0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0).buffer));
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([1]), Buffer.from(value, 'utf16le')]);
  const place = (line: number, column: number): Buffer => Buffer.from(Uint16Array.of(line, column, 0).buffer);
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  };
  const cells = rows.flatMap((row, line) =>
    row.map((cell, column) =>
      typeof cell === 'number'
        ? record(0x0203, Buffer.concat([place(line, column), number(cell)]))
        : record(
            0x0204,
            Buffer.concat([place(line, column), Buffer.from(Uint16Array.of(cell.length).buffer), text(cell)]),
          ),
    ),
  );
  const sheet = Buffer.concat([begin(0x10), ...cells, record(0x0a, Buffer.alloc(0))]);
  const bound = (offset: number): Buffer =>
    record(0x85, Buffer.concat([Buffer.from(Uint32Array.of(offset).buffer), Buffer.from([0, 0, 4]), text('Data')]));
  const globals = begin(5).length + bound(0).length + 4;
  return container(Buffer.concat([begin(5), bound(globals), record(0x0a, Buffer.alloc(0)), sheet]));
}

/** A compound file with one stream, 'Workbook'. */
function container(stream: Buffer): Buffer {
  const sectors = Math.max(8, Math.ceil(stream.length / 512));
  const fat = Buffer.alloc(512, 0xff);
  const chain = [
    0xfffffffd,
    0xfffffffe,
    ...Array.from({ length: sectors }, (_, index) => (index === sectors - 1 ? 0xfffffffe : index + 3)),
  ];
  for (const [index, next] of chain.entries()) fat.writeUInt32LE(next, index * 4);
  const header = Buffer.alloc(512, 0xff);
  header.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    header.writeUInt16LE(value, at);
  for (const [at, value] of [
    [44, 1],
    [48, 1],
    [56, 4096],
    [60, 0xfffffffe],
    [68, 0xfffffffe],
    [76, 0],
  ] as const)
    header.writeUInt32LE(value, at);
  const entry = (name: string, type: number, child: number, start: number, size: number): Buffer => {
    const bytes = Buffer.alloc(128);
    bytes.write(name, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 64);
    bytes.writeUInt8(type, 66);
    bytes.writeUInt8(1, 67);
    for (const [at, value] of [
      [68, 0xffffffff],
      [72, 0xffffffff],
      [76, child],
      [116, start],
      [120, size],
    ] as const)
      bytes.writeUInt32LE(value, at);
    return bytes;
  };
  const directory = Buffer.concat([
    entry('Root Entry', 5, 1, 0xfffffffe, 0),
    entry('Workbook', 2, 0xffffffff, 2, Math.max(4096, stream.length)),
    Buffer.alloc(256),
  ]);
  const data = Buffer.alloc(sectors * 512);
  stream.copy(data);
  return Buffer.concat([header, fat, directory, data]);
}

function sheetTag(name: string, state: string | undefined, number: number): string {
  const shown = state === undefined ? '' : ` state="${state}"`;
  return `<sheet name="${name}" sheetId="${number}"${shown} r:id="rId${number}"/>`;
}
