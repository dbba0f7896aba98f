// The participants' form as municipalities write it, through the browser: on the demonstration region.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { docxOf } from '#tests/paper.ts';
import { look } from './support/crawl.ts';
import { photograph } from './support/files.ts';
import { field, fill, pick, press, pressAndGoOn, refusal, select, told } from './support/forms.ts';
import { newSeat, signIn } from './support/people.ts';

const curator = 'curator-kamyshin@example.org';
const docxMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const fixture = (kind: string) => `tests/fixtures/participants-kamyshin.${kind}`;
const row = (page: Page, number: number): Locator => page.locator(`#team-${number - 1}`);
/** A school no other run has named. */
const unknownSchool = () => `МБОУ «Средняя школа № ${Date.now()}» г. Камышина`;

/** Sends a form and waits for what was recognised. */
async function send(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto('/registry/import');
  await field(page, 'Файл с формой').setInputFiles(file);
  await press(page, 'Прочитать файл');
  await expect(page).toHaveURL(/\/registry\/import\/[0-9a-f-]{36}$/);
}

async function unfoldRow(page: Page, number: number): Promise<Locator> {
  const place = row(page, number);
  if (!(await place.evaluate((part) => (part as HTMLDetailsElement).open)))
    await place.locator('summary').first().click();
  return place;
}

/** Makes the row one of a school that is not in the registry yet. */
async function nameNewSchool(page: Page, number: number, name: string): Promise<void> {
  const place = await unfoldRow(page, number);
  await pick(place, 'Образовательная организация', 'Новая организация: внести в реестр');
  await fill(place, { 'Полное наименование новой организации': name, 'Краткое наименование': name });
  await select(place, 'Вид организации', /школа/i);
}

test('[D-F.form] the form is read, checked, entered; read again as a workbook it changes nothing', async ({ page }) => {
  await signIn(page, curator, demonstrationPassword);
  await page.goto('/registry');
  await page.getByRole('link', { name: 'Загрузить форму из файла' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Форма участников из файла');
  await send(page, fixture('docx'));

  // the schools of the demonstration are recognised by meaning; their teams work already and are left alone
  await expect(row(page, 1).locator('summary')).toContainText(/СШ\s№\s1\sг\.\sКамышина/);
  await expect(row(page, 2).locator('summary')).toContainText(/СШ\s№\s2\sг\.\sКамышина/);
  await expect(row(page, 1)).toContainText('не изменится');
  await expect(page.getByText('Вносить нечего')).toBeVisible();
  const first = await unfoldRow(page, 1);
  await expect(first.getByText(/таблица\s1, строка\s2, столбец\s2/)).toBeVisible();
  await expect(field(first, 'Примечание')).toHaveValue('Можем принять стажировку весной');
  await look(page, 'import-preview');

  const name = unknownSchool();
  await nameNewSchool(page, 2, name);
  await press(page, 'Сохранить правку и проверить ещё раз');
  await told(page, 'В реестр пока ничего не внесено');
  const second = await unfoldRow(page, 2);
  await expect(field(second, 'Своё направление')).toHaveValue('работа с родительским сообществом');
  await expect(field(second, 'Фамилия, имя, отчество руководителя')).toHaveValue('Гусев Пётр Ильич');
  await pick(page, 'Как внести', 'Сохранить черновиками');
  await press(page, /^Внести: 1/);
  await told(page, /Внесено черновиками: 1.*уже были в\sреестре: 1/);
  await look(page, 'import-result');
  await page.getByRole('rowheader').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Средняя школа');
  await expect(page.getByRole('main')).toContainText(/работа\sс\sродительским\sсообществом/i);

  await send(page, fixture('xlsx'));
  const again = await unfoldRow(page, 2);
  await expect(again.getByText(/ячейка\sB7/).first()).toBeVisible();
  await pick(again, 'Образовательная организация', 'Другая организация муниципалитета');
  await fill(again, { 'Какая организация': name });
  await press(page, 'Сохранить правку и проверить ещё раз');
  await expect(row(page, 2).locator('summary')).toContainText('уже внесена');
  await expect(page.getByText('Вносить нечего')).toBeVisible();
});

test('what is typed while the form is being answered stays; the form of another municipality is asked about', async ({
  page,
}) => {
  await signIn(page, 'curator-ilovlya@example.org', demonstrationPassword);
  const school = (digit: string) => [
    `${unknownSchool()}${digit}`,
    'Директор Седова Анна Ильинична, 8 900 000-00-02, school@example.org',
    'опытная',
    'управление развитием ОО',
  ];
  const heads = ['Наименование организации', 'Руководитель', 'Управленческая команда', 'Направления менторства'];
  const paper = docxOf(['городской округ Камышин', { table: [heads, school('1'), school('2')] }]);
  await send(page, { name: 'форма.docx', mimeType: docxMediaType, buffer: Buffer.from(paper) });
  const first = await unfoldRow(page, 1);
  await fill(first, { 'Электронная почта': 'школа' });
  const note = field(first, 'Примечание');
  await note.fill('Весной');
  await pressAndGoOn(page, 'Сохранить правку и проверить ещё раз', () => note.fill('Весной и осенью'));
  await told(page, 'В реестр пока ничего не внесено');
  await expect(note).toHaveValue('Весной и осенью');

  await expect(page.getByText('В файле назван другой муниципалитет')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Показать только команды/ }).check();
  await expect(row(page, 1)).toBeVisible();
  await expect(row(page, 2)).toBeHidden();
  await press(page, /^Внести: /);
  await expect(refusal(page)).toContainText('отметьте, что файл тот');
  await expect(note).toHaveValue('Весной и осенью');
});

test('what cannot be entered comes back in the same form, which is read again', async ({ page, browser, baseURL }) => {
  await signIn(page, curator, demonstrationPassword);
  await send(page, fixture('docx'));
  const name = unknownSchool();
  await nameNewSchool(page, 2, name);
  await press(page, 'Сохранить правку и проверить ещё раз');
  await expect(page.getByText(/Мест не хватит/)).toBeVisible();
  await pick(page, 'Как внести', 'Сразу подать оператору');
  await press(page, /^Внести: 1/);
  await told(page, /внести не удалось: 1/);
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText(/Все места территории заняты.*п\./);
  const reading = page.url();

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /Скачать форму с ошибками/ }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('participants-kamyshin, исправить.docx');
  await send(page, await file.path());
  await expect(row(page, 1)).toContainText(name);
  await expect(row(page, 2)).toHaveCount(0);
  await page.goto(reading);
  await press(page, 'Исправить здесь');
  await expect(row(page, 1)).toContainText(name);

  const operator = await newSeat(browser, baseURL!);
  await signIn(operator, 'operator@example.org', demonstrationPassword);
  expect((await operator.goto(reading))?.status()).toBe(404);
  expect((await operator.request.get(`${reading}/form`)).status()).toBe(404);
  await operator.context().close();
});

test('a file that is no form is refused beside its field, and the page stays', async ({ page }) => {
  await signIn(page, curator, demonstrationPassword);
  await page.goto('/registry/import');
  await field(page, 'Файл с формой').setInputFiles({ ...photograph('форма.png'), name: 'форма.docx' });
  await press(page, 'Прочитать файл');
  await expect(refusal(page)).toBeVisible();
  await expect(field(page, 'Файл с формой')).toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL(/\/registry\/import(\?.*)?$/);
  await look(page, 'import-refused');
});

test('the form is read and entered without JavaScript', async ({ browser, baseURL }) => {
  const page = await newSeat(browser, baseURL!, { script: false });
  await signIn(page, curator, demonstrationPassword);
  await send(page, fixture('xlsx'));
  const name = unknownSchool();
  await nameNewSchool(page, 1, name);
  await press(page, 'Сохранить правку и проверить ещё раз');
  await unfoldRow(page, 1);
  await pick(page, 'Как внести', 'Сохранить черновиками');
  await press(page, /^Внести: 1/);
  await told(page, /Внесено черновиками: 1/);
  await page.context().close();
});
