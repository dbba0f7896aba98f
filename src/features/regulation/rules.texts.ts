/** A line of two texts put side by side. */
export interface TextLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The lines of a text, whatever their ends. */
export const linesOf = (text: string): string[] => text.split(/\r\n?|\n/);

/** How the second text differs from the first, line by line: the longest common sequence of lines stays. */
export function lineDifferences(before: string, after: string): TextLine[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  // lengths[i][j]: how many lines the rests from i and from j have in common
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const [right, below] = [lengths[i]![j + 1]!, lengths[i + 1]![j]!];
      lengths[i]![j] = old[i] === young[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(right, below);
    }
  }
  const lines: TextLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      lines.push({ kind: 'same', text: old[i]! });
      i += 1;
      j += 1;
    } else if (j >= young.length || (i < old.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push({ kind: 'removed', text: old[i]! });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: young[j]! });
      j += 1;
    }
  }
  return lines;
}

/** Differences with `around` unchanged lines about each; null stands for lines left out. */
export function withContext(lines: readonly TextLine[], around = 2): (TextLine | null)[] {
  const near = (index: number) =>
    lines.slice(Math.max(index - around, 0), index + around + 1).some(({ kind }) => kind !== 'same');
  const shown: (TextLine | null)[] = [];
  for (const [index, line] of lines.entries()) {
    if (near(index)) shown.push(line);
    else if (shown.at(-1) !== null) shown.push(null);
  }
  return shown;
}

const tag = /\{%-?\s*(\w+)\s*((?:(?!%\}).)*?)\s*-?%\}/g;

/**
 * A text whose every branch is printed, line for line where it stood: a field that stands under a condition is looked
 * at even where the invented data do not meet the condition. Conditions themselves are still read.
 */
export function withEveryBranch(body: string): string {
  const open: string[] = [];
  return body.replace(tag, (whole, name: string, condition: string) => {
    switch (name) {
      case 'if':
      case 'unless':
        open.push(name);
        return `{% if ${condition} %}{% endif %}`;
      case 'elsif':
        return `{% if ${condition} %}{% endif %}`;
      case 'case':
        open.push(name);
        return `{% if ${condition} %}{% endif %}`;
      case 'for':
        open.push(name);
        return whole;
      case 'else':
        return open.at(-1) === 'for' ? whole : '';
      case 'when':
      case 'break':
      case 'continue':
        return '';
      case 'endif':
      case 'endunless':
      case 'endcase':
        open.pop();
        return '';
      case 'endfor':
        open.pop();
        return whole;
      default:
        return whole;
    }
  });
}

/** What may be put into a text: what to write, what comes of it, and what it is a part of. */
export interface TextField {
  readonly code: string;
  readonly example: string;
}

/** Fields of one thing, or of one row of a list with the loop that shows them. */
export interface TextFieldGroup {
  readonly title: string;
  readonly loop: { readonly code: string; readonly of: string } | null;
  readonly fields: readonly TextField[];
}

/** How a row of a list is called in the loops of the texts. */
const rowNames: Readonly<Record<string, string>> = {
  parties: 'party',
  experienced: 'team',
  developing: 'team',
  rows: 'row',
  members: 'member',
  stages: 'stage',
  activities: 'activity',
  changes: 'change',
  general: 'line',
  done: 'activity',
  orders: 'order',
};

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPerson = (value: Record<string, unknown>): boolean => 'lastName' in value && 'gender' in value;

/**
 * Fields of a document out of its invented data, in groups: single values first, then each thing, then each list with
 * its loop. `print` shows what a code comes to with the names that stand for rows put into the data.
 */
export function fieldGroups(
  facts: Readonly<Record<string, unknown>>,
  print: (code: string, facts: Readonly<Record<string, unknown>>) => string,
): TextFieldGroup[] {
  const groups: TextFieldGroup[] = [];
  const visit = (
    thing: Record<string, unknown>,
    path: string,
    scope: Record<string, unknown>,
    loop: TextFieldGroup['loop'],
  ) => {
    const fields: TextField[] = [];
    const later: (() => void)[] = [];
    const add = (code: string) => fields.push({ code, example: print(code, scope) });
    for (const [name, value] of Object.entries(thing)) {
      const here = path ? `${path}.${name}` : name;
      if (isThing(value)) {
        if (isPerson(value)) for (const code of personCodes(here)) add(code);
        else later.push(() => visit(value, here, scope, loop));
      } else if (Array.isArray(value) && isThing(value[0])) {
        const row = rowNames[name] ?? 'row';
        const within = { code: `{% for ${row} in ${here} %}\n\n{% endfor %}`, of: loop?.code ?? '' };
        later.push(() => visit(value[0] as Record<string, unknown>, row, { ...scope, [row]: value[0] }, within));
      } else for (const code of valueCodes(here, name, value)) add(code);
    }
    if (fields.length > 0) groups.push({ title: path, loop, fields });
    for (const next of later) next();
  };
  visit({ ...facts }, '', { ...facts }, null);
  return groups;
}

const personCodes = (path: string): string[] => [
  `{{ ${path} | именительный }}`,
  `{{ ${path} | родительный }}`,
  `{{ ${path} | дательный | инициалы }}`,
  `{{ ${path} | по_роду: 'действующего', 'действующей' }}`,
];

function valueCodes(path: string, name: string, value: unknown): string[] {
  if (Array.isArray(value)) return [`{{ ${path} | join: ', ' }}`];
  if (typeof value === 'boolean') return [`{% if ${path} %} да {% else %} нет {% endif %}`];
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    return [`{{ ${path} | дата }}`, `{{ ${path} | дата_кавычки }}`];
  }
  if (/^(post|coordinatorPost)$/.test(name)) return [`{{ ${path} }}`, `{{ ${path} | должность: 'родительный' }}`];
  if (typeof value === 'string' && /учреждение|организация/i.test(value)) {
    return [`{{ ${path} }}`, `{{ ${path} | организация: 'родительный' }}`];
  }
  if (name === 'termMonths') return [`{{ ${path} | слово: 'месяц', 'месяца', 'месяцев' }}`];
  return [`{{ ${path} }}`];
}

/** Blocks of a text with what they do; the same in every document. */
export const textBlocks: readonly { readonly title: string; readonly code: string }[] = [
  { title: 'Название документа', code: '# СОГЛАШЕНИЕ № {{ … }}' },
  { title: 'Заголовок раздела', code: '## 1. Предмет' },
  { title: 'Полужирное', code: '**важные слова**' },
  { title: 'Список', code: '- первое\n- второе' },
  { title: 'Таблица', code: '| Столбец | Столбец |\n| --- | --- |\n| ячейка | ячейка |' },
  { title: 'Ширины столбцов таблицы, %', code: '::ширины{столбцы="30,70"}' },
  { title: 'Справа вверху', code: ':::справа\nУТВЕРЖДАЮ\n:::' },
  { title: 'По центру', code: ':::по-центру\nтекст\n:::' },
  { title: 'Без отступа', code: ':::без-отступа\nтекст\n:::' },
  { title: 'Мелко', code: ':::мелко\nтекст\n:::' },
  { title: 'Рядом в столбцах', code: '::::колонки\n:::колонка\nслева\n:::\n:::колонка\nсправа\n:::\n::::' },
  { title: 'Альбомные страницы', code: ':::альбомная\nтекст\n:::' },
  { title: 'Подпись', code: '::подпись{должность="Директор" имя="И. И. Иванов"}' },
  { title: 'Слева и справа в строке', code: '::по-краям{слева="г. Волгоград" справа="{{ … }}"}' },
  { title: 'Новая страница', code: '::новая-страница' },
  { title: 'Перенос строки', code: 'первая строка<br>вторая строка' },
  { title: 'Только при условии', code: '{% if … %}\nтекст\n{% else %}\nдругой текст\n{% endif %}' },
];
