import { posix } from 'node:path';
import type { PaperBlock, PaperParagraph } from '#kernel/paper.ts';
import { cleanText } from '#kernel/text.ts';
import { faults, stop } from './faults.server.ts';
import { FormField } from './form-fields.server.ts';
import { Counter, type ReadLimits } from './limits.server.ts';
import { readWordStyles, type WordStyles } from './lists.server.ts';
import { linkingField, textOfMark } from './marks.server.ts';
import type { OfficePackage } from './package.server.ts';
import { tablesOfTabs, tabParts } from './tabs.server.ts';
import { bounded, container, OpenTable, type Container, type OpenCell } from './word-tables.server.ts';
import { attribute, isOn, type Attributes, type XmlHandler } from './xml.server.ts';

/** Elements passed by with everything in them: properties as they were, deleted text, what is not the text itself. */
const passedBy = new Set(
  ['tabs', 'sectPr', 'tblGrid', 'tblPr', 'tblPrEx', 'pPrChange', 'rPrChange', 'tblPrChange', 'trPrChange', 'tcPrChange']
    .concat(['numberingChange', 'delText', 'delInstrText', 'rt', 'sdtEndPr', 'altChunk'])
    .map((name) => `w:${name}`),
);
const cellsAtMost = 50_000;
const nestedAtMost = 12;
const fieldsAtMost = 64;

interface Paragraph {
  text: string;
  style: string | null;
  number: string | null;
  level: string | null;
  hidden: boolean;
  /** Its mark is deleted: the next paragraph goes on with it. */
  joined: boolean;
}

/** Paragraphs and tables of a Word document in reading order; a text box stands before the paragraph that holds it. */
export function readWord(office: OfficePackage, limits: ReadLimits): PaperBlock[] {
  const reader = new WordReader(readWordStyles(office), new Counter({ cells: Math.min(limits.cells, cellsAtMost) }));
  office.read(office.main, reader);
  return reader.finish();
}

const margins = [
  ['header', 'верхний колонтитул'],
  ['footer', 'нижний колонтитул'],
] as const;
// every section of a document may have three of each
const marginsAtMost = 12;

/** What a Word document repeats above and below its pages, its lines as paragraphs. */
export function readMargins(office: OfficePackage, limits: ReadLimits): PaperParagraph[] {
  const styles = readWordStyles(office);
  const counter = new Counter({ cells: Math.min(limits.cells, cellsAtMost) });
  const folder = posix.dirname(office.main);
  const parts = margins.flatMap(([name, place]) =>
    Array.from({ length: marginsAtMost }, (_, at) => ({ part: posix.join(folder, `${name}${at + 1}.xml`), place })),
  );
  return parts
    .filter(({ part }) => office.has(part))
    .flatMap(({ part, place }) => {
      const reader = new WordReader(styles, counter);
      office.read(part, reader);
      return reader.finish().flatMap((block) => linesOf(block).map((text) => ({ text, place })));
    })
    .map(({ text, place }) => ({ kind: 'paragraph', text, item: false, place }));
}

function linesOf(block: PaperBlock): string[] {
  return block.kind === 'paragraph' ? [block.text] : block.rows.flatMap((row) => row.cells.map(({ text }) => text));
}

class WordReader implements XmlHandler {
  readonly #styles: WordStyles;
  readonly #counter: Counter;
  readonly #path: string[] = [];
  readonly #containers: Container[] = [container('body', '')];
  readonly #tables: OpenTable[] = [];
  readonly #cells: (OpenCell | null)[] = [];
  readonly #paragraphs: Paragraph[] = [];
  /** Content controls that are open: whether each shows only its prompt. */
  readonly #controls: boolean[] = [];
  /** What tabs divide in the paragraphs of the body. */
  readonly #tabs = new Map<PaperBlock, readonly string[]>();
  #formField = new FormField();

  constructor(styles: WordStyles, counter: Counter) {
    this.#styles = styles;
    this.#counter = counter;
  }

  finish(): PaperBlock[] {
    this.#closeContainer(this.#container);
    return tablesOfTabs(this.#container.blocks, this.#tabs);
  }

  open(name: string, attributes: Attributes): boolean {
    if (passedBy.has(name)) return false;
    if (name === 'w:del' || name === 'w:moveFrom') {
      this.#delete();
      return false;
    }
    this.#begin(name, attributes);
    this.#path.push(name);
    return true;
  }

  close(name: string): void {
    this.#path.pop();
    switch (name) {
      case 'w:p':
        return this.#closeParagraph();
      case 'w:tc':
        this.#cells.pop();
        return this.#closeContainer(this.#containers.pop()!);
      case 'w:txbxContent':
        return this.#closeContainer(this.#containers.pop()!);
      case 'w:tr':
        return this.#tables.at(-1)?.closeRow();
      case 'w:tbl': {
        const table = this.#tables.pop()?.close();
        if (table) this.#container.blocks.push(table);
        return;
      }
      case 'w:ddList':
      case 'w:checkBox':
        return this.#append(this.#formField.text(name));
      case 'w:sdt':
        this.#controls.pop();
    }
  }

  text(said: string): void {
    const parent = this.#path.at(-1);
    if (parent === 'w:t' || parent === 'm:t') this.#say(said.replace(/[\r\n\t]+/g, ' '));
    const field = this.#container.fields.at(-1);
    // only the first words tell what a field does
    if (parent === 'w:instrText' && field && field.instruction.length < 100) field.instruction += said.slice(0, 100);
  }

  get #container(): Container {
    return this.#containers.at(-1)!;
  }

  #begin(name: string, attributes: Attributes): void {
    const value = attribute(attributes, 'val') ?? '';
    const paragraph = this.#paragraphs.at(-1);
    switch (name) {
      case 'w:p':
        this.#counter.mark();
        this.#paragraphs.push({ text: '', style: null, number: null, level: null, hidden: false, joined: false });
        return;
      case 'w:r':
        if (paragraph) paragraph.hidden = false;
        return;
      case 'w:tbl':
        return this.#openTable();
      case 'w:tr':
        this.#counter.mark();
        return this.#tables.at(-1)?.openRow();
      case 'w:tc':
        return this.#openCell();
      case 'w:txbxContent':
        return this.#openBox();
      case 'w:fldChar':
        return this.#turnField(attribute(attributes, 'fldCharType') ?? '');
      case 'w:fldSimple':
        return refuseLinking(attribute(attributes, 'instr') ?? '');
      case 'w:sdt':
        this.#controls.push(false);
        return;
      case 'w:showingPlcHdr':
        if (this.#controls.length > 0) this.#controls[this.#controls.length - 1] = isOn(attributes);
        return;
    }
    switch (this.#path.at(-1)) {
      case 'w:ffData':
        this.#formField = new FormField();
        return;
      case 'w:ddList':
      case 'w:checkBox':
        return this.#formField.take(name, attributes);
      case 'w:r': {
        const text = textOfMark(name, attributes);
        if (text !== null) this.#say(text);
        return;
      }
      case 'w:pPr':
        if (paragraph && name === 'w:pStyle') paragraph.style = value;
        return;
      case 'w:numPr':
        if (paragraph && name === 'w:numId') paragraph.number = value;
        if (paragraph && name === 'w:ilvl') paragraph.level = value;
        return;
      case 'w:rPr':
        if (!paragraph || this.#path.at(-2) !== 'w:r') return;
        if (name === 'w:vanish') paragraph.hidden = isOn(attributes);
        // what is struck out is not meant: «опытная, р̶а̶з̶в̶и̶в̶а̶ю̶щ̶а̶я̶с̶я̶»
        if ((name === 'w:strike' || name === 'w:dstrike') && isOn(attributes)) paragraph.hidden = true;
        if (name === 'w:rStyle' && this.#styles.hides(value)) paragraph.hidden = true;
        return;
      case 'w:trPr':
        if (name === 'w:gridBefore') this.#tables.at(-1)?.skipColumns(Math.max(0, Number(value) || 0));
        return;
      case 'w:tcPr':
        return this.#describeCell(name, value);
    }
  }

  /** A deleted piece of text is passed by; among properties the mark means a deleted end of paragraph or row. */
  #delete(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#path.at(-1) === 'w:trPr') this.#tables.at(-1)?.deleteRow();
    if (this.#path.at(-1) === 'w:rPr' && this.#path.at(-2) === 'w:pPr' && paragraph) paragraph.joined = true;
  }

  #openTable(): void {
    this.#counter.mark();
    if (this.#tables.length >= nestedAtMost) stop(faults.deep);
    const { kind, place, counts } = this.#container;
    const number = ++counts.tables;
    const nested = `${place}, ${kind === 'cell' ? 'вложенная таблица' : 'таблица'} ${number}`;
    this.#tables.push(new OpenTable(kind === 'body' ? `таблица ${number}` : nested));
  }

  #openCell(): void {
    this.#counter.cell();
    const cell = this.#tables.at(-1)?.openCell() ?? null;
    this.#cells.push(cell);
    this.#containers.push(cell?.content ?? container('cell', ''));
  }

  #describeCell(name: string, value: string): void {
    const cell = this.#cells.at(-1);
    if (!cell) return;
    if (name === 'w:gridSpan') cell.columns = bounded(Math.max(1, Number(value) || 1));
    if (name === 'w:vMerge') cell.below = value === 'restart' ? 'starts' : 'goes-on';
    if (name === 'w:hMerge') cell.aside = value !== 'restart';
  }

  #openBox(): void {
    this.#counter.mark();
    const { place, counts, blocks, lines } = this.#container;
    const box = `надпись ${++counts.boxes}`;
    this.#containers.push({ ...container('box', place === '' ? box : `${place}, ${box}`), blocks, lines });
  }

  #closeContainer(closed: Container): void {
    if (closed.carried === '') return;
    const text = cleanText(closed.carried);
    closed.carried = '';
    if (text !== '') this.#put(closed, text, false);
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()!;
    const inside = this.#container;
    // a field that never came to its result ends with its paragraph
    if (inside.fields.at(-1)?.shows === false) inside.fields.pop();
    const raw = inside.carried + paragraph.text;
    inside.carried = paragraph.joined ? raw : '';
    if (paragraph.joined) return;
    this.#put(inside, cleanText(raw), this.#styles.isItem(paragraph.style, paragraph.number, paragraph.level));
    const parts = inside.kind === 'body' ? tabParts(raw) : null;
    const block = inside.blocks.at(-1);
    if (parts !== null && block) this.#tabs.set(block, parts);
  }

  #put({ kind, place, blocks, lines, counts }: Container, text: string, item: boolean): void {
    lines.push(text);
    if (text === '') return;
    const number = `абзац ${++counts.paragraphs}`;
    blocks.push({ kind: 'paragraph', text, item, place: kind === 'body' ? number : place });
  }

  #turnField(type: string): void {
    const { fields } = this.#container;
    if (type === 'begin' && fields.push({ instruction: '', shows: false }) > fieldsAtMost) stop(faults.strange);
    const field = fields.at(-1);
    if (!field || type === 'begin') return;
    refuseLinking(field.instruction);
    if (type === 'separate') field.shows = true;
    if (type === 'end') fields.pop();
  }

  /** Text of the document, unless it is that of an instruction. */
  #say(text: string): void {
    if (this.#container.fields.every(({ shows }) => shows)) this.#append(text);
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph || paragraph.hidden || this.#controls.includes(true)) return;
    this.#counter.text(paragraph.text.length + this.#container.carried.length, text.length);
    paragraph.text += text;
  }
}

function refuseLinking(instruction: string): void {
  if (linkingField.test(instruction)) stop(faults.links);
}
