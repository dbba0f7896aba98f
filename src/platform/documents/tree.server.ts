/** A piece of a line: words in one face, or a line break. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean; readonly italic: boolean }
  /** `typed`: pressed by whoever typed the value, and not put into the template by its author. */
  | { readonly kind: 'break'; readonly typed?: boolean };

export type Alignment = 'left' | 'center' | 'right' | 'justify';

/** What a document consists of, whatever it is written out to. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'paragraph';
      readonly align: Alignment;
      /** Whether the first line is indented by 1.25 cm. */
      readonly indent: boolean;
      readonly inlines: readonly Inline[];
    }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly align: readonly Alignment[];
      /** Shares of the page's width in per cent; null leaves them to the contents. */
      readonly widths: readonly number[] | null;
      /** Cells of the header row, repeated on every page; empty when the table has none. */
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  /** The block at the right half of the page: the mark of approval, the addressee. */
  | { readonly kind: 'aside'; readonly blocks: readonly Block[] }
  /** Blocks side by side, without borders. */
  | { readonly kind: 'columns'; readonly columns: readonly (readonly Block[])[] }
  | { readonly kind: 'small'; readonly blocks: readonly Block[] }
  | { readonly kind: 'signature'; readonly post: readonly Inline[]; readonly name: readonly Inline[] }
  /** One line with its ends at the two edges: place and date, date and number. */
  | { readonly kind: 'edges'; readonly left: readonly Inline[]; readonly right: readonly Inline[] }
  /** What the paper is checked by: a code, its address, and a QR code of the address. */
  | { readonly kind: 'verification'; readonly code: string; readonly address: string }
  | { readonly kind: 'page-break' }
  | { readonly kind: 'rule' };

export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

export type Orientation = 'portrait' | 'landscape';

/** Pages of one orientation. */
export interface DocumentSection {
  readonly orientation: Orientation;
  readonly blocks: readonly Block[];
}

/** A document ready to be written out as DOCX or shown as HTML. Its texts are final: nothing in them is markup. */
export interface DocumentTree {
  readonly title: string;
  /** Whose document it is, told in the properties of its file; documents kept before have none. */
  readonly author?: string | undefined;
  /** Size of the running text in points. */
  readonly fontSize: number;
  readonly sections: readonly DocumentSection[];
}

/** The text of a document as the regulation keeps it. */
export interface DocumentTemplate {
  readonly format: 'liquid-markdown';
  readonly body: string;
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly page?:
    { readonly orientation?: Orientation | undefined; readonly fontSize?: 12 | 13 | 14 | undefined } | undefined;
}

/** Why a text cannot be printed: the line of the template (from 1) and a Russian sentence. */
export interface TemplateError {
  readonly line: number;
  readonly message: string;
  /** It names a field or a filter that does not exist: wrong whatever the data are. */
  readonly unknownName?: boolean;
}
