// The text of a document in the regulation, edited beside its sample; every edition is kept and may be returned.
import { expect, test, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { look } from './support/crawl.ts';
import { downloaded, wordsIn } from './support/documents.ts';
import { field, fill, press, refusal, told } from './support/forms.ts';
import { newSeat, signIn } from './support/people.ts';

const title = 'Служебная записка о замене команды';
const address = '/regulation/documents/service-memo';
const sample = (page: Page) =>
  page
    .getByRole('region', { name: /^Образец документа/ })
    .or(page.locator('.sheet'))
    .first();

test('a text is written beside its live sample, refused with its line, published, returned', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/regulation');
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'Изменить текст' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Текст документа');
  const text = field(page, 'Текст');
  // the sample lives: what is typed from now on is printed
  await expect(page.getByRole('status').filter({ hasText: 'по написанному' })).toBeVisible();
  const before = await text.inputValue();
  const mark = `Копия — в дело № ${Date.now()}.`;

  await text.fill(`${before}\n\n${mark}\n`);
  await expect(sample(page)).toContainText(mark);
  const line = before.split('\n').length + 2;
  await text.fill(`${before}\n\n${mark} {{ memo.shade }}\n`);
  const wrong = page.getByRole('alert').filter({ hasText: `Строка ${line}` });
  await expect(wrong).toContainText('memo.shade');
  await expect(sample(page)).toContainText(mark);
  await look(page, 'text-wrong');
  await press(page, 'Перейти к строке');
  await expect(text).toBeFocused();
  const selected = await text.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(selected).toBe(`${mark} {{ memo.shade }}`);
  await press(page, 'Опубликовать новую версию');
  await expect(refusal(page).filter({ hasText: 'Проверьте, пожалуйста' })).toContainText(`Строка ${line}`);
  await expect(text).toHaveValue(`${before}\n\n${mark} {{ memo.shade }}\n`);

  await text.fill(`${before}\n\n${mark}\n`);
  await expect(page.getByRole('button', { name: 'Перейти к строке' })).toHaveCount(0);
  const trial = await downloaded(page, page.getByRole('button', { name: 'Проба в DOCX' }));
  expect(wordsIn(trial.bytes)).toContain(mark);
  await fill(page, { 'Пояснение к версии': 'Копия в дело' });
  await press(page, 'Опубликовать новую версию');
  await told(page, 'Опубликована новая версия положения');
  await expect(page.getByRole('main')).toContainText(mark);

  await page.getByRole('link', { name: 'Редакции' }).click();
  const editions = page.getByRole('article');
  await expect(editions.first()).toContainText('действует');
  await expect(editions.first()).toContainText('Копия в дело');
  await editions.first().getByText('Что изменилось').click();
  await expect(editions.first().locator('ins').filter({ hasText: mark })).toBeVisible();
  await look(page, 'text-editions');
  await press(editions.nth(1), 'Вернуть эту редакцию');
  await told(page, 'Прежний текст действует снова');
  await page.goto(address);
  await expect(page.getByRole('main')).not.toContainText(mark);
});

test('without JavaScript the sample is printed by a button, and a wrong line is named', async ({
  browser,
  baseURL,
}) => {
  const page = await newSeat(browser, baseURL!, { script: false });
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto(`${address}/edit`);
  const text = field(page, 'Текст');
  const before = await text.inputValue();
  await text.fill(`${before}\n\nПроба без сценария.\n`);
  await press(page, 'Показать образец');
  await expect(sample(page)).toContainText('Проба без сценария.');
  await text.fill(`${before}\n\n{% if memo.number %}незакрытое условие\n`);
  await press(page, 'Показать образец');
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /Строка \d+/ })
      .first(),
  ).toBeVisible();
  await expect(text).toHaveValue(/незакрытое условие/);
  await page.context().close();
});
