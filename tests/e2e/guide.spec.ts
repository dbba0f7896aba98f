// Pictures of the guide: docs/pictures when UPDATE_GUIDE is set, otherwise the folder git ignores.
import { mkdirSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { demonstrationAccounts, demonstrationPassword } from '#db/demo/accounts.ts';
import { docxOf, type DocxBlock } from '#tests/paper.ts';
import { wordsIn } from './support/documents.ts';
import { field, press } from './support/forms.ts';
import { signIn } from './support/people.ts';

const folder = process.env['UPDATE_GUIDE'] ? 'docs/pictures' : 'pictures/guide';

const emailOf = (hint: RegExp): string =>
  demonstrationAccounts.find((account) => hint.test(account.email))?.email ?? '';

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** A picture that begins with this part of the page. */
async function pictureFrom(page: Page, part: Locator, name: string): Promise<void> {
  await part.evaluate((element) => {
    element.scrollIntoView({ block: 'start', behavior: 'instant' });
    scrollBy({ top: -24, behavior: 'instant' });
  });
  await picture(page, name);
}

/** Opens the only group of an organisation from the overview, as its people do. */
async function openGroup(page: Page, organisation: string): Promise<void> {
  await page.goto(`/groups?q=${encodeURIComponent(organisation)}`);
  // not the first of several: their order follows due days, which weekends move
  await page.getByRole('rowheader').getByRole('link', { name: organisation }).click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(organisation);
}

/** A form of participants as a municipality sends it: a school nobody has entered yet, words cut short. */
const participants: readonly DocxBlock[] = [
  'Форма участников. Городской округ – город Камышин',
  {
    table: [
      [
        '№',
        'Наименование ОО',
        'ФИО, должность, контакты руководителя',
        'Опытная / развивающаяся',
        'Направления',
        'Примечание',
      ],
      [
        '1',
        'МБОУ «Средняя школа № 9» г. Камышина',
        'Гусев Пётр Ильич, и.о. директора, 8 900 000-00-02, school9@example.org',
        'развив.',
        '– управление развитием ОО\n– работа с родителями',
        'с января',
      ],
    ],
  },
];

test.use({ viewport: { width: 1280, height: 860 } });

test('pages of the operator', async ({ page }) => {
  await signIn(page, emailOf(/^operator/), demonstrationPassword);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добрый день');
  await picture(page, 'operator-desk');
  await page.goto('/groups');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Менторские группы');
  await picture(page, 'operator-overview');
  await openGroup(page, 'Иловлинская СОШ № 77');
  await picture(page, 'operator-group');
});

test('pages of the curator', async ({ page }) => {
  await signIn(page, emailOf(/^curator-kamyshin/), demonstrationPassword);
  await page.goto('/registry/new');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(page, 'curator-form');
  await openGroup(page, 'СШ № 2 г. Камышина');
  await page.goto(`${page.url()}/programme`);
  await expect(page.getByRole('button', { name: 'Утвердить программу' })).toBeVisible();
  await picture(page, 'curator-programme');
});

test('pages of the head of a team', async ({ page }) => {
  await signIn(page, emailOf(/^head-ilovlya/), demonstrationPassword);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добрый день');
  await picture(page, 'leader-desk');
  await page.getByRole('link', { name: 'Отметить', exact: true }).first().click();
  await expect(page.getByRole('heading', { name: /отметка/i }).first()).toBeVisible();
  await picture(page, 'leader-mark');
  await openGroup(page, 'Иловлинская СОШ № 77');
  await page.goto(`${page.url()}/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Программа');
  await picture(page, 'leader-programme');
});

test('pages of papers', async ({ page }) => {
  await signIn(page, emailOf(/^curator-kamyshin/), demonstrationPassword);
  await page.goto('/registry/import');
  await field(page, 'Файл с формой').setInputFiles({
    name: 'участники.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(docxOf(participants)),
  });
  await press(page, 'Прочитать файл');
  await expect(page).toHaveURL(/\/registry\/import\/[0-9a-f-]{36}$/);
  const row = page.locator('#team-0');
  if (!(await row.evaluate((part) => (part as HTMLDetailsElement).open))) await row.locator('summary').first().click();
  await pictureFrom(page, row, 'curator-form-file');

  await page.context().clearCookies();
  await signIn(page, emailOf(/^head-ilovlya/), demonstrationPassword);
  await openGroup(page, 'Иловлинская СОШ № 77');
  await page.goto(`${page.url()}/programme?version=2`);
  await page.getByRole('link', { name: 'Загрузить из Word' }).click();
  await field(page, 'Файл с программой').setInputFiles('tests/fixtures/programme-ilovlya.docx');
  await press(page, 'Прочитать файл');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Проверка программы из файла');
  await picture(page, 'leader-programme-file');

  await page.context().clearCookies();
  await signIn(page, emailOf(/^operator/), demonstrationPassword);
  await page.goto('/registry/import-registry');
  await expect(page.getByRole('button', { name: 'Проверить файл' })).toBeVisible();
  await picture(page, 'operator-registry-file');
  await openGroup(page, 'Иловлинская СОШ № 77');
  await page.getByRole('link', { name: 'Скачать всё одним архивом' }).click();
  await expect(page.getByRole('button', { name: 'Собрать архив' })).toBeVisible();
  await picture(page, 'operator-archive');
  await page.goto('/regulation/documents/agreement/edit');
  await expect(page.getByRole('region', { name: /^Образец документа/ })).toBeVisible();
  // on a slow machine the picture would show the sample on its way
  await expect(page.getByRole('status').filter({ hasText: 'по написанному' })).toBeVisible();
  await pictureFrom(page, page.getByLabel(/^Название/), 'operator-text');

  await page.goto('/orders');
  const address = await page
    .getByRole('rowheader')
    .first()
    .locator('xpath=..')
    .getByRole('link', { name: /^DOCX/ })
    .getAttribute('href');
  const words = wordsIn(await (await page.request.get(address!)).body());
  await page.goto(`/check/${/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)![0]}`);
  await expect(page.getByText('Документ издан и действует')).toBeVisible();
  await picture(page, 'check');
});
