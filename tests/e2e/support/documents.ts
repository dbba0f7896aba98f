import { expect, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';

/** Downloads a printed document with the person's session and gives its words. */
export async function wordsOf(page: Page, address: string): Promise<string> {
  const response = await page.request.get(address);
  expect(response.status(), address).toBe(200);
  expect(response.headers()['content-disposition'], address).toMatch(/^attachment; filename\*=UTF-8''.+\.docx$/);
  const parts = unzipSync(await response.body());
  const body = parts['word/document.xml'];
  expect(body, `${address} is a document`).toBeTruthy();
  return strFromU8(body!)
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/[\u00a0\u2011]/g, ' ');
}
