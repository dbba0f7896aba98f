import type { TemplateError } from './tree.server.ts';

/** Containers `:::имя … :::` and leaves `::имя{…}` of documents' texts. */
export const containers = ['справа', 'по-центру', 'без-отступа', 'альбомная', 'мелко', 'колонки', 'колонка'] as const;
export const leaves = ['подпись', 'новая-страница', 'по-краям', 'дата-номер', 'ширины'] as const;

/** What may be said of an insert in its braces. */
const properties: Readonly<Record<Leaf, readonly string[]>> = {
  подпись: ['должность', 'имя'],
  'новая-страница': [],
  'по-краям': ['слева', 'справа'],
  'дата-номер': ['дата', 'номер'],
  ширины: ['столбцы'],
};

type Container = (typeof containers)[number];
type Leaf = (typeof leaves)[number];

export const isContainer = (name: string): name is Container => (containers as readonly string[]).includes(name);
export const isLeaf = (name: string): name is Leaf => (leaves as readonly string[]).includes(name);

/** Looks at the template before it is filled, while its lines are still the author's. */
export function checkDirectives(body: string): TemplateError | null {
  const open: { line: number; fence: number; name: string }[] = [];
  for (const [index, text] of body.split(/\r\n?|\n/).entries()) {
    const line = index + 1;
    const found = /^ {0,3}(:{2,})\s*([\p{L}\p{N}_-]*)/u.exec(text);
    if (!found) continue;
    const fence = found[1]!.length;
    const name = found[2]!;
    if (name === '' && fence > 2) {
      const closed = open.pop();
      if (!closed) return { line, message: 'Закрывается блок, который не был открыт' };
      if (closed.fence !== fence) {
        return { line, message: `Блок «${closed.name}» закрывается другим числом двоеточий, чем открыт` };
      }
    } else if (fence > 2) {
      if (!isContainer(name)) return { line, message: `Нет блока «${name}». Есть: ${containers.join(', ')}` };
      open.push({ line, fence, name });
    } else if (!isLeaf(name)) {
      return { line, message: `Нет вставки «${name}». Есть: ${leaves.join(', ')}` };
    }
  }
  const left = open.at(-1);
  return left
    ? {
        line: left.line,
        message: `Блок «${left.name}» не закрыт: поставьте после него строку «${':'.repeat(left.fence)}»`,
      }
    : null;
}

/** What an author may try and the printed document does not have, with what to write instead. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [
    /<(?!br\s*\/?>)\/?[a-z][^>]*>|<!--/i,
    'Теги HTML здесь не действуют, кроме <br>. Полужирное пишут **так**, остальное — блоками из списка под текстом',
  ],
  [/!\[[^\]]*\]\(/, 'Картинок в тексте документа нет: уберите эту вставку'],
  [/\[[^\]]*\]\([^)]*\)/, 'Ссылки в документе не действуют: напишите адрес обычным текстом'],
  [/^ {24,}\S/, 'Отступ слишком велик: уберите пробелы в начале строки'],
];

/**
 * Looks at a text that is being written, more strictly than printing does: what would only stand on paper as strange
 * signs is an error with its line. Texts published before are printed as they are.
 */
export function checkWriting(body: string): TemplateError | null {
  for (const [index, text] of body.split(/\r\n?|\n/).entries()) {
    const words = text.replace(/\{\{.*?\}\}|\{%.*?%\}/g, '');
    const found = foreign.find(([pattern]) => pattern.test(words));
    const message = found?.[1] ?? insertError(words);
    if (message) return { line: index + 1, message };
  }
  return null;
}

/** An insert stands on a line of its own and says of itself only what it knows. */
function insertError(text: string): string | null {
  const [, name = '', rest = ''] = /^ {0,3}::(?!:)\s*([\p{L}_-]+)(.*)$/u.exec(text) ?? [];
  if (!isLeaf(name)) return null;
  const [, inside] = /^(?:\{((?:[^}"]|"[^"]*")*)\})?\s*$/.exec(rest) ?? [null, null];
  if (inside === null)
    return `Вставка «${name}» написана неверно: проверьте скобки { } и кавычки, после них ничего не пишут`;
  const known = properties[name];
  const names = [...(inside ?? '').replace(/"[^"]*"/g, '').matchAll(/[\p{L}_-]+/gu)].map(([word]) => word);
  const strange = names.find((word) => !known.includes(word));
  if (strange === undefined) return null;
  const may = known.length > 0 ? `: можно ${known.map((word) => `${word}="…"`).join(' ')}` : '';
  return `У вставки «${name}» нет свойства «${strange}»${may}`;
}
