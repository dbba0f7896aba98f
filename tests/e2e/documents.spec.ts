// Issued documents: both formats given out byte for byte, and checked by anybody on the public page.
import { createHash } from 'node:crypto';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { readCode } from '#features/documents/index.ts';
import { look } from './support/crawl.ts';
import { downloaded, wordsIn } from './support/documents.ts';
import { field, fill, press, refusal } from './support/forms.ts';
import { newSeat, signIn } from './support/people.ts';

interface Issued {
  readonly docx: Buffer;
  readonly pdf: Buffer;
  readonly words: string;
  readonly code: string;
}

/** Downloads both formats by their links, twice each: the second time the very same bytes come. */
async function issuedAt(page: Page, place: Locator): Promise<Issued> {
  const twice = async (format: 'DOCX' | 'PDF'): Promise<Buffer> => {
    const link = place.getByRole('link', { name: new RegExp(`^${format}, `) }).first();
    const first = await downloaded(page, link);
    const second = await downloaded(page, link);
    expect(first.name).toBe(second.name);
    expect(first.name).toMatch(new RegExp(`[А-яё].*\\.${format.toLowerCase()}$`));
    expect(first.bytes.equals(second.bytes), `${first.name} is given out as it was`).toBe(true);
    return first.bytes;
  };
  const [docx, pdf] = [await twice('DOCX'), await twice('PDF')];
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const words = wordsIn(docx);
  const code = readCode(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)?.[0] ?? '');
  expect(code, 'the code is printed').toBeTruthy();
  return { docx, pdf, words, code: code! };
}

const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const person = /[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:ич|вна|чна)[а-я]*/g;

/** Checks a document as somebody who has only the paper and the file. */
async function check(page: Page, { docx, pdf, words, code }: Issued, kind: RegExp, picture?: string): Promise<void> {
  await page.goto('/check');
  if (picture) await look(page, 'check');
  await fill(page, { 'Код проверки': 'нет кода' });
  await press(page, 'Проверить');
  await expect(refusal(page)).toContainText('двенадцать');
  await fill(page, { 'Код проверки': code.toLowerCase().replaceAll('-', ' ') });
  await press(page, 'Проверить');

  const main = page.getByRole('main');
  await expect(page).toHaveURL(new RegExp(`/check/${code}$`));
  await expect(main).toContainText('Документ издан и действует');
  await expect(main).toContainText(kind);
  await expect(main).toContainText(sumOf(docx), { ignoreCase: true });
  await expect(main).toContainText(sumOf(pdf), { ignoreCase: true });
  const shown = await main.innerText();
  for (const [name] of words.matchAll(person)) expect(shown).not.toContain(name.split(' ')[0]);
  if (picture) await look(page, picture);

  const compare = async (name: string, buffer: Buffer, told: string) => {
    await field(page, 'Файл документа').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await press(page, 'Сверить');
    await expect(page.getByRole('status').filter({ hasText: name })).toContainText(told);
  };
  await compare('полученный.docx', docx, 'Файл совпадает с выданным');
  await compare('полученный.pdf', pdf, 'Файл совпадает с выданным');
  await compare('другой.pdf', Buffer.concat([pdf, Buffer.from('\n')]), 'Файл не совпадает с выданным');
}

test('[V-orders] an order keeps its bytes and is checked by its code and its file', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/orders');
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .first();
  const number = /\d+/.exec(await row.getByRole('rowheader').innerText())![0];
  const order = await issuedAt(page, row);
  expect(order.words).toContain(number);

  const visitor = await newSeat(browser, baseURL!);
  await check(visitor, order, /Приказ/, 'check-order');
  await expect(visitor.getByRole('main')).toContainText(`№ ${number}`);
  await visitor.context().close();
});

test('an agreement keeps its bytes and is checked without JavaScript', async ({ page, browser, baseURL }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/groups?step=running');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]{36}$/);
  await page.goto(`${page.url()}/agreement`);
  const agreement = await issuedAt(page, page.getByRole('group', { name: /^Скачать: соглашение/ }).first());

  const visitor = await newSeat(browser, baseURL!, { script: false });
  await check(visitor, agreement, /Соглашение/);
  await visitor.goto('/check/0000-0000-0000');
  await expect(visitor.getByRole('main')).toContainText('По этому коду ничего не найдено');
  await visitor.context().close();
});
