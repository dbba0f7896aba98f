import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';

/** Downloads a printed document with the person's session and gives its words. */
export async function wordsOf(page: Page, address: string): Promise<string> {
  const response = await page.request.get(address);
  expect(response.status(), address).toBe(200);
  expect(response.headers()['content-disposition'], address).toMatch(/^attachment; filename\*=UTF-8''.+\.docx$/);
  return wordsIn(await response.body());
}

/** The words of a Word document, a paragraph a line. */
export function wordsIn(bytes: Uint8Array): string {
  const body = unzipSync(bytes)['word/document.xml'];
  expect(body, 'a Word document').toBeTruthy();
  return strFromU8(body!)
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/[\u00a0\u2011]/g, ' ');
}

/** A file a link gives, as the browser saves it. */
export async function downloaded(page: Page, link: Locator): Promise<{ name: string; path: string; bytes: Buffer }> {
  const downloading = page.waitForEvent('download');
  await link.click();
  const file = await downloading;
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: readFileSync(path) };
}
