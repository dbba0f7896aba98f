import { crc32, deflateRawSync } from 'node:zlib';
import { docxOf, docxParts, relationsOf, xlsxOf, xlsxParts, zipOf, type Parts } from './paper.ts';
import { bombOf, entryOf, rawZip, type RawEntry } from './zip.ts';

/** A file nobody honest sends, and what the reader must say of it. */
export interface HostileFile {
  readonly title: string;
  readonly bytes: () => Uint8Array;
  readonly says: RegExp;
  /** Whether memory is at stake. */
  readonly bomb?: boolean;
}

const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const documentOf = (body: string, before = '') =>
  `${before}<w:document ${wordNamespace}><w:body>${body}</w:body></w:document>`;
const docx = (body: string, before = '') => docxOf([], { 'word/document.xml': documentOf(body, before) });
const sheet = (rows: string) => xlsxOf({ rows: [], xml: rows });
const entriesOf = (parts: Parts, except = '') =>
  Object.entries(parts).flatMap(([name, part]) => (name === except ? [] : [entryOf(name, part)]));
const document = 'word/document.xml';
const withEntry = (entry: Partial<RawEntry> & { name: string }) =>
  rawZip([...entriesOf(docxParts(['а']), entry.name), { ...entryOf(entry.name, documentOf('')), ...entry }]);
const withLink = (type: string, target: string) =>
  docxOf(['а'], { 'word/_rels/settings.xml.rels': relationsOf([['r1', type, target, true]]) });
const withField = (instruction: string) =>
  docx(
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
  );
const compound = (name: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1024),
    Buffer.from(name, 'utf16le'),
    Buffer.alloc(64),
  ]);
const withStrings = (strings: string): Parts => ({
  'xl/sharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`,
  'xl/_rels/workbook.xml.rels': relationsOf([
    ['r1', 'worksheet', 'worksheets/sheet1.xml'],
    ['r2', 'sharedStrings', 'sharedStrings.xml'],
  ]),
});
const nested = (depth: number) =>
  `${'<w:tbl><w:tr><w:tc>'.repeat(depth)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(depth)}`;
const laughs = `<!DOCTYPE l [<!ENTITY a "ха">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`;
const cells = (count: number, content: string) =>
  Array.from({ length: count / 100 }, () => `<row>${content.repeat(100)}</row>`).join('');
const megabytes = (text: string, count: number) => text.repeat(Math.ceil((count * 1024 * 1024) / text.length));
const start = `<?xml version="1.0"?><w:document ${wordNamespace}><w:body><w:p><w:r><w:t>`;
const end = '</w:t></w:r></w:p></w:body></w:document>';
const gigabytes = 5000;

/** Kinds of files under a name that is not theirs. */
const renamed: readonly HostileFile[] = (
  [
    ['nothing', '', /^Файл пустой/],
    ['a PNG', '\x89PNG\r\n\x1a\n', /картинка/],
    ['a JPEG', '\xff\xd8\xff\xe0', /картинка/],
    ['a GIF with an archive behind it', 'GIF89aPK\x05\x06', /картинка/],
    ['a PDF', '%PDF-1.7\n', /Это PDF/],
    ['an RTF', '{\\rtf1\\ansi', /RTF.*сохраните/],
    ['a page', '<!DOCTYPE html><html>', /HTML.*сохраните/],
    ['an XML', '<?xml version="1.0"?><a/>', /XML.*сохраните/],
    ['plain text', 'Просто текст', /простой текст.*сохраните/],
    ['an archive of another kind', 'Rar!\x1a\x07', /распакуйте/],
    ['a program', 'MZ\x90\0\x03\0\0\0', /не документ/],
  ] as const
).map(([title, text, says]) => ({
  title,
  says,
  bytes: () => Buffer.from(text, /[^\0-\xff]/.test(text) ? 'utf8' : 'latin1'),
}));

const others: readonly HostileFile[] = [
  { title: 'an old Word file', bytes: () => compound('WordDocument'), says: /DOC.*сохраните как DOCX/ },
  { title: 'an old Excel file', bytes: () => compound('Workbook'), says: /XLS.*сохраните как XLSX/ },
  { title: 'a file under a password', bytes: () => compound('EncryptedPackage'), says: /снимите пароль/ },
  {
    title: 'an OpenDocument text',
    bytes: () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
    says: /OpenDocument.*сохраните/,
  },
  { title: 'an archive of documents', bytes: () => zipOf({ 'форма.docx': docxOf(['а']) }), says: /распакуйте/ },
  {
    title: 'a presentation',
    bytes: () =>
      docxOf([], {
        '[Content_Types].xml': docxParts([])['[Content_Types].xml']!.replace(
          'wordprocessingml.document.main',
          'presentationml.presentation.main',
        ),
      }),
    says: /презентация/,
  },
];

const broken: readonly HostileFile[] = [
  ...[10, 100, 500, 900].map((length) => ({
    title: `an archive cut to ${length} bytes`,
    bytes: () => docxOf(['а'.repeat(1000)]).slice(0, length),
    says: /повреждён/,
  })),
  { title: 'an archive without its last byte', bytes: () => docxOf(['а']).slice(0, -1), says: /повреждён/ },
  { title: 'a wrong control sum', bytes: () => withEntry({ name: document, checksum: 7 }), says: /повреждён/ },
  {
    title: 'no content types',
    bytes: () => rawZip(entriesOf(docxParts(['а']), '[Content_Types].xml')),
    says: /не хватает частей/,
  },
  { title: 'no document', bytes: () => rawZip(entriesOf(docxParts(['а']), document)), says: /не хватает частей/ },
  {
    title: 'no sheet',
    bytes: () => rawZip(entriesOf(xlsxParts([{ rows: [] }]), 'xl/worksheets/sheet1.xml')),
    says: /не хватает частей/,
  },
  {
    title: 'a shared text that is not there',
    bytes: () => sheet('<row><c t="s"><v>5</v></c></row>'),
    says: /повреждён/,
  },
  { title: 'unclosed marks', bytes: () => docx('<w:p>'), says: /повреждён/ },
  { title: 'an unknown entity', bytes: () => docx('<w:p><w:r><w:t>&nbsp;</w:t></w:r></w:p>'), says: /повреждён/ },
  { title: 'an unknown prefix', bytes: () => docx('<x:p/>'), says: /повреждён/ },
  {
    title: 'letters that are not UTF-8',
    bytes: () => docxOf([], { [document]: Buffer.from(documentOf('<w:p>\xff</w:p>'), 'latin1') }),
    says: /повреждён/,
  },
  { title: 'a cell beyond the sheet', bytes: () => sheet('<row><c r="XFE1"><v>1</v></c></row>'), says: /повреждён/ },
];

const trapped: readonly HostileFile[] = [
  { title: 'an encrypted entry', bytes: () => withEntry({ name: document, flags: 1 }), says: /паролем/ },
  { title: 'an unknown packing', bytes: () => withEntry({ name: document, method: 12 }), says: /небезопасно/ },
  {
    title: 'one name in the list, another before the bytes',
    bytes: () => withEntry({ name: document, said: { name: 'word/documenx.xml' } }),
    says: /небезопасно/,
  },
  {
    title: 'one packing in the list, another before the bytes',
    bytes: () => withEntry({ name: document, said: { method: 0 } }),
    says: /небезопасно/,
  },
  {
    title: 'bytes behind the end of what was packed',
    bytes: () => {
      const { packed } = entryOf(document, documentOf(''));
      return withEntry({ name: document, packed: Buffer.concat([packed, Buffer.alloc(10_000_000, 'я')]) });
    },
    says: /небезопасно/,
  },
  {
    title: 'an object of another program that nothing refers to',
    bytes: () => docxOf(['а'], { 'word/embeddings/oleObject1.bin': 'x' }),
    says: /вложенные объекты/,
  },
  { title: 'a way out of the folder', bytes: () => withEntry({ name: '../../etc/passwd' }), says: /небезопасно/ },
  { title: 'a way out with backslashes', bytes: () => withEntry({ name: 'word\\..\\..\\a' }), says: /небезопасно/ },
  {
    title: 'the same name twice',
    bytes: () => rawZip([...entriesOf(docxParts(['а'])), entryOf('WORD/document.xml', 'б')]),
    says: /небезопасно/,
  },
  { title: 'a DOCTYPE', bytes: () => docx('', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'), says: /объявления XML/ },
  {
    title: 'a billion laughs',
    bytes: () => docx('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>', laughs),
    says: /объявления XML/,
    bomb: true,
  },
  {
    title: 'a DOCTYPE in UTF-16',
    bytes: () => docxOf([], { [document]: Buffer.from(`\ufeff${documentOf('', laughs)}`, 'utf16le') }),
    says: /объявления XML/,
  },
  {
    title: 'a DOCTYPE in the list of parts',
    bytes: () => docxOf([], { '[Content_Types].xml': `${laughs}<Types/>` }),
    says: /объявления XML/,
  },
  {
    title: 'a DOCTYPE in a sheet',
    bytes: () => xlsxOf({ rows: [] }, { 'xl/worksheets/sheet1.xml': `${laughs}<a>&j;</a>` }),
    says: /объявления XML/,
  },
  { title: 'macros of Word', bytes: () => docxOf(['а'], { 'word/vbaProject.bin': 'x' }), says: /макросы/ },
  { title: 'macros of Excel', bytes: () => xlsxOf({ rows: [] }, { 'xl/vbaProject.bin': 'x' }), says: /макросы/ },
  {
    title: 'old macros of Excel',
    bytes: () => xlsxOf({ rows: [] }, { 'xl/macrosheets/sheet1.xml': '<a/>' }),
    says: /макросы/,
  },
  {
    title: 'a DOCM renamed',
    bytes: () =>
      docxOf([], {
        '[Content_Types].xml': docxParts([])['[Content_Types].xml']!.replace(
          /application\/vnd[^"]*document.main\+xml/,
          'application/vnd.ms-word.document.macroEnabled.main+xml',
        ),
      }),
    says: /макросы/,
  },
  {
    title: 'links of Excel',
    bytes: () => xlsxOf({ rows: [] }, { 'xl/externalLinks/externalLink1.xml': '<a/>' }),
    says: /связи/,
  },
  { title: 'connections to data', bytes: () => xlsxOf({ rows: [] }, { 'xl/connections.xml': '<a/>' }), says: /связи/ },
  { title: 'a picture from outside', bytes: () => withLink('image', 'http://example.org/a.png'), says: /связи/ },
  {
    title: 'a template from outside',
    bytes: () => withLink('attachedTemplate', 'http://example.org/a.dotm'),
    says: /шаблон/,
  },
  {
    title: 'a template from a server',
    bytes: () => withLink('attachedTemplate', 'file://server/a.dotm'),
    says: /шаблон/,
  },
  { title: 'a linked object', bytes: () => withLink('oleObject', 'file:///C:/a.xlsx'), says: /объекты/ },
  {
    title: 'an object inside',
    bytes: () =>
      docxOf(['а'], { 'word/_rels/document.xml.rels': relationsOf([['r1', 'oleObject', 'embeddings/a.bin']]) }),
    says: /объекты/,
  },
  { title: 'a field that brings a file', bytes: () => withField(' INCLUDETEXT "C:\\\\a.txt" '), says: /связи/ },
  {
    title: 'a field that starts a program',
    bytes: () => withField('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe'),
    says: /связи/,
  },
];

const heavy: readonly HostileFile[] = [
  {
    title: 'a document of five gigabytes',
    bytes: () => withEntry({ name: document, packed: bombOf(start, 'a', gigabytes, end), size: 4_000_000_000 }),
    says: /слишком большим/,
  },
  {
    title: 'a document of five gigabytes that says it is small',
    bytes: () => withEntry({ name: document, packed: bombOf(start, 'a', gigabytes, end), size: 1000 }),
    says: /повреждён/,
  },
  {
    title: 'a document of five gigabytes that says it is two hundred megabytes',
    bytes: () => withEntry({ name: document, packed: bombOf(start, ' ', gigabytes, end), size: 200_000_000 }),
    says: /слишком/,
  },
  {
    title: 'a bomb of white space in the list of parts',
    bytes: () =>
      withEntry({
        name: '[Content_Types].xml',
        packed: bombOf('<Types>', ' ', gigabytes, '</Types>'),
        size: 200_000_000,
      }),
    says: /слишком много/,
  },
  {
    title: 'many large entries',
    bytes: () => {
      const packed = bombOf('', 'a', 100, '');
      const more = Array.from({ length: 50 }, (_, index) => ({
        name: `word/media/${index}.bin`,
        packed,
        size: 104_857_600,
        checksum: 0,
      }));
      return rawZip([...entriesOf(docxParts(['а'])), ...more]);
    },
    says: /слишком большим/,
  },
  {
    title: 'many references to unpack',
    bytes: () => {
      const text = `<Relationships>${' '.repeat(1_000_000)}</Relationships>`;
      const packed = deflateRawSync(text);
      const more = Array.from({ length: 200 }, (_, index) => ({
        name: `word/_rels/${index}.rels`,
        packed,
        size: text.length,
        checksum: crc32(text),
      }));
      return rawZip([...entriesOf(docxParts(['а'])), ...more]);
    },
    says: /слишком большим/,
  },
  {
    title: 'sixty thousand entries',
    bytes: () => rawZip(Array.from({ length: 60_000 }, (_, index) => entryOf(`${index}`, ''))),
    says: /небезопасно/,
  },
  {
    title: 'entries over the same bytes',
    bytes: () => {
      const one = entryOf('word/a0.xml', 'а'.repeat(1000));
      return rawZip([
        ...entriesOf(docxParts(['а'])),
        one,
        ...[1, 2, 3].map((index) => ({ ...one, name: `word/a${index}.xml`, offset: 0 })),
      ]);
    },
    says: /небезопасно/,
  },
  {
    title: 'a hundred thousand cells of Word',
    bytes: () =>
      docx(
        `<w:tbl>${`<w:tr>${'<w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p></w:tc>'.repeat(100)}</w:tr>`.repeat(1000)}</w:tbl>`,
      ),
    says: /ячеек/,
  },
  { title: 'a hundred thousand cells of Excel', bytes: () => sheet(cells(100_000, '<c><v>1</v></c>')), says: /ячеек/ },
  { title: 'a hundred thousand empty cells', bytes: () => sheet(cells(100_000, '<c s="1"/>')), says: /ячеек/ },
  { title: 'a million empty rows', bytes: () => sheet(megabytes('<row/>', 6)), says: /строк/ },
  {
    title: 'lists and levels that multiply',
    bytes: () =>
      docxOf(['а'], {
        'word/_rels/document.xml.rels': relationsOf([['r1', 'numbering', 'numbering.xml']]),
        'word/numbering.xml': `<w:numbering ${wordNamespace}><w:abstractNum w:abstractNumId="0">${Array.from({ length: 50_000 }, (_, level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="none"/></w:lvl>`).join('')}</w:abstractNum>${Array.from({ length: 200_000 }, (_, list) => `<w:num w:numId="${list}"><w:abstractNumId w:val="0"/></w:num>`).join('')}</w:numbering>`,
      }),
    says: /слишком большим/,
  },
  {
    title: 'thousands of parts with references',
    bytes: () => {
      const links = relationsOf(
        Array.from({ length: 40 }, (_, index) => [`r${index}`, 'hyperlink', 'https://example.org/', true] as const),
      );
      const more = Array.from({ length: 4500 }, (_, index) => entryOf(`word/_rels/${index}.rels`, links));
      return rawZip([...entriesOf(docxParts(['а'])), ...more]);
    },
    says: /слишком большим/,
  },
  { title: 'millions of empty paragraphs', bytes: () => docx(megabytes('<w:p/>', 15)), says: /слишком много текста/ },
  { title: 'millions of marks', bytes: () => docx(megabytes('<w:b/>', 20)), says: /слишком большим/ },
  {
    title: 'one long text',
    bytes: () => docx(`<w:p><w:r><w:t>${megabytes('слово ', 5)}</w:t></w:r></w:p>`),
    says: /текста подряд/,
  },
  {
    title: 'one long text in pieces',
    bytes: () => docx(`<w:p>${megabytes('<w:r><w:t>слово</w:t></w:r>', 5)}</w:p>`),
    says: /текста подряд/,
  },
  {
    title: 'one long text in a cell',
    bytes: () => sheet(`<row><c t="inlineStr"><is><t>${megabytes('слово ', 5)}</t></is></c></row>`),
    says: /текста подряд/,
  },
  {
    title: 'a long number',
    bytes: () => sheet(`<row><c><v>${megabytes('9', 5)}</v></c></row>`),
    says: /текста подряд/,
  },
  {
    title: 'a text shown a thousand times',
    bytes: () =>
      xlsxOf(
        { rows: [], xml: cells(1000, '<c t="s"><v>0</v></c>') },
        withStrings(`<si><t>${'слово '.repeat(10_000)}</t></si>`),
      ),
    says: /слишком много текста/,
  },
  {
    title: 'a column wide as the world',
    bytes: () =>
      docx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'),
    says: /широкая/,
  },
  {
    title: 'many wide cells',
    bytes: () =>
      docx(`<w:tbl><w:tr>${'<w:tc><w:tcPr><w:gridSpan w:val="500"/></w:tcPr><w:p/></w:tc>'.repeat(10)}</w:tr></w:tbl>`),
    says: /широкая/,
  },
  { title: 'tables within tables', bytes: () => docx(nested(40)), says: /вложенных/ },
  { title: 'marks within marks', bytes: () => docx('<w:sdt>'.repeat(100_000)), says: /вложенных/ },
  {
    title: 'a mark with a million attributes',
    bytes: () => docx(`<w:p ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
    says: /небезопасно/,
  },
  {
    title: 'a million merged ranges',
    bytes: () =>
      sheet(`</sheetData><mergeCells>${megabytes('<mergeCell ref="A1:XFD1048576"/>', 15)}</mergeCells><sheetData>`),
    says: /небезопасно/,
  },
  {
    title: 'thousands of merged ranges over one another',
    bytes: () =>
      sheet(
        `${cells(10_000, '<c><v>1</v></c>')}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(40_000)}</mergeCells><sheetData>`,
      ),
    says: /небезопасно/,
  },
  {
    title: 'millions of references',
    bytes: () =>
      docxOf(['а'], {
        'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${megabytes('<Relationship Id="a" Type="b" Target="c"/>', 15)}</Relationships>`,
      }),
    says: /небезопасно/,
  },
  {
    title: 'millions of kinds of parts',
    bytes: () =>
      docxOf(['а'], {
        '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${megabytes('<Override ContentType="a"/>', 17)}</Types>`,
      }),
    says: /небезопасно/,
  },
  {
    title: 'millions of shared texts',
    bytes: () => xlsxOf({ rows: [] }, withStrings(megabytes('<si><t>а</t></si>', 17))),
    says: /слишком много текста/,
  },
  {
    title: 'a remark without an end',
    bytes: () => docx(`<!--${megabytes('<', 17)}-->`),
    says: /текста подряд/,
  },
  {
    title: 'a text that nothing marks',
    bytes: () => docx(`<w:p><w:r><w:t><![CDATA[${megabytes('<', 15)}]]></w:t></w:r></w:p>`),
    says: /текста подряд/,
  },
  {
    title: 'thousands of fields in one another',
    bytes: () => docx(`<w:p>${megabytes('<w:r><w:fldChar w:fldCharType="begin"/><w:t>а</w:t></w:r>', 10)}</w:p>`),
    says: /небезопасно/,
  },
  {
    title: 'thousands of names, each with a prefix of its own',
    bytes: () =>
      docx(Array.from({ length: 200_000 }, (_, index) => `<a${index}:b xmlns:a${index}="c${index}"/>`).join('')),
    says: /небезопасно/,
  },
  { title: 'a file over the limit', bytes: () => new Uint8Array(21 * 1024 * 1024), says: /20 МБ/ },
].map((file) => ({ ...file, bomb: true }));

export const hostileFiles: readonly HostileFile[] = [...renamed, ...others, ...broken, ...trapped, ...heavy];
