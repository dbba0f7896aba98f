import type { Block, BlockOf, DocumentTree, Inline } from './tree.server.ts';
import { qrAlternative, qrBars, qrMatrix, verificationHint, verificationLabel } from './verification.server.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);

function inline(part: Inline): string {
  if (part.kind === 'break') return '<br>';
  const italic = part.italic ? `<em>${escape(part.text)}</em>` : escape(part.text);
  return part.bold ? `<strong>${italic}</strong>` : italic;
}

const line = (inlines: readonly Inline[]) => inlines.map(inline).join('');

function table({ align, widths, head, rows }: BlockOf<'table'>): string {
  const cells = (row: readonly (readonly Inline[])[], tag: string) =>
    row.map((cell, index) => `<${tag} class="to-${align[index] ?? 'left'}">${line(cell)}</${tag}>`).join('');
  const header =
    head.length === 0
      ? ''
      : `<thead><tr>${head.map((cell) => `<th scope="col">${line(cell)}</th>`).join('')}</tr></thead>`;
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
  const total = widths?.reduce((sum, share) => sum + share, 0) ?? 0;
  const columns = widths?.map((share) => `<col style="width: ${Math.round((share / total) * 100)}%">`).join('') ?? '';
  // a wide table is scrolled in a narrow sheet, by keyboard too
  return `<div class="sheet-table" role="group" aria-label="Таблица" tabindex="0"><table><colgroup>${columns}</colgroup>${header}<tbody>${body}</tbody></table></div>`;
}

function verification({ code, address }: BlockOf<'verification'>): string {
  const matrix = qrMatrix(address);
  const path = qrBars(matrix)
    .map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`)
    .join('');
  const picture = `<svg role="img" aria-label="${escape(qrAlternative(address))}" viewBox="0 0 ${matrix.length} ${matrix.length}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
  return `<div class="sheet-verification">${picture}<p><strong>${escape(verificationLabel(code))}</strong><br>${escape(address)}<br>${verificationHint}</p></div>`;
}

function block(part: Block): string {
  switch (part.kind) {
    case 'heading':
      // the page around the preview has its own h1
      return `<h${part.level + 1} class="level-${part.level}">${line(part.inlines)}</h${part.level + 1}>`;
    case 'paragraph':
      return `<p class="to-${part.align}${part.indent ? ' indented' : ''}">${line(part.inlines)}</p>`;
    case 'list': {
      const tag = part.ordered ? 'ol' : 'ul';
      const start = part.ordered && part.start !== 1 ? ` start="${part.start}"` : '';
      return `<${tag}${start}>${part.items.map((item) => `<li>${blocks(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return table(part);
    case 'aside':
      return `<div class="sheet-aside">${blocks(part.blocks)}</div>`;
    case 'columns':
      return `<div class="sheet-columns">${part.columns.map((column) => `<div>${blocks(column)}</div>`).join('')}</div>`;
    case 'small':
      return `<div class="sheet-small">${blocks(part.blocks)}</div>`;
    case 'signature':
      return `<div class="sheet-signature"><span>${line(part.post)}</span><i></i><span>${line(part.name)}</span></div>`;
    case 'edges':
      return `<div class="sheet-edges"><span>${line(part.left)}</span><span>${line(part.right)}</span></div>`;
    case 'verification':
      return verification(part);
    case 'page-break':
      return '<hr class="sheet-break">';
    case 'rule':
      return '<hr>';
  }
}

function blocks(parts: readonly Block[]): string {
  return parts.map(block).join('');
}

/** The preview of a document: HTML in which every text is escaped. `#ui/DocumentSheet.svelte` gives it its look. */
export function toHtml(tree: DocumentTree): string {
  return tree.sections
    .map((section) => `<section class="sheet-page ${section.orientation}">${blocks(section.blocks)}</section>`)
    .join('');
}
