export {
  archivePage,
  archivePlaces,
  buildArchive,
  dropExpiredArchives,
  mayHaveArchive,
  startArchive,
} from './use-cases.server.ts';
export { archiveSchema, placeSchema } from './schema.ts';
