// Steps of the cycle in a browser where no script runs: forms, rows, refusals, the menu and the filters.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { addDays, formatDate, formatShort, today } from '#kernel/dates.ts';
import { exactly, field, fill, press, refusal, select, told, unfold } from './support/forms.ts';
import { groupOf } from './support/groups.ts';
import { developing, experienced, type TeamOnPaper } from './support/papers.ts';
import { acceptInvitation, shownLink, signIn } from './support/people.ts';
import { openActivity } from './support/programme.ts';
import { typeTeam } from './support/registry.ts';

test.use({ javaScriptEnabled: false });

/** The only municipality of the demonstration with a free place: one, of an experienced team. */
const municipality = 'г. о. Волжский';
const invented = (team: TeamOnPaper, number: number): TeamOnPaper => ({
  ...team,
  organisation: `МБОУ «Средняя школа № ${number} г. Волжского»`,
  shortName: `СШ № ${number} г. Волжского`,
  email: `volzhsky${number}@example.org`,
});
const mentor = invented(experienced, 91);
const learner = invented({ ...developing, note: 'Просим назначить группу до каникул' }, 92);

/** Goes to the curator of the municipality by an invitation of the operator. */
async function becomeCurator(page: Page): Promise<void> {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/curators');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: exactly(municipality) }) });
  await row.getByRole('link').first().click();
  await press(page, 'Пригласить');
  const link = await shownLink(page);
  await press(page, 'Выйти');
  await expect(page).toHaveURL(/\/sign-in/);
  await acceptInvitation(page, link);
}

/** Everything typed in a row of the participants' form still stands there. */
async function expectKept(row: Locator, team: TeamOnPaper): Promise<void> {
  const texts = {
    'Наименование образовательной организации': team.organisation,
    'Краткое наименование': team.shortName,
    'Фамилия, имя, отчество руководителя': team.head,
    Должность: team.post,
    Телефон: team.phone,
    'Электронная почта': team.email,
    'Своё направление': team.own,
    Примечание: team.note,
  };
  for (const [label, text] of Object.entries(texts)) await expect(field(row, label)).toHaveValue(text);
  await expect(row.getByRole('radio', { name: team.standing })).toBeChecked();
  await expect(
    row.getByRole('group', { name: 'Направления менторства' }).getByRole('checkbox', { checked: true }),
  ).toHaveCount(team.directions.length);
}

test('a curator types the participants’ form row by row, is refused with everything kept, and submits', async ({
  page,
}) => {
  const row = (number: number) => page.getByRole('listitem', { name: exactly(`Команда ${number}`) });
  await becomeCurator(page);
  await page.goto('/registry/new');

  await expect(row(1)).toBeVisible();
  await expect(row(2)).toHaveCount(0);
  await typeTeam(page, 1, mentor, { script: false });
  await press(page, 'Добавить команду');
  // the page came anew from the server
  await expect(page).toHaveURL(/\?\/save/);
  await expect(row(2)).toBeVisible();
  await expectKept(row(1), mentor);

  await typeTeam(page, 2, learner, { script: false });
  await press(page, 'Подать оператору');
  const sentence = /Все места территории заняты: развивающихся команд/;
  await expect(refusal(page)).toContainText(sentence);
  await expect(refusal(page).getByRole('link', { name: /^п\.\s\d/ })).toBeVisible();
  await expect(row(2).getByRole('radiogroup', { name: 'Управленческая команда' })).toHaveAccessibleDescription(
    sentence,
  );
  await expect(row(1)).not.toContainText(sentence);
  await expectKept(row(1), mentor);
  await expectKept(row(2), learner);

  await press(row(2), /^Убрать строку/);
  await expect(row(2)).toHaveCount(0);
  await expectKept(row(1), mentor);
  await press(page, 'Подать оператору');
  await told(page, 'Подано оператору: 1 команда');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(exactly(mentor.shortName));
});

test('a team amends an activity: a theme more, dates in words', async ({ page }) => {
  // the day of the demonstration, which need not be that of the machine
  const day = addDays(today(new Date(process.env['ESTAFETA_NOW'] ?? Date.now())), 20);
  // the tabs of the page have the same name
  const title = page.getByRole('textbox', { name: exactly('Мероприятие') });
  const theme = page.getByRole('listitem', { name: exactly('Тема 2') });
  await signIn(page, 'head-ilovlya@example.org', demonstrationPassword);
  await page.goto('/groups');
  await page
    .getByRole('link', { name: /Иловлинская/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/groups\/[\w-]+/);
  await openActivity(page, groupOf(page), 'Стажировка «Школа мастерства» на базе организации опытной команды');
  await page.getByRole('link', { name: /^Изменение/ }).click();

  await title.fill('');
  await fill(page, { Срок: `до ${formatShort(day)}` });
  await press(page, 'Добавить тему');
  await fill(theme, { Тема: 'Паспорт безопасности', 'Сроки темы': formatShort(day) });
  await press(page, 'Сохранить');

  await expect(refusal(page)).toContainText('Мероприятие');
  await expect(title).toHaveAccessibleDescription(/Мероприятие/);
  await expect(field(page, 'Срок')).toHaveValue(`до ${formatShort(day)}`);
  await expect(page.getByRole('status').filter({ hasText: 'Понято так' }).first()).toContainText(formatDate(day));
  await expect(field(theme, 'Тема')).toHaveValue('Паспорт безопасности');
  await expect(field(theme, 'Сроки темы')).toHaveValue(formatShort(day));

  await title.fill('Стажировка у соседей');
  await press(page, 'Сохранить');
  await told(page, 'Мероприятие сохранено');
  const planned = page.getByRole('row', { name: /Стажировка у соседей/ });
  await expect(planned).toContainText(`до ${formatDate(day)}`);
  await planned.getByRole('link', { name: exactly('Стажировка у соседей') }).click();
  await expect(page).toHaveURL(/\/activities\//);
  await page.getByRole('link', { name: /^Изменение/ }).click();
  await expect(field(theme, 'Тема')).toHaveValue('Паспорт безопасности');
  await expect(field(theme, 'Сроки темы')).toHaveValue(formatDate(day));
});

test('an action that is folded away opens by itself when it is refused', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/registry');
  await select(page, 'Состояние', 'подана');
  await press(page, 'Показать');
  await expect(page).toHaveURL(/state=submitted/);
  await page.getByRole('table').getByRole('rowheader').getByRole('link').first().click();
  const form = await unfold(page, 'Вернуть с замечаниями…');
  await press(form, 'Вернуть');
  await expect(refusal(page)).toContainText('Напишите, что исправить');
  await expect(field(page, 'Что исправить')).toBeVisible();
  await expect(field(page, 'Что исправить')).toHaveAccessibleDescription(/Напишите, что исправить/);
});

test('filters work by «Показать», and «Сбросить» takes them off', async ({ page }) => {
  await signIn(page, 'operator@example.org', demonstrationPassword);
  await page.goto('/registry');
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
  await fill(page, { Поиск: 'Волжск' });
  await select(page, 'Команда', 'опытная');
  await press(page, 'Показать');
  await expect(page).toHaveURL(/standing=experienced/);
  await expect(field(page, 'Поиск')).toHaveValue('Волжск');
  await expect(rows.first()).toBeVisible();
  await expect(rows.filter({ hasText: 'развивающаяся' })).toHaveCount(0);
  await page.getByRole('search').getByRole('link', { name: 'Сбросить' }).click();
  await expect(rows.filter({ hasText: 'развивающаяся' }).first()).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the menu opens and leads to a section', async ({ page }) => {
    await signIn(page, 'head-ilovlya@example.org', demonstrationPassword);
    const menu = page.getByRole('navigation', { name: 'Разделы' });
    await expect(menu).toBeHidden();
    await press(page, /^Меню/);
    await expect(menu).toBeVisible();
    await menu.getByRole('link', { name: exactly('Реестр команд') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Реестр управленческих команд');
    await expect(menu).toBeHidden();
  });
});
