// The programme as municipalities write it, and the printed one, through the browser: on the demonstration group.
import { expect, test, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { look } from './support/crawl.ts';
import { photograph } from './support/files.ts';
import { exactly, field, press, pressAndGoOn, refusal, select, told } from './support/forms.ts';
import { groupOf } from './support/groups.ts';
import { newSeat, signIn } from './support/people.ts';

const head = 'head-ilovlya@example.org';

/** The amendment of the demonstration group that its teams are writing. */
async function openAmendment(page: Page): Promise<string> {
  await signIn(page, head, demonstrationPassword);
  await page.goto('/groups');
  await page
    .getByRole('link', { name: /Иловлинская/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]{36}/);
  const address = `${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/programme?version=2`;
  await page.goto(address);
  return address;
}

async function send(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByRole('link', { name: 'Загрузить из Word' }).click();
  await field(page, 'Файл с программой').setInputFiles(file);
  await press(page, 'Прочитать файл');
}

test('[D-P.part1] [D-P.part2] [D-P.themes] what was recognised is shown with its places; a refusal keeps all', async ({
  page,
}) => {
  await openAmendment(page);
  await send(page, photograph('программа.docx'));
  await expect(refusal(page)).toBeVisible();
  await field(page, 'Файл с программой').setInputFiles('tests/fixtures/programme-ilovlya.docx');
  await press(page, 'Прочитать файл');

  await expect(page.getByText(/Распознано\s7\sмероприятий/)).toBeVisible();
  await expect(page.getByText('совпадает с группой')).toHaveCount(2);
  await expect(field(page, 'Начало')).toHaveValue('01.01.2027');
  await expect(page.getByText(/январь\s–\sдекабрь\s2027\sг\.», таблица\s1, строка\s4, столбец\s3/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: /ФИО/ }).first()).toHaveValue('Седова Анна Ильинична');
  await expect(page.getByText(/Черных Мария Эдуардовна/)).toBeVisible();
  const third = page.locator('[data-activity="2"]');
  await third.locator('summary').click();
  await expect(field(third, 'Срок')).toHaveValue('По согласованию сторон');
  await expect(field(third, 'Тема').first()).toHaveValue('«Кадровый резерв школы»');
  await look(page, 'import-programme');

  const fifth = page.locator('[data-activity="4"]');
  await select(fifth, 'Форма передачи опыта', /консультирование/);
  await field(fifth, 'Срок').fill('после педсовета');
  // what is typed while the program answers is not taken away by the answer
  const names = page.getByRole('textbox', { name: /ФИО/ });
  await pressAndGoOn(page, 'Внести в программу', async () => {
    await field(fifth, 'Срок').fill('март 2027 г.');
    await press(page, 'Добавить участника');
    await names.last().fill('Дёмин Лев Львович');
  });
  await expect(refusal(page)).toContainText('Укажите срок мероприятия');
  await expect(field(fifth, 'Срок')).toHaveValue('март 2027 г.');
  await expect(names.first()).toHaveValue('Седова Анна Ильинична');
  await expect(names.last()).toHaveValue('Дёмин Лев Львович');
  await page
    .getByRole('button', { name: /^Убрать.*участник/ })
    .last()
    .click();
  await press(page, 'Внести в программу');
  await expect(refusal(page)).toContainText('отметьте, что согласны');
});

test('[D-P.part1] [D-P.part2] [D-P.themes] the printed programme is read back and changes nothing', async ({
  page,
}) => {
  const address = await openAmendment(page);
  const printed = await page.request.get(address.replace('/programme', '/programme/document'));
  await send(page, {
    name: 'программа.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: await printed.body(),
  });
  await expect(page.getByText('Сомнительных мест нет')).toBeVisible();
  await press(page, 'Внести в программу');
  await told(page, 'Ничего не изменилось');
});

test('[D-P.part1] [D-P.part2] [D-P.themes] a programme nobody has begun begins with the file', async ({ page }) => {
  await signIn(page, 'coordinator@example.org', demonstrationPassword);
  await page.goto(`/groups?q=${encodeURIComponent('Даниловская')}`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]{36}$/);
  const group = groupOf(page);
  await page.goto(`/groups/${group}/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Программа');
  await page.getByRole('link', { name: 'Начать с файла' }).click();
  await field(page, 'Файл с программой').setInputFiles('tests/fixtures/programme-ilovlya.docx');
  await press(page, 'Прочитать файл');

  // it is a programme of another group: that is said, and a person may go on
  await expect(page.getByText('В файле названы другие команды')).toBeVisible();
  await select(page.locator('[data-activity="4"]'), 'Форма передачи опыта', /консультирование/);
  await page
    .getByRole('group', { name: exactly('Направления') })
    .getByRole('checkbox')
    .first()
    .check();
  await press(page, 'Начать программу с этого файла');
  await expect(refusal(page)).toContainText('Отметьте, что это программа вашей группы');
  await page.getByRole('checkbox', { name: /^Согласен/ }).check();
  await press(page, 'Начать программу с этого файла');
  await told(page, /Программа начата: мероприятий добавлено\s7/);

  await expect(page).toHaveURL(/\/programme(\?.*)?$/);
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
  await expect(rows).toHaveCount(7);
  await expect(page.getByRole('main')).toContainText('Консультирование «Руководитель – руководитель»');
  await page.goto(`/groups/${group}/programme/import`);
  await expect(field(page, 'Файл с программой')).toBeVisible();
});

test('without JavaScript a refused programme comes back as it was typed', async ({ browser, baseURL }) => {
  const page = await newSeat(browser, baseURL!, { script: false });
  await openAmendment(page);
  await send(page, 'tests/fixtures/programme-ilovlya.docx');
  await expect(page.getByText(/Распознано\s7\sмероприятий/)).toBeVisible();
  const fifth = page.locator('[data-activity="4"]');
  await select(fifth, 'Форма передачи опыта', /консультирование/);
  await field(fifth, 'Срок').fill('после педсовета');
  await press(page, 'Внести в программу');
  await expect(refusal(page)).toContainText('Укажите срок мероприятия');
  await expect(field(fifth, 'Срок')).toHaveValue('после педсовета');
  await page.context().close();
});
