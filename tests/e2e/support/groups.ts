import { expect, type Page } from '@playwright/test';
import { field, fill, press, told } from './forms.ts';
import type { Upload } from './files.ts';

/** The number of the group whose page is open. */
export function groupOf(page: Page): string {
  const id = /\/groups\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (!id) throw new Error(`no group at ${page.url()}`);
  return id;
}

/** Goes from the desk to where one's own duty leads: what is awaited from others stands below. */
export async function takeUp(page: Page, duty: RegExp): Promise<void> {
  await page.goto('/desk');
  const later = page.getByRole('heading', { name: 'Позже' });
  if (await later.isVisible()) await later.click();
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: duty }) })
    .first();
  await row.getByRole('link').last().click();
  await expect(page).not.toHaveURL(/\/desk$/);
}

/** Signs the agreement for one's own side with a scan of the paper. */
export async function signAgreement(page: Page, group: string, paper: Upload): Promise<void> {
  await page.goto(`/groups/${group}/agreement`);
  const side = page.getByRole('article').filter({ hasText: 'ваша сторона' });
  await field(side, 'Скан соглашения').setInputFiles(paper);
  await press(side, 'Подписать');
  await told(page, 'Подпись записана');
}

/** Issues an order by the form that is open; the number is the proposed one. */
export async function issueOrder(page: Page, texts: Readonly<Record<string, string>> = {}): Promise<void> {
  await fill(page, texts);
  await press(page, 'Издать приказ');
}
