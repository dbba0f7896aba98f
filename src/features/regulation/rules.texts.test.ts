import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineDifferences, linesOf, withContext, withEveryBranch } from './rules.texts.ts';

const text = fc.array(fc.constantFrom('а', 'б', 'в', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
const one = (lines: ReturnType<typeof lineDifferences>, kind: 'added' | 'removed') =>
  lines.filter((line) => line.kind === 'same' || line.kind === kind).map((line) => line.text);

describe('differences of texts', () => {
  test('a changed line is one removed and one added', () => {
    expect(lineDifferences('а\nб\nв', 'а\nг\nв')).toEqual([
      { kind: 'same', text: 'а' },
      { kind: 'removed', text: 'б' },
      { kind: 'added', text: 'г' },
      { kind: 'same', text: 'в' },
    ]);
  });

  test('whatever the texts, both are read out of their differences, and the same text has none', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifferences(before, after);
        expect(one(lines, 'removed')).toEqual(linesOf(before));
        expect(one(lines, 'added')).toEqual(linesOf(after));
        expect(lineDifferences(before, before).every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  test('unchanged lines far from a change are left out', () => {
    const long = Array.from({ length: 20 }, (_, index) => String(index));
    const shown = withContext(lineDifferences(long.join('\n'), long.with(10, 'новая').join('\n')));
    expect(shown.map((line) => line?.text ?? '…')).toEqual(['…', '8', '9', '10', 'новая', '11', '12', '…']);
  });
});

describe('every branch of a text', () => {
  test('stands in its line, conditions are read, loops stay loops', () => {
    expect(
      withEveryBranch(
        '{% if a > 1 %}\nб\n{% elsif в %}\nг\n{% else %}\nд\n{% endif %}\n{% for е in ж %}{% unless е %}з{% endunless %}{% else %}и{% endfor %}',
      ),
    ).toBe(
      '{% if a > 1 %}{% endif %}\nб\n{% if в %}{% endif %}\nг\n\nд\n\n{% for е in ж %}{% if е %}{% endif %}з{% else %}и{% endfor %}',
    );
    expect(withEveryBranch("{%- case a -%}{% when 'б' %}в{% else %}г{% endcase %}")).toBe('{% if a %}{% endif %}вг');
  });

  test('has as many lines as the text', () => {
    const tags = fc.constantFrom(
      '{% if a %}',
      '{% else %}',
      '{% endif %}',
      '{% for a in b %}',
      '{% endfor %}',
      'слово',
      '',
    );
    fc.assert(
      fc.property(fc.array(tags), (lines) => {
        expect(linesOf(withEveryBranch(lines.join('\n')))).toHaveLength(linesOf(lines.join('\n')).length);
      }),
    );
  });
});
