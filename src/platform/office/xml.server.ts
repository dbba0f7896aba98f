import { SaxesParser } from 'saxes';
import { faults, stop } from './faults.server.ts';

/** What is done at each mark of an XML. Names are «w:p»: a short name of the namespace, whatever the file calls it. */
export interface XmlHandler {
  /** Returns false to pass by the element with everything in it. */
  open(name: string, attributes: Attributes): boolean | void;
  close?(name: string): void;
  text?(text: string): void;
}

export type Attributes = Readonly<Record<string, string>>;

/** Namespaces the readers know, as Office writes them and in the «strict» form of the standard. */
const namespaces: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 's',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': 's',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/package/2006/content-types': 'types',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'relations',
};

/** How many elements may still be read; honest ones take some fifty bytes each. */
export interface ElementBudget {
  elements: number;
}

const depthAtMost = 256;
const attributesAtMost = 256;
const silenceAtMost = 1_000_000;
const declarationsAtMost = 20_000;

/** The value of an attribute by its name without a prefix. */
export function attribute(attributes: Attributes, local: string): string | undefined {
  const plain = attributes[local];
  if (plain !== undefined) return plain;
  for (const name in attributes)
    if (name.endsWith(local) && name.at(-local.length - 1) === ':') return attributes[name];
  return undefined;
}

/** Whether a mark such as `<w:vanish/>` is on: it says so by standing there, unless its value denies it. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off', 'none'].includes(attribute(attributes, 'val') ?? '1');
}

/** Prefixes in force, the innermost last; what was found for a name is kept. */
interface Scope {
  readonly depth: number;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly known: Map<string, string>;
}

/**
 * A strict reader of XML fed in pieces. Declarations of types and entities stop it, as do depth and errors. Of
 * alternatives (`mc:AlternateContent`) only the first is read, so nothing is read twice.
 */
export function xmlReader(handler: XmlHandler, budget: ElementBudget): { write(text: string): void; close(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const scopes: Scope[] = [{ depth: 0, prefixes: Object.create(null) as Attributes, known: new Map() }];
  const names: string[] = [];
  const chosen: number[] = [];
  let passedBy = 0;
  let attributes = 0;
  let declares = false;
  let declarations = 0;
  let silence = 0;

  const nameOf = (raw: string): string => {
    const scope = scopes.at(-1)!;
    const known = scope.known.get(raw);
    if (known !== undefined) return known;
    const colon = raw.indexOf(':');
    const uri = scope.prefixes[colon < 0 ? '' : raw.slice(0, colon)];
    if (uri === undefined && colon >= 0) stop(faults.damaged);
    const name = `${namespaces[uri ?? ''] ?? 'other'}:${raw.slice(colon + 1)}`;
    scope.known.set(raw, name);
    return name;
  };
  const enter = (own: Attributes) => {
    if (++declarations > declarationsAtMost) stop(faults.strange);
    const declared: Record<string, string> = {};
    for (const name in own) if (name === 'xmlns' || name.startsWith('xmlns:')) declared[name.slice(6)] = own[name]!;
    scopes.push({
      depth: names.length,
      // inherited, not copied: many small declarations must not cost their square
      prefixes: Object.assign(Object.create(scopes.at(-1)!.prefixes) as object, declared),
      known: new Map(),
    });
  };
  /** Whether the element is one of alternatives that are not chosen. */
  const isOtherChoice = (name: string) => {
    if (names.at(-1) !== 'mc:AlternateContent' || !/^mc:(?:Choice|Fallback)$/.test(name)) return false;
    if (chosen.at(-1) === names.length) return true;
    chosen.push(names.length);
    return false;
  };

  parser.on('error', () => stop(faults.damaged));
  parser.on('doctype', () => stop(faults.declarations));
  parser.on('attribute', ({ name }) => {
    if (++attributes > attributesAtMost) stop(faults.strange);
    declares ||= name.startsWith('xmlns');
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    silence = 0;
    if (names.length >= depthAtMost) stop(faults.deep);
    if (--budget.elements < 0) stop(faults.bomb);
    if (declares) enter(tag.attributes);
    declares = false;
    const name = nameOf(tag.name);
    if (passedBy > 0 || isOtherChoice(name) || handler.open(name, tag.attributes) === false) passedBy++;
    names.push(name);
  });
  parser.on('closetag', () => {
    silence = 0;
    const name = names.pop()!;
    if (name === 'mc:AlternateContent' && chosen.at(-1) === names.length + 1) chosen.pop();
    if (scopes.at(-1)!.depth === names.length && scopes.length > 1) scopes.pop();
    if (passedBy > 0) passedBy--;
    else handler.close?.(name);
  });
  const text = (said: string) => {
    silence = 0;
    if (passedBy === 0) handler.text?.(said);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  const write = (piece: string) => {
    silence += piece.length;
    parser.write(piece);
    // the parser keeps a text or a remark until its end: an endless one would fill the memory
    if (silence > silenceAtMost) stop(faults.longText);
  };
  return { write, close: () => void parser.close() };
}
