export { checkSchema } from './schema.ts';
export { checkCode, checkFile } from './use-cases/check.server.ts';
export {
  discardDraft,
  giveIssued,
  issueDocument,
  issuedFile,
  putInForce,
  revokeDocument,
} from './use-cases/issue.server.ts';
export { marked, printTree, type PrintedFile } from './use-cases/print.server.ts';
