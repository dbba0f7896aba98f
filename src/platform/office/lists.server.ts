import type { OfficePackage } from './package.server.ts';
import { attribute, isOn, type Attributes, type XmlHandler } from './xml.server.ts';

/** What the styles and the numbering of a Word document say of its paragraphs and runs. */
export interface WordStyles {
  /** Whether a paragraph is an item of a list: by its own mark, or by that of its style. */
  isItem(style: string | null, number: string | null, level: string | null): boolean;
  /** Whether the style hides the text. */
  hides(style: string): boolean;
}

interface Style {
  base: string | null;
  number: string | null;
  level: string | null;
  hidden: boolean | null;
}

/** Longest chain of styles grounded on one another. */
const chain = 20;

/** Reads styles and numbering; a document without them has no hidden styles, and every numbered paragraph is an item. */
export function readWordStyles(office: OfficePackage): WordStyles {
  const styles = new Map<string, Style>();
  let standard: string | null = null;
  const part = (type: string, handler: XmlHandler) => {
    const target = office.targetOf(office.main, { type });
    if (target && office.has(target)) office.read(target, handler);
  };
  part(
    'styles',
    stylesHandler(styles, (id) => (standard = id)),
  );
  const numbering = new Numbering();
  part('numbering', numbering);

  const inherited = <Value>(style: string | null, pick: (style: Style) => Value | null): Value | null => {
    let id = style ?? standard;
    for (let step = 0; id !== null && step < chain; step++) {
      const found = styles.get(id);
      if (!found) return null;
      const value = pick(found);
      if (value !== null) return value;
      id = found.base;
    }
    return null;
  };
  return {
    isItem(style, number, level) {
      const list = number ?? inherited(style, (one) => one.number);
      if (list === null || list === '0') return false;
      return !numbering.isSilent(list, level ?? inherited(style, (one) => one.level) ?? '0');
    },
    hides: (style) => inherited(style, (one) => one.hidden) ?? false,
  };
}

function stylesHandler(styles: Map<string, Style>, isStandard: (id: string) => void): XmlHandler {
  let style: Style | null = null;
  return {
    open(name, attributes) {
      if (name === 'w:style') {
        const id = attribute(attributes, 'styleId') ?? '';
        styles.set(id, (style = { base: null, number: null, level: null, hidden: null }));
        const standard = ['1', 'true', 'on'].includes(attribute(attributes, 'default') ?? '0');
        if (standard && attribute(attributes, 'type') === 'paragraph') isStandard(id);
      } else if (name === 'w:tblStylePr' || name === 'w:pPrChange' || name === 'w:rPrChange') return false;
      else if (!style) return;
      else if (name === 'w:basedOn') style.base = attribute(attributes, 'val') ?? null;
      else if (name === 'w:numId') style.number = attribute(attributes, 'val') ?? null;
      else if (name === 'w:ilvl') style.level = attribute(attributes, 'val') ?? null;
      else if (name === 'w:vanish') style.hidden = isOn(attributes);
    },
    close(name) {
      if (name === 'w:style') style = null;
    },
  };
}

/** Levels of lists that show neither a bullet nor a number: headings have such ones. */
class Numbering implements XmlHandler {
  readonly #quiet = new Map<string, Set<string>>();
  /** What a list is made after. Not unfolded into lists and levels: a file may name a million of both. */
  readonly #origins = new Map<string, string>();
  #levels: Set<string> | null = null;
  #level: string | null = null;
  #list: string | null = null;

  isSilent(list: string, level: string): boolean {
    return this.#quiet.get(this.#origins.get(list) ?? '')?.has(level) ?? false;
  }

  open(name: string, attributes: Attributes): boolean {
    const value = attribute(attributes, 'val') ?? '';
    if (name === 'w:abstractNum')
      this.#quiet.set(attribute(attributes, 'abstractNumId') ?? '', (this.#levels = new Set()));
    else if (name === 'w:lvl') this.#level = attribute(attributes, 'ilvl') ?? '0';
    else if (name === 'w:num') this.#list = attribute(attributes, 'numId') ?? '';
    else if (name === 'w:abstractNumId' && this.#list !== null) this.#origins.set(this.#list, value);
    else if (name === 'w:numFmt' && value === 'none') this.#silence();
    else if (name === 'w:lvlText' && value === '') this.#silence();
    return name !== 'w:lvlOverride';
  }

  close(name: string): void {
    if (name === 'w:lvl') this.#level = null;
    if (name === 'w:abstractNum') this.#levels = null;
    if (name === 'w:num') this.#list = null;
  }

  #silence(): void {
    if (this.#level !== null) this.#levels?.add(this.#level);
  }
}
