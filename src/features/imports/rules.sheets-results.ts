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

/** What saving a list would do, as its page shows it. */
export interface CheckedList {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly faults: readonly ListFault[];
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
      ? 'Файл не принят: ничего не внесено, пока не исправлены все строки.'
      : nothing
        ? 'Файл проверен: всё, что в нём есть, уже внесено, менять нечего.'
        : 'Файл проверен. Посмотрите, что изменится, и внесите его.',
    facts: [
      { term: 'Строк в файле', text: formatNumber(checked.rows) },
      ...(wrong ? [] : factsOf(checked, 'Новых', 'Меняется')),
    ],
    faults: checked.faults.map(({ place, message }) => ({ place, message })),
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
export function reportOfSaving(kind: ListKind, outcome: ListOutcome) {
  const nothing = outcome.added === 0 && outcome.changed === 0;
  const label = kind === 'organisations' ? 'Открыть организации' : 'Открыть реестр';
  return {
    sentence: nothing ? 'Всё, что есть в файле, уже внесено: ничего не изменилось.' : 'Файл внесён целиком.',
    facts: factsOf(outcome, 'Внесено', 'Изменено'),
    next: [{ label, href: listPages[kind].section.href, primary: true }],
  };
}
