export { loadDesk } from './use-cases.server.ts';
