/**
 * A Word or Excel file as people see it: paragraphs and tables in reading order, each with its place. The platform
 * reads files into this form; rules recognise forms in it.
 */
export interface Paper {
  readonly format: 'docx' | 'xlsx';
  readonly blocks: readonly PaperBlock[];
  /** What Word repeats above and below every page, with «верхний колонтитул» and «нижний колонтитул» for places. */
  readonly margins?: readonly PaperParagraph[];
}

export type PaperBlock = PaperParagraph | PaperTable;

export interface PaperParagraph {
  readonly kind: 'paragraph';
  /** Cleaned text; line breaks inside the paragraph are `\n`. */
  readonly text: string;
  /** Whether it is an item of an automatic list (its bullet or number is not in the text). */
  readonly item: boolean;
  /** Where it stands, in words: «абзац 3», «таблица 1, строка 2, столбец 3». */
  readonly place: string;
}

export interface PaperTable {
  readonly kind: 'table';
  /** «таблица 2», «лист «Форма»». */
  readonly place: string;
  readonly rows: readonly PaperRow[];
}

export interface PaperRow {
  readonly cells: readonly PaperCell[];
}

/** A cell in the grid of its table. A vertically merged cell stands in its first row alone; the covered ones are absent. */
export interface PaperCell {
  /** Its first column in the grid, from 0. */
  readonly column: number;
  /** How many columns of the grid it takes. */
  readonly columns: number;
  /** How many rows it takes. */
  readonly rows: number;
  /** Everything in the cell but its tables, paragraphs one under another, divided by `\n`. */
  readonly text: string;
  /** The paragraphs and nested tables of the cell. */
  readonly blocks: readonly PaperBlock[];
  /** «таблица 1, строка 2, столбец 3», «лист «Форма», ячейка C7». */
  readonly place: string;
}
