import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDocx, docxParts, docxText } from '#tests/docx.ts';
import { pdfElements, pdfText, readPdf, type PdfElement, type PdfFacts } from '#tests/pdf.ts';
import { renderDocument, toDocx, toHtml, toPdf, withVerification, type DocumentTree } from './index.server.ts';

function treeOf(body: string, data: Record<string, unknown> = {}): DocumentTree {
  const rendered = renderDocument({ format: 'liquid-markdown', body, title: 'Проба' }, data);
  if (!rendered.ok) throw new Error(`${rendered.error.line}: ${rendered.error.message}`);
  return rendered.value;
}

const read = async (body: string, data: Record<string, unknown> = {}) => readPdf(await toPdf(treeOf(body, data)));
const millimetres = 72 / 25.4;
const sentence = 'Стороны объединяют усилия, чтобы передать управленческий опыт и помочь справиться с затруднениями. ';
const paragraphs = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1}.1. ${sentence}`).join('\n\n');

/** Elements of the structure one under another, as they stand on the pages. */
const flow = ({ structure }: PdfFacts) => structure.children;
const lastPage = ({ pages }: PdfElement) => pages.at(-1)!;

describe('PDF', () => {
  test('the page follows GOST R 7.0.97-2016: margins, the indent, numbers from the second page', async () => {
    const { pages } = await read(`# Приказ\n\n${paragraphs(40)}`);
    const [first, second] = pages;
    expect(first!.pieces.filter(({ content }) => content === null)).toEqual([]);
    const [number] = second!.pieces.filter(({ content }) => content === null);
    expect(number!.text).toBe('2');
    const middle = (20 + (210 - 20 - 10) / 2) * millimetres;
    expect(number!.x + number!.width / 2).toBeCloseTo(middle, 0);
    expect(second!.height - number!.y).toBeLessThan(20 * millimetres);
    const lines = first!.pieces.filter(({ text }) => /^\d+\.1\. $/.test(text));
    expect(lines[0]!.x).toBeCloseTo((20 + 12.5) * millimetres, 1);
    expect(Math.min(...first!.pieces.map(({ x }) => x))).toBeCloseTo(20 * millimetres, 1);
    const ends = first!.pieces.map(({ x, width }) => x + width);
    expect(Math.max(...ends)).toBeCloseTo(first!.width - 10 * millimetres, 0);
  });

  test('pages turn where the text says, and are numbered through', async () => {
    const { pages } = await read('Начало\n\n:::альбомная\n| а | б |\n|---|---|\n| в | г |\n:::\n\nКонец');
    expect(pages.map(({ width, height }) => width > height)).toEqual([false, true, false]);
    expect(pages.map(({ pieces }) => pieces.at(-1)!.text.trim())).toEqual(['Начало', '2', '3']);
  });

  test('a screen reader hears headings, lists, tables with their headers, and no line or page number', async () => {
    const body =
      '# Название\n\n## Раздел\n\n1. первое\n2. второе\n\n| Имя | Дело |\n|---|---|\n| Анна | учит |\n\n---\n\nСлово';
    const { structure, pages } = await read(body);
    const shape = ({ type, children, text }: PdfElement): unknown =>
      children.length > 0 ? [type, ...children.map(shape)] : `${type}: ${text.trim()}`;
    expect(shape(structure)).toEqual([
      'Document',
      'H1: Название',
      'H2: Раздел',
      ['L', ['LI', 'Lbl: 1.', ['LBody', 'P: первое']], ['LI', 'Lbl: 2.', ['LBody', 'P: второе']]],
      ['Table', ['TR', 'TH: Имя', 'TH: Дело'], ['TR', 'TD: Анна', 'TD: учит']],
      'P: Слово',
    ]);
    expect(pages[0]!.pieces.filter(({ content }) => content === null)).toEqual([]);
  });

  test('the head of a table is drawn on every page and said once; a row stays whole', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `| ${at + 1} | ${sentence} |`).join('\n');
    const pdf = await read(`| № | Дело |\n|---|---|\n${rows}`);
    expect(pdf.pages.length).toBeGreaterThan(2);
    for (const { pieces } of pdf.pages) expect(pieces.filter(({ text }) => text.startsWith('Дело'))).toHaveLength(1);
    expect(pdfElements(pdf.structure, 'TH').map(({ text }) => text.trim())).toEqual(['№', 'Дело']);
    for (const row of pdfElements(pdf.structure, 'TR')) expect(row.pages).toHaveLength(1);
    expect(new Set(pdfElements(pdf.structure, 'TR').map(lastPage)).size).toBe(pdf.pages.length);
  });

  test('a row longer than a page goes on, and no word of it is lost', async () => {
    const long = sentence.repeat(120);
    const tree = treeOf('| а | б |\n|---|---|\n| в | {{ long }} |\n| г | {{ long }} |', { long });
    const pdf = readPdf(await toPdf(tree));
    expect(pdf.pages.length).toBeGreaterThan(4);
    const words = pdfText(pdf).replace(/\s+/g, ' ');
    expect(words.split('затруднениями').length - 1).toBe(240);
  });

  test('wherever the page ends, the number of a long row stands with its first lines', async () => {
    const themes = Array.from({ length: 30 }, (_, at) => `тема ${at + 1}`).join('<br>');
    for (let count = 20; count <= 32; count += 1) {
      const rows = `${'| 0 | а |\n'.repeat(count)}| 7. | Начало<br>${themes} |`;
      const pdf = await read(`| № | Дело |\n|---|---|\n${rows}`);
      const [number, words] = pdfElements(pdf.structure, 'TR').at(-1)!.children;
      expect(number!.pages).toEqual([words!.pages[0]]);
    }
  });

  test('wherever the page ends, lines of requisites stay on one page with the heading above and the signature below', async () => {
    const end =
      '### Сторона\n\n:::без-отступа\nШкола<br>Адрес<br>Телефон<br>Почта\n:::\n\n::подпись{должность="Директор" имя="А. И. Седова"}';
    const ends = new Set<number>();
    for (let count = 14; count <= 30; count++) {
      const pdf = await read(`${paragraphs(count)}\n\n${end}`);
      const [heading, requisites, signature] = flow(pdf).slice(count);
      expect(new Set([...heading!.pages, ...requisites!.pages, ...signature!.pages]).size).toBe(1);
      ends.add(lastPage(signature!));
    }
    expect(ends.size).toBeGreaterThan(1);
  });

  test('no page is left empty, and of several signatures the last is never alone, wherever the page ends', async () => {
    const end = [
      'Согласовали:',
      ...['один', 'два', 'три'].map((name) => `::подпись{должность="Директор" имя="${name}"}`),
    ];
    const pages = new Set<number>();
    for (let count = 8; count <= 20; count += 1) {
      const pdf = await read(`${paragraphs(count)}\n\n:::без-отступа\n${end[0]}\n:::\n\n${end.slice(1).join('\n\n')}`);
      const [words, first, second, third] = flow(pdf).slice(count);
      expect(words!.pages).toEqual(first!.pages);
      expect(second!.pages).toEqual(third!.pages);
      for (const { pieces } of pdf.pages) expect(pieces.filter(({ content }) => content !== null)).not.toEqual([]);
      pages.add(lastPage(third!));
    }
    expect(pages.size).toBeGreaterThan(1);
  });

  test('clauses begin with the indent of a paragraph and go on at the margin', async () => {
    const { pages } = await read(`1. ${sentence.repeat(2)}\n2. второе`);
    const [number, ...rest] = pages[0]!.pieces;
    expect(number!.text.trim()).toBe('1.');
    expect(number!.x).toBeCloseTo((20 + 12.5) * millimetres, 1);
    expect(Math.min(...rest.map(({ x }) => x))).toBeCloseTo(20 * millimetres, 1);
    const xml = docxParts(await toDocx(treeOf('1. первое')))['word/document.xml']!;
    expect(xml).toContain('<w:ind w:left="0" w:firstLine="709"/>');
  });

  test('headings of a long document are listed beside the pages, one within another', async () => {
    const body = `# Название\n\n## Раздел\n\n### Подраздел\n\n${paragraphs(60)}\n\n## Второй`;
    const titles = async (text: string) => (await read(text)).outline;
    expect(await titles(body)).toEqual(['Название', 'Раздел', 'Подраздел', 'Второй']);
    expect(await titles('# Название\n\n## Раздел')).toEqual([]);
  });

  test('wherever the page ends, headings stay with their texts and signatures with the last words', async () => {
    const end = '::подпись{должность="Директор" имя="А. И. Седова"}';
    for (let count = 1; count <= 24; count += 1) {
      const tree = treeOf(`${paragraphs(count)}\n\n## Раздел\n\n### Подраздел\n\n${sentence}${sentence}\n\n${end}`);
      const pdf = readPdf(
        await toPdf(withVerification(tree, { code: 'ABCD-EFGH-JKMN', address: 'https://a.example' })),
      );
      const [section, side, text, signature, picture] = flow(pdf).slice(count);
      expect(section!.type + side!.type + picture!.type).toBe('H2H3Figure');
      expect([lastPage(section!), lastPage(side!)]).toEqual([text!.pages[0], text!.pages[0]]);
      expect(signature!.pages).toEqual([lastPage(text!)]);
      const [code] = flow(pdf).slice(count + 5);
      expect(code!.pages).toEqual(signature!.pages);
    }
  });

  test('no single line of a paragraph is left at the foot or the head of a page', async () => {
    for (let count = 1; count <= 12; count += 1) {
      const { pages } = await read(`${paragraphs(count)}\n\n${sentence.repeat(40)}\n\n${paragraphs(30)}`);
      for (const { pieces } of pages) {
        const lines = new Map<number, Set<number>>();
        for (const { content, y } of pieces)
          if (content !== null) lines.set(content, (lines.get(content) ?? new Set()).add(y));
        const [first, ...others] = lines.values();
        expect(Math.min(first!.size, others.at(-1)?.size ?? 2)).toBeGreaterThan(1);
      }
    }
  });

  test('a justified line does not tear a word from its comma and its quotation marks', async () => {
    const { pages } = await read(`{{ name }}, **{{ name }}**, «{{ name }}», ${sentence.repeat(2)}`, { name: 'Школа' });
    const line = pages[0]!.pieces.filter(({ y }) => y === pages[0]!.pieces[0]!.y);
    for (const [index, { text, x }] of line.entries()) {
      const before = line[index - 1];
      if (before && !before.text.endsWith(' ')) expect(x, text).toBeCloseTo(before.x + before.width, 1);
    }
  });

  test('words held by a no-break space stay within the margin', async () => {
    for (let count = 1; count <= 30; count += 1) {
      const { pages } = await read('{{ text }} № {{ number }} слово', {
        text: 'и'.repeat(count) + ' слов'.repeat(9),
        number: 'половина',
      });
      for (const { text, x, width } of pages[0]!.pieces) {
        expect(x + width, `${count} ${text}`).toBeLessThan(pages[0]!.width - 10 * millimetres + 0.5);
      }
    }
  });

  test('any words come out as they went in', { timeout: 60_000 }, async () => {
    const letters = fc.constantFrom(
      ...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯABCxyz0123456789 «»—–-.,;:!?()№%/@+*_#|{}<>&"\'\\~`',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: letters, minLength: 1, maxLength: 120 }), async (value) => {
        const words = pdfText(await read('[{{ value }}]', { value })).replace(/\s/g, '');
        expect(words).toBe(`[${value}]`.replace(/\s/g, ''));
      }),
      { numRuns: 100 },
    );
  });

  test('documents made at the same time do not mix', async () => {
    const texts = ['один ёж', 'два ужа', 'три yÿ', 'четыре deputy@example.org'];
    const made = await Promise.all([...texts, ...texts].map((text) => read('{{ text }}', { text })));
    expect(made.map((pdf) => pdfText(pdf).trim())).toEqual([...texts, ...texts]);
  });
});

describe('the block of verification', () => {
  const address = 'https://mentors.example.org/check/ABCDEFGHJKMN';
  const tree = withVerification(treeOf('Слово'), { code: 'ABCD-EFGH-JKMN', address });

  test('stands at the end of the PDF with words in place of the picture', async () => {
    const { structure } = readPdf(await toPdf(tree));
    expect(structure.children.map(({ type, text }) => `${type}: ${text.trim()}`)).toEqual([
      'P: Слово',
      'Figure: ',
      'P: Код проверки: ABCD-EFGH-JKMN',
      `P: ${address}`,
      'P: Подлинность документа проверяется по этому коду или адресу.',
    ]);
    expect(pdfElements(structure, 'Figure')[0]!.alternative).toBe(`QR-код адреса ${address}`);
  });

  test('is a picture in the DOCX, 22 millimetres wide, with words in its place', async () => {
    const docx = await toDocx(tree);
    expect(checkDocx(docx)).toEqual([]);
    const xml = docxParts(docx)['word/document.xml']!;
    const width = Number(/<wp:extent cx="(\d+)"/.exec(xml)![1]);
    expect(width / 36_000).toBeCloseTo(22, 0);
    expect(xml).toContain(`descr="QR-код адреса ${address}"`);
  });

  test('is drawn in the preview from numbers only', () => {
    const html = toHtml(withVerification(treeOf('Слово'), { code: '<b>', address: 'https://a.example/"><script>' }));
    expect(html).toContain('&lt;b&gt;');
    expect(html).not.toContain('<script');
    expect(/<path d="([^"]*)"/.exec(html)![1]).toMatch(/^[Mhvz\d -]+$/);
  });
});

test('a table of no rows is left out', async () => {
  const tree = treeOf('до\n\n| | |\n|---|---|\n{% for x in none %}\n| {{ x }} | |\n{% endfor %}\n\nпосле', {
    none: [],
  });
  expect(checkDocx(await toDocx(tree))).toEqual([]);
  expect(
    pdfText(readPdf(await toPdf(tree)))
      .split('\n')
      .map((text) => text.trim()),
  ).toEqual(['до', 'после']);
});

test('every block, in every place, is sound in both and says the same', async () => {
  const signature = '::подпись{должность="Исполняющий обязанности директора" имя="А. И. Седова-Константинопольская"}';
  const table = '| № | Имя |\n|:-:|---|\n| 1 | Анна<br>Мария |';
  const party = `:::колонка\n**Опытная команда**\n\n${sentence}\n\n${signature}\n:::`;
  const body = [
    `:::справа\nУТВЕРЖДАЮ<br>Директор\n\n${table}\n\n${signature}\n:::`,
    '# Название',
    `1. первый\n   - вложенный\n     1. третий\n2. второй\n\n   абзац\n\n   ${table.replaceAll('\n', '\n   ')}`,
    `::::колонки\n${party}\n${party}\n${party}\n::::`,
    `:::мелко\n${sentence}\n:::`,
    '---',
    '::по-краям{слева="г. Волгоград" справа="12 марта"}',
    '::новая-страница',
    `:::альбомная\n${table}\n\n${signature}\n:::`,
    sentence,
    '::новая-страница',
  ].join('\n\n');
  const tree = treeOf(body);
  const docx = await toDocx(tree);
  expect(checkDocx(docx)).toEqual([]);
  const pdf = readPdf(await toPdf(tree));
  const bare = (text: string) => text.replace(/\s/g, '');
  expect(bare(pdfText(pdf))).toBe(bare(docxText(docx).join('')));
  expect(pdf.pages.map(({ width, height }) => width > height)).toEqual([false, true, false]);
});
