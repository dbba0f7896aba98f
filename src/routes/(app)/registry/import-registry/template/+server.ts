import { listTemplate } from '#features/imports/index.server.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () => {
  const { name, sheet } = listTemplate('registry');
  return download(await sheetFile(name, sheet));
};
