export { archivePage, archivePlaces, buildArchive, dropExpiredArchives, startArchive } from './use-cases.server.ts';
export { archiveSchema, placeSchema } from './schema.ts';
