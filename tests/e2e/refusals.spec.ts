// What goes wrong keeps what was typed and says why: on the demonstration region.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { photograph, type Upload } from './support/files.ts';
import { exactly, field, fill, press, refusal, select, told } from './support/forms.ts';
import { groupOf } from './support/groups.ts';
import { enter, newSeat, signIn } from './support/people.ts';

const head = 'head-ilovlya@example.org';

/** Opens the questions of the head's own group. */
async function openQuestions(page: Page): Promise<string> {
  await signIn(page, head, demonstrationPassword);
  await page.goto('/groups');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Обращения к оператору' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Обращения к оператору');
  return groupOf(page);
}

/** A text no other run has typed. */
const unique = (text: string): string => `${text} ${Date.now()}`;

test('a session that ends while somebody types loses nothing', async ({ page, browser, baseURL }) => {
  await openQuestions(page);
  const topic = unique('Сеанс кончился');
  await fill(page, { Тема: topic, Вопрос: 'Первая строка\nвторая — «в кавычках»' });

  const elsewhere = await newSeat(browser, baseURL!);
  await signIn(elsewhere, head, demonstrationPassword);
  await elsewhere.goto('/account');
  await press(elsewhere, 'Выйти на всех устройствах');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.context().close();

  await press(page, 'Отправить');
  await expect(page).toHaveURL(/\/sign-in/);
  await told(page, 'Всё введённое сохранено');
  await enter(page, head, demonstrationPassword);
  await expect(field(page, 'Тема')).toHaveValue(topic);
  await expect(field(page, 'Вопрос')).toHaveValue('Первая строка\nвторая — «в кавычках»');
  await press(page, 'Отправить');
  await told(page, 'Обращение направлено');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(exactly(topic));
});

test('[K-2.6.term] a term of 13 months or of 2 is refused with its clause, and everything typed is still there', async ({
  page,
}) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/groups/new');
  const value = await field(page, 'Развивающаяся команда').getByRole('option').nth(1).getAttribute('value');
  await field(page, 'Развивающаяся команда').selectOption(value);
  const ground = 'Команда собрана недавно, <b>затруднения</b> серьёзные';
  for (const term of ['13', '2']) {
    await fill(page, { 'Основание срока': ground, Срок: term });
    await press(page, 'Предложить группу');
    await expect(refusal(page)).toContainText('от 3 до 12 месяцев п. 2.6');
    await expect(refusal(page)).toBeFocused();
    await expect(field(page, 'Основание срока')).toHaveValue(ground);
    await expect(field(page, 'Срок')).toHaveValue(term);
    await expect(field(page, 'Развивающаяся команда')).toHaveValue(value!);
  }
});

test('there is no 31 February', async ({ page }) => {
  await signIn(page, head, demonstrationPassword);
  await page.goto('/registry');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /общеобразовательн/ })
    .click();
  await page.getByRole('link', { name: 'Добавить сотрудника' }).click();
  await fill(page, { Фамилия: 'Ершова', Имя: 'Зоя', Должность: 'Завуч', 'Работает с': '31.02.2026' });
  await select(page, 'Категория', /заместител/i);
  await press(page, 'Добавить сотрудника');
  await expect(refusal(page)).toContainText('31 февраля не бывает');
  await expect(field(page, 'Работает с')).toHaveValue('31.02.2026');
  await expect(field(page, 'Работает с')).toHaveAttribute('aria-invalid', 'true');
  for (const [label, typed] of [
    ['Фамилия', 'Ершова'],
    ['Имя', 'Зоя'],
    ['Должность', 'Завуч'],
  ] as const) {
    await expect(field(page, label)).toHaveValue(typed);
  }
});

test('an empty file, a renamed picture and a file of 21 MB are refused, each in its words', async ({
  page,
}, testInfo) => {
  const group = await openQuestions(page);
  await page.goto(`/groups/${group}/programme`);
  await page.getByRole('row').filter({ hasText: 'ждёт отметки' }).first().getByRole('link').first().click();
  await page.getByRole('radio', { name: exactly('Выполнено') }).check();
  const result = 'Встреча прошла, протокол приложен';
  await fill(page, { Результат: result });
  const pdf = (name: string, buffer: Buffer): Upload => ({ name, mimeType: 'application/pdf', buffer });
  // a large one lies on the disk: handed over as bytes it takes a busy machine longer than an action may
  const large = testInfo.outputPath('скан.pdf');
  await writeFile(large, Buffer.alloc(21 * 1024 * 1024, '%PDF-1.4 '));
  const cases: readonly (readonly [Upload | string, string])[] = [
    [pdf('пустой.pdf', Buffer.alloc(0)), 'пуст'],
    [{ ...photograph('снимок.pdf'), mimeType: 'application/pdf' }, 'не похоже на PDF'],
    [pdf('запись.exe', Buffer.from('MZ')), 'не подходит'],
    [large, 'больше 20 МБ'],
  ];
  for (const [file, said] of cases) {
    await field(page, 'Подтверждения').setInputFiles(file);
    await press(page, 'Отметить');
    await expect(refusal(page)).toContainText(said);
    await expect(refusal(page)).toContainText(typeof file === 'string' ? basename(file) : file.name);
    await expect(field(page, 'Результат')).toHaveValue(result);
    await expect(page.getByRole('radio', { name: exactly('Выполнено') })).toBeChecked();
  }
});

test('markup in a text is shown as it was typed, control characters are not kept', async ({ page }) => {
  await openQuestions(page);
  const topic = unique('<b>Тема</b> <img src=x onerror=alert(1)> & «кавычки» {{ 2 * 2 }}');
  const body = '<script>document.title = "взломано"</script>\nвторая строка & <i>курсив</i>';
  let asked = false;
  page.on('dialog', (dialog) => {
    asked = true;
    void dialog.dismiss();
  });
  await fill(page, { Тема: `${topic}\u0007\u202e`, Вопрос: `${body}\u0000\u001b` });
  await press(page, 'Отправить');
  await told(page, 'Обращение направлено');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(exactly(topic));
  await expect(page.getByRole('main')).toContainText('<script>document.title = "взломано"</script>');
  await expect(page.getByRole('main')).not.toContainText(/[\u0007\u001b\u202e]/);
  await expect(page).toHaveTitle(/<b>Тема<\/b>/);
  expect(asked).toBe(false);
});

test('a form pressed twice is sent once, and going back shows what was sent', async ({ page }) => {
  await openQuestions(page);
  const topic = unique('Дважды');
  await fill(page, { Тема: topic, Вопрос: 'Один вопрос' });
  await page.getByRole('button', { name: 'Отправить' }).dblclick();
  await told(page, 'Обращение направлено');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Обращения к оператору');
  await expect(page.getByRole('rowheader', { name: exactly(topic) })).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('rowheader', { name: exactly(topic) })).toHaveCount(1);
});

/** Goes away by a link and answers the question whether to leave what was typed. */
async function leave(page: Page, agree: boolean): Promise<void> {
  const asked = page.waitForEvent('dialog');
  const clicked = page.getByRole('link', { name: 'Рабочий стол' }).click();
  const dialog = await asked;
  expect(dialog.message()).toContain('ещё не сохранено');
  await (agree ? dialog.accept() : dialog.dismiss());
  await clicked;
}

test('leaving a page with something typed asks first', async ({ page }) => {
  await openQuestions(page);
  await fill(page, { Тема: 'Не отправлено' });
  await leave(page, false);
  await expect(field(page, 'Тема')).toHaveValue('Не отправлено');
  await leave(page, true);
  await expect(page).toHaveURL(/\/desk$/);
});

test('what is typed before the program of the page has come stays', async ({ page }) => {
  const group = await openQuestions(page);
  const typed = { Тема: 'Быстрые пальцы', Вопрос: 'Набрано сразу' };
  let come = (): void => undefined;
  const programs = new Promise<void>((done) => (come = done));
  await page.route(/\/_app\/.*\.js/, async (route) => {
    await programs;
    await route.continue();
  });
  // the scripts are held back: the page is there and does not move yet
  await page.goto(`/groups/${group}/consultations`, { waitUntil: 'commit' });
  await fill(page, typed);
  come();
  await page.waitForLoadState('networkidle');
  for (const [label, text] of Object.entries(typed)) await expect(field(page, label)).toHaveValue(text);
  // the page moves, and knows of what was typed
  await leave(page, false);
  for (const [label, text] of Object.entries(typed)) await expect(field(page, label)).toHaveValue(text);
});

test('a wrong password says nothing about the account and keeps the address', async ({ page }) => {
  await page.goto('/sign-in');
  for (const email of [head, 'nobody@example.org']) {
    await fill(page, { 'Электронная почта': email, Пароль: 'не тот пароль' });
    await press(page, 'Войти');
    await expect(refusal(page)).toContainText('Почта или пароль');
    await expect(field(page, 'Электронная почта')).toHaveValue(email);
  }
});
