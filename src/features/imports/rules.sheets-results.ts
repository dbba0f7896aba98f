import { formatNumber } from '#kernel/plural.ts';
import { listPages } from './rules.sheets-pages.ts';
import type { ListFault } from './rules.sheets.ts';
import type { ListKind, ListOptions } from './schema.lists.ts';

/** A row as the page shows it before it is saved. */
export interface ShownRow {
  readonly place: string;
  readonly title: string;
  readonly detail: string;
  readonly what: string;
}

/** What is wrong, and where. */
export interface ToldFault {
  readonly place: string;
  readonly message: string;
}

const placesTold = 5;
const cellWords: Readonly<Record<string, string>> = { ячейка: 'ячейки', строка: 'строки' };

/** Faults by what is wrong: a thousand rows with one fault are one line, «лист «Реестр», ячейки A2, A5 и ещё 998». */
export function gatherFaults(faults: readonly ToldFault[]): ToldFault[] {
  const parted = faults.map(({ place, message }) => {
    const [, sheet = '', word = '', cell = place] = /^(.*?)(ячейка|строка) (\S+)$/u.exec(place) ?? [];
    return { sheet, word, cell, place, message };
  });
  return [...Map.groupBy(parted, ({ sheet, word, message }) => JSON.stringify([sheet, word, message])).values()].map(
    (same) => {
      const { sheet, word, place, message } = same[0]!;
      if (same.length === 1) return { place, message };
      const told = same.slice(0, placesTold).map(({ cell }) => cell);
      const more = same.length > placesTold ? ` и ещё ${formatNumber(same.length - placesTold)}` : '';
      return { place: `${sheet}${cellWords[word] ?? ''} ${told.join(', ')}${more}`.trim(), message };
    },
  );
}

/** What saving a list would do, as its page shows it. */
export interface CheckedList {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  /** What is wrong, the same said once with all its places; `faultsTotal` counts every place. */
  readonly faults: readonly ToldFault[];
  readonly faultsTotal: number;
  readonly warnings: readonly ListFault[];
  readonly warningsTotal: number;
  readonly unread: readonly string[];
  readonly shown: readonly ShownRow[];
  /** The file with a last column «Что исправить», when something is to be mended. */
  readonly mendFileId: string | null;
}

/** What a reading of a list keeps. */
export interface ListFound {
  readonly options: ListOptions;
  readonly checked: CheckedList | null;
}

/** What came of saving a list. */
export interface ListOutcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
}

/** What the person is told of a list that was checked. */
export function reportOfCheck(kind: ListKind, readingId: string, checked: CheckedList) {
  const href = `${listPages[kind].address}/${readingId}`;
  const wrong = checked.faultsTotal > 0;
  const nothing = checked.added + checked.changed === 0;
  return {
    sentence: wrong
      ? 'Ничего не внесено: в файле есть ошибки. Исправьте их и загрузите файл снова.'
      : nothing
        ? 'Файл проверен: всё, что в нём есть, уже внесено, менять нечего.'
        : 'Файл проверен. Посмотрите, что изменится, и внесите его.',
    facts: [
      { term: 'Строк в файле', text: formatNumber(checked.rows) },
      ...(wrong ? [] : factsOf(checked, 'Новых', 'Меняется')),
    ],
    faults: checked.faults,
    faultsTotal: checked.faultsTotal,
    next: wrong
      ? [{ label: 'Загрузить исправленный файл', href: listPages[kind].address, primary: true }]
      : [{ label: nothing ? 'Посмотреть подробнее' : 'Посмотреть и внести', href, primary: !nothing }],
  };
}

function factsOf({ added, changed, unchanged, skipped }: ListOutcome, news: string, changes: string) {
  return [
    { term: news, text: formatNumber(added) },
    { term: changes, text: formatNumber(changed) },
    { term: 'Без изменений', text: formatNumber(unchanged) },
    ...(skipped > 0 ? [{ term: 'Пропущено', text: formatNumber(skipped) }] : []),
  ];
}

/** What the person is told of a list that was saved. */
export function reportOfSaving(kind: ListKind, readingId: string, outcome: ListOutcome) {
  const nothing = outcome.added === 0 && outcome.changed === 0;
  const label = kind === 'organisations' ? 'Открыть организации' : 'Открыть реестр';
  return {
    sentence: nothing ? 'Всё, что есть в файле, уже внесено: ничего не изменилось.' : 'Файл внесён целиком.',
    facts: factsOf(outcome, 'Внесено', 'Изменено'),
    next: [
      { label, href: listPages[kind].section.href, primary: true },
      { label: 'Что было в файле', href: `${listPages[kind].address}/${readingId}` },
    ],
  };
}
