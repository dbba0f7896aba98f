import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** Reads an XML part into a tree. Throws where it is not well-formed or a prefix has no namespace. */
function elementOf(name: string, xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  // with namespaces the parser also refuses prefixes that are not declared
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, { value }]) => [key, value]));
    const element: Element = { name: tag.name, attributes, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void open.at(-1)!.children.push(text));
  parser.write(xml).close();
  return elementsOf(root)[0]!;
}

const elementsOf = (element: Element) => element.children.filter((child) => typeof child !== 'string');
const childrenOf = (element: Element, name: string) => elementsOf(element).filter((child) => child.name === name);

function* within(element: Element, name: string): Generator<Element> {
  for (const child of elementsOf(element)) {
    if (child.name === name) yield child;
    yield* within(child, name);
  }
}

/** The XML parts of a DOCX by name, each checked to be well-formed. */
export function docxParts(bytes: Uint8Array): Record<string, string> {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name));
  return Object.fromEntries(
    parts.map(([name, content]) => {
      const xml = strFromU8(content);
      elementOf(name, xml);
      return [name, xml];
    }),
  );
}

function textOf(paragraph: Element): string {
  return paragraph.children
    .map((child) => {
      if (typeof child === 'string') return '';
      if (child.name === 'w:pPr') return '';
      if (child.name === 'w:t') return child.children.join('');
      if (child.name === 'w:br') return '\n';
      if (child.name === 'w:tab') return '\t';
      return child.name === 'w:p' ? '' : textOf(child);
    })
    .join('');
}

/** The words of a DOCX, one string a paragraph that has any. */
export function docxText(bytes: Uint8Array): string[] {
  const xml = docxParts(bytes)['word/document.xml'];
  if (xml === undefined) return [];
  return [...within(elementOf('word/document.xml', xml), 'w:p')].map(textOf).filter((text) => text !== '');
}

const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

/** Every part has its content type, and every type its part. */
function* wrongTypes(parts: ReadonlyMap<string, Element | null>): Generator<string> {
  const types = parts.get('[Content_Types].xml');
  if (!types) return yield 'no [Content_Types].xml';
  const extensions = childrenOf(types, 'Default').map(({ attributes }) => attributes['Extension']!.toLowerCase());
  const overrides = childrenOf(types, 'Override').map(({ attributes }) => attributes['PartName']!.slice(1));
  for (const name of repeated([...overrides, ...extensions])) yield `two content types of ${name}`;
  for (const name of overrides) if (!parts.has(name)) yield `a content type of the absent ${name}`;
  for (const name of parts.keys()) {
    const typed = overrides.includes(name) || extensions.includes(name.split('.').at(-1)!.toLowerCase());
    if (name !== '[Content_Types].xml' && !typed) yield `no content type of ${name}`;
  }
}

/** Relationships lead to parts that are there, and parts name relationships that are there. */
function* wrongRelations(parts: ReadonlyMap<string, Element | null>): Generator<string> {
  for (const [name, part] of parts) {
    if (!part || name.endsWith('.rels')) continue;
    const { dir, base } = posix.parse(name);
    const relations = parts.get(posix.join(dir, '_rels', `${base}.rels`));
    const known = relations ? childrenOf(relations, 'Relationship').map(({ attributes }) => attributes) : [];
    const ids = known.map((relation) => relation['Id']!);
    for (const id of repeated(ids)) yield `${name}: two relationships ${id}`;
    for (const { Target, TargetMode } of known) {
      if (TargetMode === 'External') yield `${name}: leads outside, to ${Target}`;
      else if (!parts.has(posix.join(Target!.startsWith('/') ? '' : dir, Target!))) yield `${name}: no ${Target}`;
    }
    for (const { attributes } of everything(part)) {
      const used = [attributes['r:id'], attributes['r:embed'], attributes['r:link']].filter((id) => id !== undefined);
      for (const id of used) if (!ids.includes(id)) yield `${name}: no relationship ${id}`;
    }
  }
}

function* everything(element: Element): Generator<Element> {
  yield element;
  for (const child of elementsOf(element)) yield* everything(child);
}

/** Tables that Word opens without a question: rows as wide as the grid, cells that end with a paragraph. */
function* wrongTables(body: Element): Generator<string> {
  for (const table of within(body, 'w:tbl')) {
    const columns = childrenOf(table, 'w:tblGrid').flatMap((grid) => childrenOf(grid, 'w:gridCol')).length;
    const rows = childrenOf(table, 'w:tr');
    if (columns === 0) yield 'a table without a grid';
    if (rows.length === 0) yield 'a table without rows';
    for (const [index, row] of rows.entries()) {
      const cells = childrenOf(row, 'w:tc');
      const spans = cells.map((cell) => {
        const span = [...within(childrenOf(cell, 'w:tcPr')[0] ?? cell, 'w:gridSpan')][0];
        return Number(span?.attributes['w:val'] ?? 1);
      });
      const width = spans.reduce((sum, span) => sum + span, 0);
      if (width !== columns) yield `row ${index} takes ${width} columns of ${columns}`;
      if (cells.some((cell) => elementsOf(cell).at(-1)?.name !== 'w:p')) yield `row ${index}: a cell without an end`;
    }
    const headers = rows.map((row) => [...within(childrenOf(row, 'w:trPr')[0] ?? table, 'w:tblHeader')].length > 0);
    if (childrenOf(table, 'w:tr')[0] && headers.lastIndexOf(true) > 0) yield 'a header row below other rows';
  }
}

/** What the text names is there: styles, numberings, drawings with ids of their own. */
function* wrongNames(parts: ReadonlyMap<string, Element | null>, body: Element): Generator<string> {
  const defined = (part: string, element: string, attribute: string) => {
    const root = parts.get(part);
    return root ? childrenOf(root, element).map(({ attributes }) => attributes[attribute]!) : [];
  };
  const styles = defined('word/styles.xml', 'w:style', 'w:styleId');
  const numbers = defined('word/numbering.xml', 'w:num', 'w:numId');
  for (const name of repeated(styles)) yield `two styles ${name}`;
  for (const id of repeated(numbers)) yield `two numberings ${id}`;
  for (const name of ['w:pStyle', 'w:rStyle', 'w:tblStyle'].flatMap((tag) => [...within(body, tag)])) {
    if (!styles.includes(name.attributes['w:val']!)) yield `no style ${name.attributes['w:val']}`;
  }
  for (const { attributes } of within(body, 'w:numId')) {
    if (!numbers.includes(attributes['w:val']!)) yield `no numbering ${attributes['w:val']}`;
  }
  for (const id of repeated([...within(body, 'wp:docPr')].map(({ attributes }) => attributes['id']!))) {
    yield `two drawings ${id}`;
  }
  for (const { attributes } of within(body, 'wp:docPr')) if (!attributes['descr']) yield 'a drawing without words';
}

const isBetweenTables = (before: Element | undefined, after: Element | undefined) =>
  before?.name === 'w:tbl' && (after === undefined || after.name === 'w:tbl' || after.name === 'w:sectPr');

/** Space is left by the properties of paragraphs: an empty one only parts two tables, ends a page or fills a cell. */
function* emptyParagraphs(container: Element): Generator<string> {
  const children = elementsOf(container);
  for (const [index, child] of children.entries()) {
    if (child.name !== 'w:p') {
      yield* emptyParagraphs(child);
      continue;
    }
    const content = elementsOf(child).filter(({ name }) => name !== 'w:pPr');
    const isBorder = [...within(child, 'w:pBdr'), ...within(child, 'w:sectPr')].length > 0;
    const isCell = container.name === 'w:tc' && children.filter(({ name }) => name === 'w:p').length === 1;
    if (content.length > 0 || isBorder || isCell) continue;
    if (!isBetweenTables(children[index - 1], children[index + 1])) yield 'an empty paragraph for the sake of space';
  }
}

/** What the properties of the file and its styles say: a title, whose it is, in what language it is written. */
function* wrongProperties(parts: ReadonlyMap<string, Element | null>): Generator<string> {
  const core = parts.get('docProps/core.xml');
  for (const name of ['dc:title', 'dc:creator']) {
    const [element] = core ? within(core, name) : [];
    if (!element || element.children.join('').trim() === '') yield `no ${name}`;
  }
  const styles = parts.get('word/styles.xml');
  const [defaults] = styles ? within(styles, 'w:docDefaults') : [];
  const [language] = defaults ? within(defaults, 'w:lang') : [];
  if (language?.attributes['w:val'] !== 'ru-RU') yield `written in ${language?.attributes['w:val'] ?? 'no language'}`;
}

/** Complaints about a DOCX as a strict reader of Office files would make them; an empty list is a sound file. */
export function checkDocx(bytes: Uint8Array): string[] {
  const parts = new Map(
    Object.entries(unzipSync(bytes))
      .filter(([name]) => !name.endsWith('/'))
      .map(([name, content]) => [name, /\.(xml|rels)$/.test(name) ? elementOf(name, strFromU8(content)) : null]),
  );
  const document = parts.get('word/document.xml');
  if (!document) return ['no word/document.xml'];
  const body = childrenOf(document, 'w:body')[0];
  if (!body) return ['no body'];
  return [
    ...wrongTypes(parts),
    ...wrongRelations(parts),
    ...wrongTables(body),
    ...wrongNames(parts, body),
    ...wrongProperties(parts),
    ...emptyParagraphs(body),
    ...(elementsOf(body).at(-1)?.name === 'w:sectPr' ? [] : ['the last section has no page']),
    ...[...within(body, 'w:p')]
      .filter((paragraph) => elementsOf(paragraph).findIndex(({ name }) => name === 'w:pPr') > 0)
      .map((paragraph) => `properties after the words of «${textOf(paragraph)}»`),
  ];
}
