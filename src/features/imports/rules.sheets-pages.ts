import type { ListKind } from './schema.lists.ts';

/** Where a list of a region is loaded, and what the page is called. */
export interface ListPage {
  /** The list itself: the title of its works and of its sheet. */
  readonly title: string;
  /** The page that takes the list; readings stand below it. */
  readonly address: string;
  /** What the list fills. */
  readonly section: { readonly label: string; readonly href: string };
  readonly heading: string;
  readonly crumb: string;
  readonly lede: string;
}

export const listPages: Readonly<Record<ListKind, ListPage>> = {
  organisations: {
    title: 'Список организаций',
    address: '/organisations/import',
    section: { label: 'Организации', href: '/organisations' },
    heading: 'Загрузить список организаций',
    crumb: 'Загрузка списка',
    lede: 'Организации региона с руководителями из одной таблицы: новые вносятся, внесённые дополняются.',
  },
  registry: {
    title: 'Реестр команд',
    address: '/registry/import-registry',
    section: { label: 'Реестр команд', href: '/registry' },
    heading: 'Загрузить реестр команд',
    crumb: 'Загрузка реестра',
    lede: 'Команды всего региона из одной таблицы, в открытый цикл. Правила те же, что при внесении по форме: виды организаций, места территорий, одна команда от организации.',
  },
};
