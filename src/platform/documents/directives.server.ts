import type { TemplateError } from './tree.server.ts';

/** Containers `:::имя … :::` and leaves `::имя{…}` of documents' texts. */
export const containers = ['справа', 'по-центру', 'без-отступа', 'альбомная', 'мелко', 'колонки', 'колонка'] as const;
export const leaves = ['подпись', 'новая-страница', 'по-краям', 'дата-номер', 'ширины'] as const;

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
      if (!isContainer(name)) return { line, message: `Нет блока «${name}»` };
      open.push({ line, fence, name });
    } else if (!isLeaf(name)) {
      return { line, message: `Нет вставки «${name}»` };
    }
  }
  const left = open.at(-1);
  return left ? { line: left.line, message: `Блок «${left.name}» не закрыт` } : null;
}
