import { attribute, isOn, type Attributes } from './xml.server.ts';

/**
 * Fields of the old protected forms of Word: a drop-down list and a tick box keep their value among properties, and no
 * text of the document says it.
 */
export class FormField {
  readonly #entries: string[] = [];
  #chosen: number | null = null;
  #ticked: boolean | null = null;
  #byDefault = 0;

  /** Takes an element of `w:ddList` or `w:checkBox`. */
  take(name: string, attributes: Attributes): void {
    const number = Number(attribute(attributes, 'val') ?? 0) || 0;
    if (name === 'w:listEntry') this.#entries.push(attribute(attributes, 'val') ?? '');
    if (name === 'w:result') this.#chosen = number;
    if (name === 'w:checked') this.#ticked = isOn(attributes);
    if (name === 'w:default') this.#byDefault = isOn(attributes) ? number || 1 : 0;
  }

  /** What the person sees. */
  text(kind: 'w:ddList' | 'w:checkBox'): string {
    if (kind === 'w:checkBox') return (this.#ticked ?? this.#byDefault > 0) ? '☒' : '☐';
    return this.#entries[this.#chosen ?? this.#byDefault] ?? '';
  }
}
