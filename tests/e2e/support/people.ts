import { expect, type Browser, type Page } from '@playwright/test';
import { exactly, fill, pick, press, select, told } from './forms.ts';

/** The password everybody of the whole cycle takes. */
export const password = 'верба цветёт у Волги';

export interface Named {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string;
  readonly gender: 'женский' | 'мужской';
  readonly email: string;
}

/** Signs in by the form. */
export async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.goto('/sign-in');
  await enter(page, email, secret);
}

/** Fills the form of signing in that is already open. */
export async function enter(page: Page, email: string, secret: string): Promise<void> {
  await fill(page, { 'Электронная почта': email, Пароль: secret });
  await press(page, 'Войти');
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** A browser of one's own, on the given installation; `script: false` takes JavaScript away. */
export async function newSeat(browser: Browser, baseURL: string, { script = true } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: script });
  return context.newPage();
}

/** Opens an invitation and takes a password. */
export async function acceptInvitation(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Добро пожаловать' })).toBeVisible();
  await fill(page, { 'Новый пароль': password, 'Новый пароль ещё раз': password });
  await press(page, 'Начать работу');
  await expect(page).toHaveURL(/\/desk$/);
}

/** The one-time link shown to the one who invited. */
export async function shownLink(page: Page): Promise<string> {
  const notice = page.getByRole('status').filter({ hasText: 'Ссылка для входа' });
  const link = /http\S+\/invitation\/[\w-]+/.exec(await notice.innerText())?.[0];
  expect(link, 'a link is shown to the inviter').toBeTruthy();
  return link!;
}

/** Invites an official of a territory; gives the link. */
export async function inviteOfficial(page: Page, role: string, place: string | RegExp, person: Named): Promise<string> {
  await page.goto('/people/new');
  await select(page, 'Роль', role);
  await select(page, 'Где', place);
  await fillName(page, person);
  await fill(page, { 'Электронная почта для входа': person.email });
  await press(page, 'Пригласить');
  await told(page, 'Человек добавлен');
  return shownLink(page);
}

export async function fillName(page: Page, person: Named): Promise<void> {
  await fill(page, { Фамилия: person.lastName, Имя: person.firstName, Отчество: person.patronymic });
  await pick(page, 'Пол', person.gender);
}

/** Invites a head from the page of the organisation; gives the link. */
export async function inviteEmployee(page: Page, organisation: string, fullName: string): Promise<string> {
  await page.goto('/organisations');
  await page.getByRole('link', { name: exactly(organisation) }).click();
  await page
    .getByRole('table')
    .getByRole('link', { name: exactly(fullName) })
    .click();
  await press(page, 'Пригласить');
  return shownLink(page);
}

/** Goes on under another role of the same account. */
export async function takeRole(page: Page, role: string): Promise<void> {
  await page.goto('/role');
  await page.getByRole('button', { name: new RegExp(`^${role}`) }).click();
  await told(page, 'Теперь вы');
}
