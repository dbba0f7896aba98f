// The list of organisations out of a workbook: errors by cell, mended, entered as long work, as one action.
import { expect, test, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { xlsxOf } from '#tests/paper.ts';
import { look } from './support/crawl.ts';
import { downloaded } from './support/documents.ts';
import { photograph, type Upload } from './support/files.ts';
import { field, press, refusal } from './support/forms.ts';
import { newSeat, signIn } from './support/people.ts';

type Row = Readonly<Record<string, string>>;

const workbook = (captions: readonly string[], rows: readonly Row[]): Upload => ({
  name: 'организации.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(
    xlsxOf({ rows: [captions, ...rows.map((row) => captions.map((caption) => row[caption] ?? null))] }),
  ),
});

/** The first table of a workbook, its cells by their columns. */
function tableOf(bytes: Uint8Array): string[][] {
  const paper = readPaper(bytes);
  if (!paper.ok) throw new Error(paper.error);
  const [table] = paper.value.blocks.filter((block) => block.kind === 'table');
  return table!.rows.map(({ cells }) => {
    const texts: string[] = [];
    for (const { column, text } of cells) texts[column] = text;
    return Array.from(texts, (text) => text ?? '');
  });
}

/** Schools no other run has named. */
function schools(count: number, kind = 'Школа'): Row[] {
  const run = Date.now() % 1_000_000_000;
  return Array.from({ length: count }, (_, index) => ({
    Муниципалитет: index % 2 ? 'Камышин' : 'Иловлинский р-н',
    'Полное название': `Муниципальное бюджетное общеобразовательное учреждение «${kind} № ${run + index}»`,
    'Краткое название': `${kind} № ${run + index}`,
    Руководитель: 'Степнова Мария Игоревна',
    'Должность руководителя': 'директор',
    'Телефон руководителя': '8 (8442) 00-11-22',
    'Руководит с': '01.09.2024',
  }));
}

async function send(page: Page, file: Upload, address = '/organisations/import'): Promise<void> {
  await page.goto(address);
  await field(page, 'Файл XLSX').setInputFiles(file);
  await press(page, 'Проверить файл');
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
}

/** What long work has come to: its page tells by itself when it is done. */
async function outcome(page: Page, sentence: RegExp): Promise<void> {
  await expect(page.getByRole('main').getByText(sentence)).toBeVisible({ timeout: 60_000 });
}

test('a list is refused by cells, mended in its own file, entered at once and never twice', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/organisations');
  await page.getByRole('link', { name: 'Загрузить список' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Загрузить список организаций');
  await look(page, 'import-list');
  await field(page, 'Файл XLSX').setInputFiles({ ...photograph('список.png'), name: 'список.xlsx' });
  await press(page, 'Проверить файл');
  await expect(refusal(page)).toBeVisible();

  const template = await downloaded(page, page.getByRole('link', { name: 'Скачать пустой образец' }));
  const [captions] = tableOf(template.bytes);
  const rows = schools(600);
  const spoilt = rows.map((row, index) =>
    index === 1
      ? { ...row, Муниципалитет: 'Тридевятый район' }
      : index === 4
        ? { ...row, 'Руководит с': 'давно' }
        : row,
  );
  await send(page, workbook(captions!, spoilt));
  await outcome(page, /Ничего не\sвнесено: в\sфайле есть ошибки/);
  const letter = (caption: string) => String.fromCharCode(65 + captions!.indexOf(caption));
  const fault = (cell: string) => page.getByRole('row').filter({ hasText: new RegExp(`ячейка\\s${cell}(?!\\d)`) });
  await expect(fault(`${letter('Муниципалитет')}3`)).toContainText('Тридевятый район');
  await expect(fault(`${letter('Руководит с')}6`)).toContainText('не похоже на дату');
  await look(page, 'import-list-faults');

  // the file that comes back has the same rows and says in each what to mend
  const checked = page.url();
  await page.goto('/tasks');
  const [latest] = await page.getByRole('row').filter({ hasText: 'организации.xlsx' }).all();
  await expect(latest!).toContainText('есть ошибки, не внесено');
  await latest!.getByRole('link', { name: /^Что исправить:\s2$/ }).click();
  await expect(page).toHaveURL(checked);
  const link = page.getByRole('link', { name: 'Скачать файл с тем, что исправить' });
  const [heads, ...returned] = tableOf((await downloaded(page, link)).bytes);
  expect(returned).toHaveLength(rows.length);
  expect(returned[1]!.join(' ')).toContain('Тридевятый район');
  const mended = returned.map((cells, index) => ({
    ...Object.fromEntries(heads!.map((caption, column) => [caption, cells[column] ?? ''])),
    ...rows[index],
  }));
  await send(page, workbook(heads!, mended));
  await outcome(page, /Файл проверен\. Посмотрите, что изменится/);
  await page.getByRole('link', { name: 'Посмотреть и внести' }).click();
  await expect(page.getByRole('table', { name: /^Первые строки/ })).toContainText(rows[0]!['Краткое название']!);
  await look(page, 'import-list-preview');
  await page.goto(`/organisations?search=${encodeURIComponent(rows[3]!['Краткое название']!)}`);
  await expect(page.getByRole('rowheader')).toHaveCount(0);
  await page.goBack();
  await press(page, /^Внести: /);
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
  await outcome(page, /Внес[её]н/);
  await look(page, 'import-list-done');

  await page.goto(`/organisations?search=${encodeURIComponent(rows[3]!['Краткое название']!)}`);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await send(page, workbook(captions!, rows));
  await outcome(page, /уже\sвнесено, менять\sнечего/);
});

test('the registry of teams is read from the same sheet that it is downloaded as', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/registry');
  await page.getByRole('link', { name: 'Загрузить реестр' }).click();
  await expect(page).toHaveURL(/\/registry\/import-registry$/);
  await look(page, 'import-registry');
  const own = await page.request.get('/registry/export?format=xlsx');
  await send(page, { ...workbook([], []), name: 'реестр.xlsx', buffer: await own.body() }, '/registry/import-registry');
  await outcome(page, /уже\sвнесено, менять\sнечего/);
  await page.getByRole('link', { name: 'Посмотреть подробнее' }).click();
  await expect(page.getByRole('main')).toContainText('менять нечего');
  await look(page, 'import-registry-preview');
});

test('a list is checked and entered without JavaScript', async ({ browser, baseURL }) => {
  const page = await newSeat(browser, baseURL!, { script: false });
  await signIn(page, 'operator@example.org', demonstrationPassword);
  const [row] = schools(1, 'Гимназия');
  await send(page, workbook(Object.keys(row!), [row!]));
  await page.getByRole('link', { name: 'Посмотреть и внести' }).click({ timeout: 60_000 });
  await press(page, /^Внести: /);
  await outcome(page, /Внес[её]н/);
  await page.context().close();
});
