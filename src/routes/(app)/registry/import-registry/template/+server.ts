import { listTemplate } from '#features/imports/index.server.ts';
import { toXlsx, xlsxMediaType } from '#platform/spreadsheet.server.ts';
import { downloadHeaders } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () => {
  const { name, sheet } = listTemplate('registry');
  return new Response(await toXlsx(sheet), { headers: downloadHeaders(name, xlsxMediaType) });
};
