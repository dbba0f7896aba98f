import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import { isContainer, isLeaf } from './directives.server.ts';
import { valueMark, type FilledText } from './liquid.server.ts';
import { withoutRepeatedRows, type ShortenedText } from './repeated-rows.server.ts';
import type { Alignment, Block, BlockOf, DocumentSection, Inline, Orientation } from './tree.server.ts';

/**
 * What would surprise the author of an official text: links, footnotes, quotes, code, underlined headings. Without the
 * ends of labels and the calls of footnotes, brackets that open nothing would cost the square of their number.
 */
const unwanted = [
  'codeIndented',
  'codeFenced',
  'codeText',
  'setextUnderline',
  'definition',
  'htmlFlow',
  'autolink',
  'blockQuote',
  'labelStartImage',
  'labelStartLink',
  'labelEnd',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'gfmFootnoteDefinition',
];

function withoutUnwanted(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[] };
  (data.micromarkExtensions ??= []).push({ disable: { null: unwanted } });
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective)
  .use(withoutUnwanted)
  .freeze();

type Root = ReturnType<typeof processor.parse>;
type Node = Root['children'][number];
type NodeOf<Type extends Node['type']> = Extract<Node, { type: Type }>;
type Phrase = NodeOf<'paragraph'>['children'][number];

interface Face {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Whether lines of the template stay lines: in blocks of requisites they do, in running text they do not. */
  readonly lines: boolean;
}

interface Setting {
  readonly align: Alignment;
  readonly indent: boolean;
}

const plain: Face = { bold: false, italic: false, lines: false };
const body: Setting = { align: 'justify', indent: true };

/** Reads a filled text into sections; `orientation` is that of pages outside `:::альбомная`. */
export function readMarkdown(filled: FilledText, orientation: Orientation): DocumentSection[] {
  const shortened = sectionsOf(withoutRepeatedRows(filled), orientation);
  // what looked like a table was none
  return shortened ?? sectionsOf({ ...filled, tables: new Map() }, orientation)!;
}

/** The sections of a text; null when one of `tables` is not a table for Markdown. */
function sectionsOf(filled: ShortenedText, orientation: Orientation): DocumentSection[] | null {
  const sections: { orientation: Orientation; nodes: Node[] }[] = [];
  for (const node of processor.parse(filled.text).children) {
    const landscape = node.type === 'containerDirective' && node.name === 'альбомная';
    const wanted = landscape ? 'landscape' : orientation;
    const nodes: readonly Node[] = landscape ? node.children : [node];
    if (sections.at(-1)?.orientation === wanted) sections.at(-1)!.nodes.push(...nodes);
    else sections.push({ orientation: wanted, nodes: [...nodes] });
  }
  const found = new Set<number>();
  const { blocks } = readerOf(filled, found);
  const read = sections.map((section) => ({ orientation: section.orientation, blocks: blocks(section.nodes, body) }));
  if (found.size < filled.tables.size) return null;
  return read.length > 0 ? read : [{ orientation, blocks: [] }];
}

/** `::ширины` is read as a table without columns and gives its shares to the table after it. */
function passWidths(blocks: readonly Block[]): Block[] {
  const kept: Block[] = [];
  let widths: readonly number[] | null = null;
  for (const block of blocks) {
    if (block.kind === 'table' && block.align.length === 0) {
      widths = block.widths;
    } else if (block.kind === 'table') {
      kept.push({ ...block, widths: widths?.length === block.align.length ? widths : null });
      widths = null;
    } else {
      kept.push(block);
    }
  }
  return kept;
}

/** Reads nodes of a text; lines of the `tables` met are added to `found`. */
function readerOf({ text: source, values, tables }: ShortenedText, found: Set<number>) {
  /** Words get their typography, those of the template and those typed by people: of their signs only spaces change. */
  function words(text: string, { bold, italic, lines }: Face): Inline[] {
    const template = typography(lines ? text : text.replace(/\n/g, ' '));
    const parts = template
      .split(valueMark)
      .map((part, index) => (index % 2 === 1 ? (values[Number(part)] ?? '') : part));
    return parts.flatMap((part, index) => {
      // «… 2027 г.» at the end of a sentence already has its full stop
      const doubled = index % 2 === 0 && index > 0 && /^\.(?!\.)/.test(part) && parts[index - 1]!.endsWith('.');
      return typography(doubled ? part.slice(1) : part)
        .split('\n')
        .flatMap((line, row): Inline[] => [
          ...(row > 0 ? [{ kind: 'break', typed: index % 2 === 1 } as const] : []),
          ...(line === '' ? [] : [{ kind: 'text', text: line, bold, italic } as const]),
        ]);
    });
  }

  const sourceOf = (node: { position?: { start: { offset?: number }; end: { offset?: number } } | undefined }) =>
    source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);

  function inlines(nodes: readonly Phrase[], face: Face = plain): Inline[] {
    return nodes.flatMap((node): Inline[] => {
      switch (node.type) {
        case 'text':
          return words(node.value, face);
        case 'strong':
          return inlines(node.children, { ...face, bold: true });
        case 'emphasis':
          return inlines(node.children, { ...face, italic: true });
        case 'link':
        case 'delete':
          return inlines(node.children, face);
        case 'break':
          return [{ kind: 'break' }];
        case 'html':
          return /^<br\s*\/?>$/i.test(node.value) ? [{ kind: 'break' }] : words(node.value, face);
        default:
          // «10:30» and «ФИО:Иванов» are words, not directives
          return words(sourceOf(node), face);
      }
    });
  }

  const cells = (row: NodeOf<'table'>['children'][number] | undefined): Inline[][] =>
    (row?.children ?? []).map((cell) => inlines(cell.children));

  function table(node: NodeOf<'table'>): BlockOf<'table'> {
    const head = cells(node.children[0]);
    const count = head.length;
    const fit = (row: Inline[][]) => Array.from({ length: count }, (_, index) => row[index] ?? []);
    const line = node.position?.start.line ?? 0;
    const [, ...kinds] = node.children;
    const filled = tables.get(line);
    // a line right below, without its bars, is a row for Markdown
    const whole = filled && new Set(filled.map(({ like }) => like)).size === kinds.length;
    if (whole) found.add(line);
    const rows = whole
      ? filled.map(({ like, values }) => readerOf({ text: source, values, tables }, found).cells(kinds[like]))
      : kinds.map(cells);
    return {
      kind: 'table',
      align: Array.from({ length: count }, (_, index) => alignmentOf(node.align?.[index])),
      widths: null,
      head: head.every((cell) => cell.length === 0) ? [] : head,
      rows: rows.map(fit),
    };
  }

  function container(node: NodeOf<'containerDirective'>, setting: Setting): Block[] {
    if (!isContainer(node.name)) return paragraph(words(sourceOf(node), plain), setting);
    switch (node.name) {
      case 'справа':
        return [{ kind: 'aside', blocks: blocks(node.children, { align: 'left', indent: false }) }];
      case 'по-центру':
        return blocks(node.children, { align: 'center', indent: false });
      case 'без-отступа':
        return blocks(node.children, { align: 'left', indent: false });
      case 'мелко':
        return [{ kind: 'small', blocks: blocks(node.children, setting) }];
      case 'колонки':
        return [
          {
            kind: 'columns',
            columns: node.children
              .filter((child) => child.type === 'containerDirective')
              .map((child) => blocks(child.children, { align: 'left', indent: false })),
          },
        ];
      default:
        return blocks(node.children, setting);
    }
  }

  function leaf(node: NodeOf<'leafDirective'>, setting: Setting): Block[] {
    if (!isLeaf(node.name)) return paragraph(words(sourceOf(node), plain), setting);
    const attribute = (name: string) => words(node.attributes?.[name] ?? '', plain);
    switch (node.name) {
      case 'подпись':
        return [{ kind: 'signature', post: attribute('должность'), name: attribute('имя') }];
      case 'дата-номер':
        return [
          {
            kind: 'edges',
            left: attribute('дата'),
            right: attribute('номер').length > 0 ? [...words('№\u00A0', plain), ...attribute('номер')] : [],
          },
        ];
      case 'по-краям':
        return [{ kind: 'edges', left: attribute('слева'), right: attribute('справа') }];
      case 'новая-страница':
        return [{ kind: 'page-break' }];
      case 'ширины': {
        const widths = (node.attributes?.['столбцы'] ?? '').split(',').map(Number);
        return [
          { kind: 'table', align: [], widths: widths.every((width) => width > 0) ? widths : null, head: [], rows: [] },
        ];
      }
    }
  }

  function blocks(nodes: readonly Node[], setting: Setting): Block[] {
    const read = nodes.flatMap((node): Block[] => {
      switch (node.type) {
        case 'heading':
          return [{ kind: 'heading', level: Math.min(node.depth, 3) as 1 | 2 | 3, inlines: inlines(node.children) }];
        case 'paragraph': {
          const read = inlines(node.children, { ...plain, lines: !setting.indent });
          // in running text what was typed in paragraphs stands in paragraphs, each with its indent
          return setting.indent
            ? paragraphsOf(read).flatMap((part) => paragraph(part, setting))
            : paragraph(read, setting);
        }
        case 'list':
          return [
            {
              kind: 'list',
              ordered: node.ordered === true,
              start: node.start ?? 1,
              items: node.children.map((item) => blocks(item.children, { align: 'justify', indent: false })),
            },
          ];
        case 'table':
          return [table(node)];
        case 'thematicBreak':
          // a line to be filled by hand, typed with underscores
          return sourceOf(node).includes('_')
            ? paragraph(words(sourceOf(node), plain), { align: 'left', indent: false })
            : [{ kind: 'rule' }];
        case 'containerDirective':
          return container(node, setting);
        case 'leafDirective':
          return leaf(node, setting);
        default:
          return paragraph(words(sourceOf(node), plain), setting);
      }
    });
    return passWidths(read);
  }

  return { blocks, cells };
}

/** A line of words divided at the breaks that were typed; empty lines are left out, but not the only one. */
function paragraphsOf(inlines: readonly Inline[]): Inline[][] {
  const paragraphs: Inline[][] = [[]];
  for (const piece of inlines) {
    if (piece.kind === 'break' && piece.typed) paragraphs.push([]);
    else paragraphs.at(-1)!.push(piece);
  }
  const written = paragraphs.filter((part) => part.length > 0);
  return written.length > 0 ? written : [[]];
}

function paragraph(inlines: Inline[], setting: Setting): Block[] {
  return [{ kind: 'paragraph', ...setting, inlines }];
}

function alignmentOf(align: Alignment | null | undefined): Alignment {
  return align ?? 'left';
}

/** No-break spaces where a Russian official text must not break a line. */
function typography(text: string): string {
  if (!text.includes(' ')) return text;
  return (
    text
      .replace(/((?:№|§|(?<!\p{L})(?:п|пп|ст|ул|г|д)\.)) (?=[\d\p{Lu}\uE000])/gu, '$1\u00A0')
      // a year, not «№ 1 г. Камышина»
      .replace(/(\d{4}|\uE001) (?=гг?\.)/g, '$1\u00A0')
      .replace(/([\d\uE001]) (?=(?:лет|месяц|час|руб|%))/g, '$1\u00A0')
      .replace(/(?<![\p{L}.])(\p{Lu}\.) (?=\p{Lu})/gu, '$1\u00A0')
      .replace(/ (?=[—–] )/g, '\u00A0')
  );
}
