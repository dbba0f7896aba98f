import { cleanLine, foldLetters, foldText } from '#kernel/text.ts';

/** A value that was read with a doubt, or is missing: what it is, what to do, and where it stands in the file. */
export interface Doubt {
  /** The path of the value in what was read: `teams[0].head.name`. */
  readonly path: string;
  readonly message: string;
  readonly place: string;
  /** What the file says there, when it cannot be the value as it is: a phone without its code. */
  readonly written?: string;
}

/** A direction of mentoring as it was written; `code` is that of the regulation, null for an own or unknown one. */
export interface ReadDirection {
  readonly text: string;
  readonly code: string | null;
}

/** A person as a cell tells of them; what is not said is empty. */
export interface ReadPerson {
  readonly name: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** A text with Latin letters typed inside Russian words («Диpектор») as Cyrillic ones; addresses stay as they are. */
export function mendLetters(text: string): string {
  if (!/[a-z]/iu.test(text)) return text;
  return text.replace(/[^\s,;]+/gu, (token) =>
    /[@]|www\.|https?:/iu.test(token)
      ? token
      : token.replace(/\p{L}+/gu, (word) => {
          const mended = foldLetters(word);
          return /\p{Script=Cyrillic}/u.test(word) && !/\p{Script=Latin}/u.test(mended) ? mended : word;
        }),
  );
}

/** Text for comparing words: case, ё, quotation marks, dashes, spaces, Latin look-alike letters folded. */
export function foldCell(text: string): string {
  return foldText(foldLetters(text));
}

/** The words of a text for comparing, without punctuation. */
export function foldWords(text: string): string[] {
  return foldCell(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether a cell says that there is nothing: it is empty, a dash, dots, «нет», «не имеется», «отсутствует», «н/д». */
export function isNothing(text: string): boolean {
  const folded = foldCell(text);
  return (
    /^[\p{P}\p{S}\s]*$/u.test(folded) ||
    /^\(?(?:нет|нету|не ?имеется|не ?имеются|отсутствует|отсутствуют|не ?указан[аоы]?|без примечаний|нет (?:предложений|примечаний|пожеланий|замечаний|данных)|н\/?д|б\/?н)\)?[.!]*$/u.test(
      folded,
    )
  );
}

/** Whether a cell bears a sign of choice: «+», «V», «да», a tick, a cross, a filled square. */
export function isTick(text: string): boolean {
  return /^(?:[+✓✔☑☒√■●*xхvv1]|да|yes|\[[xхv+]\])$/u.test(foldCell(text).replace(/[().]/g, '').trim());
}

/** How many letters must be changed, added, left out or swapped to make one word of the other; `limit` + 1 where more. */
export function typos(one: string, other: string, limit: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let best = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        best = Math.min(best, before[column - 2]! + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[other.length]!;
}

/** A text for a message: on one line, in quotation marks, shortened. */
export function quoted(text: string): string {
  const line = cleanLine(text);
  return `«${line.length > 80 ? `${line.slice(0, 79)}…` : line}»`;
}
