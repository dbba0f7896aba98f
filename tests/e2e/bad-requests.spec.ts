// Requests no page of ours makes: each gets an answer in Russian, none a crash.
import { expect, test, type APIRequestContext } from '@playwright/test';
import { demonstrationPassword } from '#db/demo/accounts.ts';
import { signIn } from './support/people.ts';

async function signedIn(request: APIRequestContext, origin: string, next = ''): Promise<string | undefined> {
  const form = { email: 'operator@example.org', password: demonstrationPassword };
  const answer = await request.post(`/sign-in?/enter${next && `&next=${encodeURIComponent(next)}`}`, {
    form,
    headers: { origin, accept: 'text/html' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  return answer.headers()['location'];
}

test.describe('bad requests', () => {
  test('addresses with signs that no text holds', async ({ request, baseURL }) => {
    await signedIn(request, baseURL!);
    for (const address of ['/organisations/%00', '/people/%00/edit', '/files/%00', '/groups/%00', '/registry/%00']) {
      const answer = await request.get(address, { headers: { accept: 'text/html' } });
      expect(answer.status(), address).toBe(404);
      expect(await answer.text(), address).toContain('Номер запроса');
    }
    for (const list of [
      '/organisations?search',
      '/people?search',
      '/registry?q',
      '/groups?q',
      '/groups?after',
      '/orders?q',
    ]) {
      expect((await request.get(`${list}=%00`)).status(), list).toBe(200);
    }
  });

  test('signing in leads to a page of this program, whatever signs its address has', async ({
    playwright,
    baseURL,
  }) => {
    for (const [next, to] of [
      ['/registry?q=школа', '/registry?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0'],
      ['/..//evil.example', '/desk'],
      ['https://evil.example', '/desk'],
    ] as const) {
      const request = await playwright.request.newContext({ baseURL: baseURL! });
      expect(await signedIn(request, baseURL!, next)).toBe(to);
      await request.dispose();
    }
  });

  test('what is no form, comes from another site or is too large', async ({ request, baseURL }) => {
    const send = (data: string | Buffer, type: string, origin = baseURL!) =>
      request.post('/sign-in?/enter', {
        data,
        headers: { 'content-type': type, origin, accept: 'text/html' },
        maxRedirects: 0,
      });
    expect(await (await send('--x', 'multipart/form-data; boundary=x')).text()).toContain('Форма пришла не целиком');
    expect(await (await send('email=a', 'application/x-www-form-urlencoded', 'https://evil.example')).text()).toContain(
      'с другого адреса',
    );
    const large = await send(Buffer.alloc(26 * 1024 * 1024, 'a'), 'application/x-www-form-urlencoded');
    expect(large.status()).toBe(413);
    expect(await large.text()).toContain('больше 20 МБ');
  });

  test('a form sent after the session has expired is kept, whatever it holds', async ({ request, baseURL }) => {
    for (const [data, type] of [
      ['{}', 'application/json'],
      ['title=%00%D1%88', 'application/x-www-form-urlencoded'],
    ] as const) {
      const answer = await request.post('/groups/apply?/save', {
        data,
        headers: { 'content-type': type, origin: baseURL!, accept: 'text/html' },
        maxRedirects: 0,
      });
      expect(answer.headers()['location']).toBe('/sign-in?next=%2Fgroups%2Fapply');
    }
  });

  test('a refusal whose form is no longer on the page is shown, with what was typed', async ({ page }) => {
    await signIn(page, 'head-logovka@example.org', demonstrationPassword);
    await page.goto('/groups');
    const address = await page.getByRole('rowheader').getByRole('link').first().getAttribute('href');
    // sent as from a page opened before the answer was given
    await page.evaluate((action) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      form.innerHTML = '<textarea name="reason">Некому ездить на встречи</textarea>';
      document.body.append(form);
      form.submit();
    }, `${address}/consent?/decline`);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Ответ вашей организации уже записан');
    await expect(alert).toContainText('Некому ездить на встречи');
    await page.getByRole('link', { name: 'Рабочий стол' }).first().click();
    await expect(alert).toBeHidden();
  });
});
