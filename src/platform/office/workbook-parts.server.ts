import { cleanText } from '#kernel/text.ts';
import { formatOfCode, plain, standardFormat, type CellFormat } from './cell-formats.server.ts';
import { faults, stop } from './faults.server.ts';
import type { ReadLimits } from './limits.server.ts';
import type { OfficePackage } from './package.server.ts';
import { attribute, isOn, type Attributes, type XmlHandler } from './xml.server.ts';

/** What all sheets of a workbook share. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly since1904: boolean;
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
}

const pieceAtMost = 100_000;
/** A sheet may be small in a book with many texts. */
const stringsOfCell = 5;
const sheetsAtMost = 200;

/** Reads the list of visible sheets, the shared texts and the formats of numbers. */
export function readWorkbookParts(office: OfficePackage, limits: ReadLimits): WorkbookParts {
  const part = (type: string, handler: XmlHandler) => {
    const target = office.targetOf(office.main, { type });
    if (target && office.has(target)) office.read(target, handler);
  };
  const sheets: { name: string; part: string }[] = [];
  let since1904 = false;
  office.read(office.main, {
    open(name, attributes) {
      if (name === 's:workbookPr') since1904 = isTrue(attribute(attributes, 'date1904'));
      if (name !== 's:sheet' || /hidden/i.test(attribute(attributes, 'state') ?? '')) return;
      const id = attribute(attributes, 'id') ?? '';
      // charts have sheets of their own
      if (office.typeOf(office.main, id) !== 'worksheet') return;
      if (sheets.length >= sheetsAtMost) stop(faults.strange);
      const target = office.targetOf(office.main, { id }) ?? stop(faults.missing);
      sheets.push({ name: cleanText(attribute(attributes, 'name') ?? ''), part: target });
    },
  });
  const strings: string[] = [];
  const stringsAtMost = limits.cells * stringsOfCell;
  part(
    'sharedStrings',
    textHandler('s:si', (text) => {
      if (strings.push(text) > stringsAtMost) stop(faults.tooMuchText);
    }),
  );
  const formats: CellFormat[] = [];
  part('styles', formatsHandler(formats));
  return { sheets, since1904, strings, formats };
}

/** Hands over the text of every element of that name: its runs one after another, without the reading aids. */
function textHandler(element: string, done: (text: string) => void): XmlHandler {
  const text = new RichText();
  let inside = false;
  return {
    open(name) {
      if (name === element) inside = true;
      return text.open(name);
    },
    text: (said) => text.say(said),
    close(name) {
      text.close(name);
      if (name === element && inside) {
        inside = false;
        done(text.take());
      }
    },
  };
}

/** Text made of runs (`<r><t>`), as shared texts and texts inside cells are. */
export class RichText {
  #text = '';
  #open = false;

  open(name: string): boolean {
    if (name === 's:t') this.#open = true;
    // how to read the text aloud, and how to show it
    return name !== 's:rPh' && name !== 's:rPr';
  }

  say(said: string): void {
    if (!this.#open) return;
    this.#text += said;
    if (this.#text.length > pieceAtMost) stop(faults.longText);
  }

  close(name: string): void {
    if (name === 's:t') this.#open = false;
  }

  take(): string {
    const text = cleanCell(this.#text);
    this.#text = '';
    return text;
  }
}

/** What cleaning may change: anything but ordinary letters and signs with single spaces between. */
const suspicious = /[^ !-^`-~А-яЁё«»№—–]|^ | $| {2}/;

/** The text of a cell; signs that XML has no place for are written «_x000D_». */
export function cleanCell(raw: string): string {
  // most cells are clean, and there are hundreds of thousands of them
  if (!suspicious.test(raw)) return raw;
  const unescaped = raw.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return cleanText(unescaped);
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && isOn({ val: value });
}

/** Collects how numbers are shown, one format for each style of cells. */
function formatsHandler(formats: CellFormat[]): XmlHandler {
  const own = new Map<string, CellFormat>();
  const formatOf = (attributes: Attributes): CellFormat => {
    const id = attribute(attributes, 'numFmtId') ?? '';
    return own.get(id) ?? (id === '' ? plain : standardFormat(Number(id)));
  };
  let inCells = false;
  return {
    open(name, attributes) {
      if (name === 's:numFmt')
        own.set(attribute(attributes, 'numFmtId') ?? '', formatOfCode(attribute(attributes, 'formatCode') ?? ''));
      if (name === 's:cellXfs') inCells = true;
      if (name === 's:xf' && inCells) formats.push(formatOf(attributes));
      return name !== 's:dxfs';
    },
    close(name) {
      if (name === 's:cellXfs') inCells = false;
    },
  };
}
