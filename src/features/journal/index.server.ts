export { journal, type JournalEntry, type JournalLine } from './store.server.ts';
