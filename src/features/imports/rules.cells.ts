/** What every reader of forms needs of a cell: words, lists, people. */
export * from './rules.lists.ts';
export * from './rules.persons.ts';
export * from './rules.words.ts';
