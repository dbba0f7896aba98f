// Documents of a group as one archive, made as long work.
import { createHash } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { look } from './support/crawl.ts';
import { downloaded } from './support/documents.ts';
import { pick, press } from './support/forms.ts';
import { groupOf } from './support/groups.ts';
import { newSeat, signIn } from './support/people.ts';

/** Goes from a running group to where its archive is asked for. */
async function openArchive(page: Page): Promise<string> {
  await page.goto('/groups?step=running');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]{36}$/);
  const group = groupOf(page);
  await page.getByRole('link', { name: 'Скачать всё одним архивом' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Документы одним архивом');
  return group;
}

/** Waits for the archive and unpacks it. */
async function made(page: Page): Promise<Record<string, Uint8Array>> {
  const link = page.getByRole('main').getByRole('link', { name: 'Скачать файл' });
  await expect(link).toBeVisible({ timeout: 60_000 });
  const { name, bytes } = await downloaded(page, link);
  expect(name).toMatch(/\.zip$/);
  return unzipSync(bytes);
}

/** Every text of a workbook's first sheet, row by row. */
function rowsOf(workbook: Uint8Array): string[][] {
  const paper = readPaper(workbook);
  if (!paper.ok) throw new Error(paper.error);
  return paper.value.blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.map(({ cells }) => cells.map(({ text }) => text)) : [],
  );
}

test('documents of a group come as one archive with a list of them', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  const group = await openArchive(page);
  await look(page, 'archives');
  await press(page, 'Собрать архив');
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
  const files = await made(page);
  await look(page, 'task-archive');

  const names = Object.keys(files);
  const inventory = names.find((name) => name.endsWith('Опись.xlsx'))!;
  const documents = names.filter((name) => name !== inventory);
  const stems = (format: string) =>
    documents.filter((name) => name.endsWith(format)).map((name) => name.slice(0, -format.length));
  expect(stems('.docx')).toEqual(stems('.pdf'));
  expect(stems('.docx').length * 2).toBe(documents.length);
  for (const folder of ['Приказы', 'Соглашения', 'Программы'])
    expect(
      documents.some((name) => name.includes(`${folder}/`)),
      folder,
    ).toBe(true);
  // the list names the sum of every file
  const listed = rowsOf(files[inventory]!).flat().join('\n').toLowerCase();
  for (const name of documents) expect(listed, name).toContain(createHash('sha256').update(files[name]!).digest('hex'));
  // what lies in the archive is what the page of the group gives
  const agreement = await page.request.get(`/groups/${group}/agreement/document?format=pdf`);
  const archived = documents.find((name) => /Соглашения\/.*\.pdf$/.test(name))!;
  expect((await agreement.body()).equals(files[archived]!)).toBe(true);

  await page.goto('/tasks');
  const row = page.getByRole('row').filter({ hasText: 'Документы одним архивом' }).first();
  await expect(row).toContainText('готово');
  await expect(row.getByRole('link', { name: 'Скачать' })).toBeVisible();
  await look(page, 'tasks');
});

test('the archive is made without JavaScript, and is seen by nobody else', async ({ page, browser, baseURL }) => {
  const seat = await newSeat(browser, baseURL!, { script: false });
  await signIn(seat, 'operator@example.org', demonstrationPassword);
  await openArchive(seat);
  await pick(seat, 'В каком виде', 'только PDF');
  await press(seat, 'Собрать архив');
  const files = Object.keys(await made(seat));
  expect(files.filter((name) => name.endsWith('.pdf')).length).toBeGreaterThan(2);
  expect(files.filter((name) => name.endsWith('.docx'))).toEqual([]);

  await signIn(page, 'curator-kamyshin@example.org', demonstrationPassword);
  const task = new URL(seat.url()).pathname;
  expect((await page.goto(task))?.status()).toBe(404);
  expect((await page.request.get(`${task}/file`)).status()).toBe(404);
  await seat.context().close();
});
