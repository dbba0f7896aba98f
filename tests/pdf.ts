import { inflateSync } from 'node:zlib';

/** A piece of text as it stands on a page, in points from the lower left corner; spaces at its ends take no room. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Its number among the tagged contents of the page; null for what is no part of the text. */
  readonly content: number | null;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly PdfPiece[];
}

/** An element of the structure for screen readers. */
export interface PdfElement {
  readonly type: string;
  readonly alternative: string | null;
  /** Its own words and those within. */
  readonly text: string;
  /** Pages it stands on, from 0. */
  readonly pages: readonly number[];
  readonly children: readonly PdfElement[];
}

export interface PdfFacts {
  readonly title: string;
  readonly language: string | null;
  readonly tagged: boolean;
  readonly pages: readonly PdfPage[];
  readonly structure: PdfElement;
  /** Titles in the list of headings beside the pages, in their order. */
  readonly outline: readonly string[];
  /** Names of fonts, and whether the file of each is in the document. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
}

interface PdfObject {
  readonly dictionary: string;
  readonly content: string;
}

/** Objects of a file by number: found by its table of contents, which so proves to be right. */
function objectsOf(bytes: Uint8Array): { objects: Map<number, PdfObject>; trailer: string } {
  const file = Buffer.from(bytes).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF/.exec(file.slice(-40))?.[1]);
  const [table = '', trailer = ''] = file.slice(start).split('trailer');
  const objects = new Map<number, PdfObject>();
  for (const [index, [, offset]] of [...table.matchAll(/(\d{10}) \d{5} n/g)].entries()) {
    const number = index + 1;
    const from = Number(offset);
    const header = `${number} 0 obj\n`;
    if (!file.startsWith(header, from)) throw new Error(`object ${number} is not at ${from}`);
    const body = file.slice(from + header.length, file.indexOf('\nendobj', from));
    const stream = body.indexOf('\nstream\n');
    const dictionary = stream === -1 ? body : body.slice(0, stream);
    const at = from + header.length + stream + '\nstream\n'.length;
    const raw = stream === -1 ? '' : file.slice(at, at + Number(/\/Length (\d+)/.exec(dictionary)![1]));
    const content = dictionary.includes('/FlateDecode')
      ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1')
      : raw;
    objects.set(number, { dictionary, content });
  }
  return { objects, trailer };
}

/** A string of PDF in brackets: escapes undone, two bytes a letter if it says so. */
function stringOf(written: string): string {
  const bytes = written.replace(/\\([()\\nrtbf])/g, (_, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign);
  if (!bytes.startsWith('\xFE\xFF')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

interface Face {
  readonly letters: readonly string[];
  readonly widths: readonly number[];
}

const hexWords = (hex: string) => (hex.replace(/\s/g, '').match(/.{4}/g) ?? []).map((word) => parseInt(word, 16));

/** Reads a PDF of the document engine back: what stands where, and what a screen reader would say. */
export function readPdf(bytes: Uint8Array): PdfFacts {
  const { objects, trailer } = objectsOf(bytes);
  const objectAt = (reference: string | undefined) => objects.get(Number(reference)) ?? { dictionary: '', content: '' };
  const value = (dictionary: string, key: string) => new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  const root = objectAt(value(trailer, 'Root')).dictionary;
  const information = objectAt(value(trailer, 'Info')).dictionary;

  function faceOf(reference: string): Face {
    const { dictionary } = objectAt(reference);
    const map = objectAt(value(dictionary, 'ToUnicode')).content;
    const letters = [...map.matchAll(/> \[([^\]]*)\]/g)].flatMap(([, list]) =>
      [...list!.matchAll(/<([^>]*)>/g)].map(([, codes]) => String.fromCharCode(...hexWords(codes!))),
    );
    const descendant = objectAt(/DescendantFonts \[(\d+)/.exec(dictionary)?.[1]).dictionary;
    const widths = /\/W \[0 \[([^\]]*)/.exec(descendant)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
    return { letters, widths };
  }

  function pageOf(reference: string): PdfPage {
    const { dictionary } = objectAt(reference);
    const [width = 0, height = 0] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)/.exec(dictionary)?.slice(1).map(Number) ?? [];
    const resources = objectAt(value(dictionary, 'Resources')).dictionary;
    const faces = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, at]) => [name!, faceOf(at!)]));
    const pieces: PdfPiece[] = [];
    let content: number | null = null;
    let face: Face = { letters: [], widths: [] };
    let [x, y, size] = [0, 0, 0];
    const moves = [[0, 0]];
    for (const line of objectAt(value(dictionary, 'Contents')).content.split('\n')) {
      if (line === 'q') moves.push([...moves.at(-1)!]);
      if (line === 'Q') moves.pop();
      // pages are turned upside down and back; only shifts of cells' contents count
      const move = /^1 0 0 1 (\S+) (\S+) cm$/.exec(line);
      if (move) moves.at(-1)![1]! -= Number(move[2]);
      const mark = /^\/(\w+) <<([\s\S]*)$/.exec(line);
      if (mark) content = null;
      const number = /\/MCID (\d+)/.exec(line);
      if (number) content = Number(number[1]);
      if (line === 'EMC') content = null;
      const place = /^1 0 0 1 (\S+) (\S+) Tm$/.exec(line);
      if (place) [x, y] = [Number(place[1]), Number(place[2]) + moves.at(-1)![1]!];
      const font = /^\/(F\d+) (\S+) Tf$/.exec(line);
      if (font) {
        face = faces.get(font[1]!) ?? face;
        size = Number(font[2]);
      }
      const shown = /^\[(.*)\] TJ$/.exec(line);
      if (!shown) continue;
      let text = '';
      let advance = 0;
      let [blank, inked] = [0, 0];
      for (const [, hex, kern] of shown[1]!.matchAll(/<([^>]*)>|(-?[\d.]+)/g)) {
        if (kern !== undefined) advance -= Number(kern);
        for (const glyph of hex ? hexWords(hex) : []) {
          text += face.letters[glyph] ?? '';
          advance += face.widths[glyph] ?? 0;
          if (text.trim() === '') blank = advance;
          if (!/\s$/.test(text)) inked = advance;
        }
      }
      const [from, to] = [blank, Math.max(blank, inked)].map((at) => (at * size) / 1000);
      pieces.push({ text, x: x + from!, y, width: to! - from!, content });
    }
    return { width, height, pieces };
  }

  const kids = [
    ...(/Kids \[([^\]]*)/.exec(objectAt(value(root, 'Pages')).dictionary)?.[1] ?? '').matchAll(/(\d+) 0 R/g),
  ];
  const references = kids.map(([, reference]) => reference!);
  const pages = references.map(pageOf);

  function elementOf(reference: string): PdfElement {
    const { dictionary } = objectAt(reference);
    const list = /\/K \[([\s\S]*?)\](?:\n\/|\n>>)/.exec(dictionary)?.[1] ?? '';
    const own = value(dictionary.replace(list, ''), 'Pg');
    const on = new Set<number>();
    const wordsOf = (reference: string | undefined, content: number) => {
      const page = references.indexOf(reference ?? '');
      on.add(page);
      const pieces = (pages[page]?.pieces ?? []).filter((piece) => piece.content === content);
      return pieces.map((piece) => piece.text).join('');
    };
    const children: PdfElement[] = [];
    let text = '';
    for (const [whole, child, elsewhere] of list.matchAll(/(\d+) 0 R(?![^<]*\/MCID)|<<([\s\S]*?)>>|\d+/g)) {
      if (child) children.push(elementOf(child));
      else if (elsewhere) text += wordsOf(value(elsewhere, 'Pg'), Number(/\/MCID (\d+)/.exec(elsewhere)?.[1]));
      else text += wordsOf(own, Number(whole));
    }
    const alternative = /\/Alt \(([\s\S]*?[^\\])\)/.exec(dictionary)?.[1];
    return {
      type: /\/S \/(\w+)/.exec(dictionary)?.[1] ?? '',
      alternative: alternative === undefined ? null : stringOf(alternative),
      pages: [...on, ...children.flatMap((child) => child.pages)].filter((page, at, all) => all.indexOf(page) === at),
      text: text + children.map((child) => child.text).join('\n'),
      children,
    };
  }

  const tree = objectAt(value(root, 'StructTreeRoot')).dictionary;
  return {
    title: stringOf(/^\(([\s\S]*)\)$/.exec(objectAt(value(information, 'Title')).dictionary)?.[1] ?? ''),
    language: /\/Lang \(([^)]*)\)/.exec(root)?.[1] ?? null,
    tagged: /\/Marked true/.test(objectAt(value(root, 'MarkInfo')).dictionary),
    pages,
    outline: [...objects.values()]
      .filter(({ dictionary }) => /\/Dest \[/.test(dictionary) && /\/Title /.test(dictionary))
      .map(({ dictionary }) => stringOf(/\/Title \(([\s\S]*?[^\\])\)/.exec(dictionary)?.[1] ?? '')),
    structure: elementOf(/\/K \[(\d+) 0 R/.exec(tree)?.[1] ?? ''),
    fonts: [...objects.values()]
      .filter(({ dictionary }) => dictionary.includes('/Type /FontDescriptor'))
      .map(({ dictionary }) => ({
        name: /\/FontName \/\w+\+([\w-]+)/.exec(dictionary)?.[1] ?? '',
        embedded: objectAt(value(dictionary, 'FontFile2')).content.length > 0,
      })),
  };
}

/** The elements of a kind, in their order. */
export function pdfElements(element: PdfElement, type: string): PdfElement[] {
  return element.children.flatMap((child) => (child.type === type ? [child] : pdfElements(child, type)));
}

/** The words of a PDF in the order of its structure, without the numbers and dashes of lists. */
export function pdfText({ structure }: PdfFacts): string {
  const wordsOf = ({ type, text, children }: PdfElement): string =>
    type === 'Lbl' ? '' : children.length > 0 ? children.map(wordsOf).join('\n') : text;
  return wordsOf(structure);
}
