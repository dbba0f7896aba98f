import { attribute, type Attributes } from './xml.server.ts';

/** Ticks and crosses of the pictorial fonts; every other sign of theirs is taken for a bullet. */
const pictures: Readonly<Record<string, string>> = {
  FC: '✓',
  FE: '☑',
  FB: '✗',
  FD: '☒',
  A8: '☐',
  '6F': '☐',
  '2D': '-',
};

/** The text of a special sign of Word: a break, a tab, a hyphen, a sign of a pictorial font; null is none of them. */
export function textOfMark(name: string, attributes: Attributes): string | null {
  switch (name) {
    case 'w:br':
    case 'w:cr':
      return '\n';
    case 'w:tab':
    case 'w:ptab':
      return '\t';
    case 'w:noBreakHyphen':
      return '-';
    case 'w:sym':
      return textOfSymbol(attribute(attributes, 'char') ?? '');
    default:
      return null;
  }
}

function textOfSymbol(code: string): string {
  const value = /^[0-9a-f]{1,4}$/i.test(code) ? parseInt(code, 16) : 0;
  if (value >= 0xf000 && value <= 0xf0ff) return pictures[(value & 0xff).toString(16).toUpperCase()] ?? '•';
  return value >= 0x20 ? String.fromCharCode(value) : '';
}

/** Fields that bring in other files, sites and programs. */
export const linkingField = /^\s*(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b/i;
