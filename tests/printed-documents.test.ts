import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readProgramme } from '#features/imports/rules.programme.ts';
import { sampleFacts } from '#features/regulation/print/samples.ts';
import { documentTemplate } from '#features/regulation/rules.ts';
import { documentKeys, type DocumentKey } from '#features/regulation/schema.ts';
import { readReferenceRegion } from '#features/regulation/use-cases/reference.server.ts';
import {
  renderDocument,
  toDocx,
  toHtml,
  toPdf,
  withVerification,
  type DocumentTree,
} from '#platform/documents/index.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { checkDocx, docxParts, docxText } from './docx.ts';
import { pdfElements, pdfText, readPdf, type PdfFacts } from './pdf.ts';

const regional = readReferenceRegion('volgograd')!.regulation;

const code = 'ABCD-EFGH-JKMN';
const address = 'https://mentors.example.org/check/ABCDEFGHJKMN';

function treeOf(key: DocumentKey, facts: Record<string, unknown>): DocumentTree {
  const rendered = renderDocument(documentTemplate(regional, key), facts);
  if (!rendered.ok) throw new Error(`${key}, line ${rendered.error.line}: ${rendered.error.message}`);
  return withVerification(rendered.value, { code, address });
}

/** Facts with the lists of rows made long and every text put through `write`; dates and keys of lists stay. */
function changed(value: unknown, rows: number, write = (text: string) => text, key = ''): unknown {
  if (Array.isArray(value)) {
    const long = value.length > 0 && rows > 0 && value.every((item) => typeof item === 'object' && !holdsRows(item));
    const items = long ? Array.from({ length: rows }, (_, at) => value[at % value.length] as unknown) : value;
    return items.map((item) => changed(item, rows, write, key));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, changed(of, rows, write, name)]));
  }
  const kept = typeof value !== 'string' || /^\d{4}-\d\d-\d\d$/.test(value) || ['gender', 'standing'].includes(key);
  return kept ? value : write(value);
}

const holdsRows = (item: object) =>
  Object.values(item).some((value) => Array.isArray(value) && value.every((one) => typeof one === 'object'));

const hostile = [
  '**жирно** _курсив_ `код` [ссылка](http://example.org)',
  '# заголовок\n\n| а | б |\n|---|---|',
  '{{ secret }} {% if x %} {% include "/etc/passwd" %}',
  ':::справа\n::новая-страница\n:::',
  '<script>alert(1)</script> <w:p/> ]]> &amp; &#0;',
  'ноль\u0000 звонок\u0007 \uFFFE\uFFFF',
  '😀 👩‍👩‍👧‍👦 🇷🇺',
  'שלום \u202Eназад\u202C مرحبا',
  'половина \uD83D пары \uDE00',
  'а'.repeat(10_000),
  `${'длинное'.repeat(40)}@${'домен'.repeat(40)}.example.org`,
  `https://example.org/${'путь/'.repeat(200)}`,
  '\u0301\u0301\u0301 \u200B\u200D\u2060\u00AD \t\r\n',
  '',
];

/** Signs that mean something to Liquid, Markdown, HTML and XML, with letters of the peoples of the region. */
const signs = [
  '| ZA | ZB |',
  '* ZC и **ZD**',
  '# ZE',
  '{{ ZF }} {% if ZG %}',
  '<b>ZH</b> & &amp; &#65;',
  '\\ ZI \\* ~~ZJ~~ `ZK` _ZL_',
  '1. ZM',
  '- ZN\n+ ZO',
  '> ZP [ZQ](javascript:ZR) ![ZS](x.png)',
  '::подпись{имя="ZT"}',
  ':::ZU',
  'ZV ё № § ₽ ≥ Ә Ғ Қ Ң Ө Ұ Ү Һ ә ғ қ ң ө ұ ү һ',
];

/** Facts without what people need not fill in. */
function emptied(value: unknown, key = ''): unknown {
  const isOptional =
    /^(post|address|phones|emails|actsOn|municipality|place|note|explanation|goals|meetings|broadcast|summary|result|selection|reason|coordinatorPost|assessment|relations|dynamics|recommendations|goalsReached|conclusions|form|themes|mark)$/;
  if (['executor', 'curator'].includes(key)) return null;
  if (Array.isArray(value)) return isOptional.test(key) ? [] : value.map((item) => emptied(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, emptied(of, name)]));
  }
  return isOptional.test(key) ? '' : value;
}

/** Where two texts part, with what stands there in both; null when they are one. */
function firstDifference(one: string, other: string): string | null {
  const [left, right] = [ownWords(one), ownWords(other)];
  if (left === right) return null;
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  return `${at}: «${left.slice(at - 20, at + 40)}» and «${right.slice(at - 20, at + 40)}»`;
}

const ownWords = (text: string) => text.replace(/[\s\u00A0]+/g, '');

/** Nothing stands outside the margins, whatever was typed; the number of a page stands above them. */
function expectWithinMargins({ pages }: PdfFacts): void {
  const millimetres = 72 / 25.4;
  for (const [index, { width, height, pieces }] of pages.entries()) {
    for (const { text, x, y, width: long, content } of pieces.filter((piece) => piece.text.trim() !== '')) {
      if (content === null && y > height - 20 * millimetres && text === String(index + 1)) continue;
      expect(x, text).toBeGreaterThan(20 * millimetres - 0.5);
      expect(x + long, text).toBeLessThan(width - 10 * millimetres + 0.5);
      expect(y, text).toBeGreaterThan(20 * millimetres - 0.5);
      expect(y, text).toBeLessThan(height - 20 * millimetres);
    }
  }
}

describe.each(documentKeys)('%s', (key) => {
  const facts = sampleFacts(regional, key);

  test('is sound as DOCX and as PDF, and says the same in both', async () => {
    const tree = treeOf(key, facts);
    const docx = await toDocx(tree);
    expect(checkDocx(docx)).toEqual([]);
    const pdf = readPdf(await toPdf(tree));
    expect(firstDifference(pdfText(pdf), docxText(docx).join(''))).toBeNull();
    expect(pdf).toMatchObject({ title: tree.title, language: 'ru-RU', tagged: true });
    // every table with a head repeats it, in the DOCX too
    const repeated = docxParts(docx)['word/document.xml']!.match(/<w:tblHeader\/>/g) ?? [];
    expect(repeated).toHaveLength(pdfElements(pdf.structure, 'Table').length);
    expect(docxParts(docx)['docProps/core.xml']).toContain(`<dc:creator>${regional.requisites.operator.name}<`);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    expectWithinMargins(pdf);
    expect(toHtml(tree)).toContain(code);
  });

  test.each([5, 40])('%i rows, or parties', async (rows) => {
    const tree = treeOf(key, changed(facts, rows) as Record<string, unknown>);
    const docx = await toDocx(tree);
    expect(checkDocx(docx)).toEqual([]);
    const pdf = readPdf(await toPdf(tree));
    expect(firstDifference(pdfText(pdf), docxText(docx).join(''))).toBeNull();
    expectWithinMargins(pdf);
  });

  test('whatever is typed stays words within the page', { timeout: 60_000 }, async () => {
    let next = 0;
    const typed = changed(facts, 0, () => hostile[next++ % hostile.length]!) as Record<string, unknown>;
    const tree = treeOf(key, typed);
    expect(checkDocx(await toDocx(tree))).toEqual([]);
    expectWithinMargins(readPdf(await toPdf(tree)));
    expect(toHtml(tree)).not.toContain('<script');
  });
});

test.each(documentKeys)('%s: signs of markup and rare letters stand as they were typed', async (key) => {
  let next = 0;
  const typed = changed(sampleFacts(regional, key), 0, () => signs[next++ % signs.length]!) as Record<string, unknown>;
  const tree = treeOf(key, typed);
  const docx = await toDocx(tree);
  const words = ownWords(docxText(docx).join('')).toLowerCase();
  expect(firstDifference(pdfText(readPdf(await toPdf(tree))), docxText(docx).join(''))).toBeNull();
  const html = toHtml(tree)
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'");
  for (const sign of signs) {
    const [name] = /Z[A-Z]/.exec(sign)!;
    const whole = ownWords(sign).toLowerCase();
    const times = words.split(name.toLowerCase()).length;
    expect(words.split(whole).length, sign).toBe(times);
    expect(ownWords(html).toLowerCase().split(whole).length, sign).toBe(times);
  }
});

test.each(documentKeys)('%s: what is not filled in leaves no signs behind', async (key) => {
  const tree = treeOf(key, emptied(sampleFacts(regional, key)) as Record<string, unknown>);
  const docx = await toDocx(tree);
  expect(checkDocx(docx)).toEqual([]);
  for (const line of docxText(docx)) {
    expect(line).not.toMatch(/^[,;:.]|[\s(][,;.)]|[,;] ?[,;.]|\( ?\)|«\s*»|null|undefined/);
  }
});

test('an agreement leaves no empty lines for what an organisation has not told', async () => {
  const facts = sampleFacts(regional, 'agreement') as { parties: object[] };
  const parties = facts.parties.map((party) => ({ ...party, address: '', phones: [], emails: [] }));
  const [told, silent] = [facts, { ...facts, parties }].map((one) => JSON.stringify(treeOf('agreement', one)));
  const breaks = (tree: string) => tree.split('"break"').length;
  expect(breaks(told!) - breaks(silent!)).toBe(3 * parties.length);
});

test.each(documentKeys)('[D-P.part1] %s: only the programme is read as one', async (key) => {
  const paper = readPaper(await toDocx(treeOf(key, sampleFacts(regional, key))));
  expect(paper.ok && readProgramme(paper.value, regional.directions).ok).toBe(key === 'programme');
});

describe('in a word processor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'));
  const office = (...args: string[]) => {
    const profile = pathToFileURL(join(folder, 'profile')).href;
    return spawnSync('soffice', [`-env:UserInstallation=${profile}`, '--headless', ...args], { timeout: 150_000 });
  };
  const installed = spawnSync('soffice', ['--version']).status === 0;
  const names = documentKeys.map((key) => `${key}.docx`);

  beforeAll(async () => {
    for (const key of documentKeys) {
      writeFileSync(join(folder, `${key}.docx`), await toDocx(treeOf(key, sampleFacts(regional, key))));
    }
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('LibreOffice, where it is installed, opens every document and finds its words', { timeout: 300_000 }, () => {
    const files = names.map((name) => join(folder, name));
    for (const file of files) expect(checkDocx(readFileSync(file))).toEqual([]);
    if (installed) {
      for (const format of ['pdf', 'txt:Text (encoded):UTF8']) {
        office('--convert-to', format, '--outdir', folder, ...files);
      }
      for (const file of files) {
        const pages = readFileSync(file.replace(/docx$/, 'pdf'), 'latin1').match(/\/Type\s*\/Page\b/g) ?? [];
        expect(pages.length, file).toBeGreaterThan(0);
        const shown = ownWords(readFileSync(file.replace(/docx$/, 'txt'), 'utf8'));
        for (const words of docxText(readFileSync(file))) expect(shown).toContain(ownWords(words));
      }
    }
    console.info(
      installed ? `Converted by LibreOffice: ${files.length}.` : 'LibreOffice is absent: files are checked here.',
    );
  });
});
