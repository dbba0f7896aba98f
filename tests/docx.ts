import { strFromU8, unzipSync } from 'fflate';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name!] ?? whole;
  });

/** Throws unless every tag of the XML is closed in its order and no stray bracket or ampersand is left. */
function checkWellFormed(name: string, xml: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, '')
    .replace(
      /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g,
      (_, closing: string, tag: string, _attributes: string, empty: string) => {
        if (closing && open.pop() !== tag) throw new Error(`${name}: </${tag}> closes nothing`);
        if (!closing && !empty) open.push(tag);
        return '';
      },
    );
  if (open.length > 0) throw new Error(`${name}: <${open.at(-1)}> is not closed`);
  if (/[<>]/.test(rest) || /&(?!(?:#x?[0-9a-f]+|\w+);)/i.test(xml)) throw new Error(`${name}: stray markup`);
}

/** The parts of a DOCX by name, each checked to be well-formed XML. */
export function docxParts(bytes: Uint8Array): Record<string, string> {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name));
  return Object.fromEntries(
    parts.map(([name, content]) => {
      const xml = strFromU8(content);
      checkWellFormed(name, xml);
      return [name, xml];
    }),
  );
}

/** The words of a DOCX, one string a paragraph that has any. */
export function docxText(bytes: Uint8Array): string[] {
  const xml = docxParts(bytes)['word/document.xml'] ?? '';
  return [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)]
    .map(([, paragraph]) =>
      [...paragraph!.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)]
        .map(([, text, special]) => (special === 'br' ? '\n' : special === 'tab' ? '\t' : unescape(text!)))
        .join(''),
    )
    .filter((text) => text !== '');
}
