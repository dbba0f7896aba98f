import { parseAddress, type CellAddress } from './cell-address.server.ts';
import { plain, textOfIsoDate, textOfNumber } from './cell-formats.server.ts';
import { faults, stop } from './faults.server.ts';
import type { Counter } from './limits.server.ts';
import { cleanCell, RichText, type WorkbookParts } from './workbook-parts.server.ts';
import { attribute, type Attributes, type XmlHandler } from './xml.server.ts';

/** A cell with something in it. */
export interface FilledCell extends CellAddress {
  readonly text: string;
}

/** Cells merged into one: from its first to its last, both within. */
export interface Merge {
  readonly from: CellAddress;
  readonly to: CellAddress;
}

const rowsAtMost = 100_000;
const mergesAtMost = 50_000;
const valueAtMost = 100_000;

/** Collects the filled cells of a sheet and its merged ranges. */
export class SheetReader implements XmlHandler {
  readonly cells: FilledCell[] = [];
  readonly merges: Merge[] = [];
  readonly #book: WorkbookParts;
  readonly #counter: Counter;
  readonly #blank: () => void;
  readonly #rich = new RichText();
  #row = -1;
  #column = -1;
  #rows = 0;
  #type = '';
  #style = 0;
  #value = '';
  #inValue = false;

  constructor(book: WorkbookParts, counter: Counter, blank: () => void) {
    this.#book = book;
    this.#counter = counter;
    this.#blank = blank;
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case 's:row':
        this.#openRow(attribute(attributes, 'r'));
        return true;
      case 's:c':
        this.#openCell(attributes);
        return true;
      case 's:v':
        this.#inValue = true;
        return true;
      case 's:mergeCell':
        this.#merge(attribute(attributes, 'ref') ?? '');
        return false;
      // formulas are never calculated: what they gave when the file was saved is beside them
      case 's:f':
        return false;
      default:
        return this.#rich.open(name);
    }
  }

  text(said: string): void {
    if (!this.#inValue) return this.#rich.say(said);
    this.#value += said;
    if (this.#value.length > valueAtMost) stop(faults.longText);
  }

  close(name: string): void {
    if (name === 's:v') this.#inValue = false;
    else if (name === 's:c') this.#closeCell();
    else this.#rich.close(name);
  }

  #openRow(number: string | undefined): void {
    if (++this.#rows > rowsAtMost) stop(faults.tooManyRows);
    this.#row = number === undefined ? this.#row + 1 : parseAddress(`A${number}`).row;
    this.#column = -1;
  }

  #openCell(attributes: Attributes): void {
    this.#blank();
    const reference = attribute(attributes, 'r');
    if (reference === undefined) this.#column++;
    else ({ row: this.#row, column: this.#column } = parseAddress(reference));
    this.#type = attribute(attributes, 't') ?? 'n';
    this.#style = Number(attribute(attributes, 's') ?? 0);
    this.#value = '';
    this.#rich.take();
  }

  #closeCell(): void {
    const text = this.#textOfCell();
    if (text === '') return;
    this.#counter.cell();
    this.#counter.text(0, text.length);
    this.cells.push({ row: Math.max(0, this.#row), column: this.#column, text });
  }

  #textOfCell(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return value === '' ? '' : (this.#book.strings[Number(value)] ?? stop(faults.damaged));
      case 'inlineStr':
        return this.#rich.take() || cleanCell(value);
      case 'b':
        return value === '' ? '' : value.trim() === '1' || value.trim() === 'true' ? 'ИСТИНА' : 'ЛОЖЬ';
      case 'd':
        return textOfIsoDate(cleanCell(value));
      case 'n': {
        const number = value.trim() === '' ? NaN : Number(value);
        if (!Number.isFinite(number)) return cleanCell(value);
        return textOfNumber(number, this.#book.formats[this.#style] ?? plain, this.#book.since1904);
      }
      default:
        return cleanCell(value);
    }
  }

  #merge(range: string): void {
    const [one = '', other = one] = range.split(':');
    const [from, to] = [parseAddress(one), parseAddress(other)];
    if (to.row < from.row || to.column < from.column) stop(faults.damaged);
    if (this.merges.push({ from, to }) > mergesAtMost) stop(faults.strange);
  }
}
