// The cycle up to the programme with JavaScript switched off, in an empty installation.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { photograph } from './support/files.ts';
import { fill, pick, press, refusal, select, told } from './support/forms.ts';
import { groupOf, issueOrder, takeUp } from './support/groups.ts';
import { developing, experienced, municipality, plan } from './support/papers.ts';
import {
  acceptInvitation,
  fillName,
  inviteEmployee,
  inviteOfficial,
  newSeat,
  password,
  takeRole,
  type Named,
} from './support/people.ts';
import { openActivity, rowOf } from './support/programme.ts';
import { addEvidence, openTeam, typeTeam } from './support/registry.ts';
import { newDataDir, startServer, type Server } from './support/server.ts';

test.describe.configure({ mode: 'serial' });

const founder: Named = {
  lastName: 'Лужина',
  firstName: 'Нина',
  patronymic: 'Юрьевна',
  gender: 'женский',
  email: 'luzhina@example.org',
};
const official: Named = {
  lastName: 'Рябов',
  firstName: 'Глеб',
  patronymic: 'Ильич',
  gender: 'мужской',
  email: 'ryabov@example.org',
};

let dataDir: string;
let server: Server;
let operator: Page;
let curator: Page;
let mentor: Page;
let learner: Page;
let group: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  dataDir = newDataDir();
  server = await startServer({ dataDir, now: '2026-10-12T09:00:00+03:00' });
  const seat = () => newSeat(browser, server.origin, { script: false });
  [operator, curator, mentor, learner] = [await seat(), await seat(), await seat(), await seat()];
});

test.afterAll(async () => {
  await Promise.all([operator, curator, mentor, learner].map((page) => page?.context().close()));
  await server?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

test('the first visit, the cycle and invitations', async () => {
  await operator.goto(server.firstVisit!);
  await fillName(operator, founder);
  await fill(operator, {
    'Электронная почта для входа': founder.email,
    Пароль: password,
    'Пароль ещё раз': password,
  });
  await press(operator, 'Начать работу');
  await takeRole(operator, 'Региональный оператор');
  await operator.goto('/cycles');
  await fill(operator, { 'Год начала': '2026' });
  await press(operator, 'Открыть цикл');
  await told(operator, 'Цикл открыт');
  await acceptInvitation(curator, await inviteOfficial(operator, 'Муниципальный куратор', municipality, official));
  const coordinator = { ...official, lastName: 'Котов', email: 'kotov@example.org' };
  await inviteOfficial(operator, 'Координатор менторских групп', /Волгоградская область/, coordinator);
});

test('the curator types in the paper form and submits', async () => {
  await curator.goto('/registry/new');
  await typeTeam(curator, 1, { ...experienced, phone: '12' }, { script: false });
  await typeTeam(curator, 2, developing, { script: false });
  await press(curator, 'Подать оператору');
  await expect(refusal(curator)).toBeVisible();
  await fill(curator.getByRole('listitem', { name: 'Команда 1' }), { Телефон: experienced.phone });
  await press(curator, 'Подать оператору');
  await told(curator, 'Подано оператору: 2 команды');
});

test('the teams prove and assess themselves, the operator registers them', async () => {
  await acceptInvitation(mentor, await inviteEmployee(curator, experienced.shortName, experienced.head));
  await acceptInvitation(learner, await inviteEmployee(curator, developing.shortName, developing.head));
  await openTeam(mentor, experienced);
  await mentor.getByRole('link', { name: 'Приложить подтверждения' }).click();
  await addEvidence(mentor, 'Показатели выросли.', 'Справка', photograph('справка.png'));
  await openTeam(learner, developing);
  await learner.getByRole('link', { name: 'Заполнить самооценку' }).click();
  for (const direction of [developing.directions[0]!, developing.own]) {
    const part = learner.getByRole('group', { name: new RegExp(`^${direction}$`, 'i') });
    await pick(part, 'Затруднения', 'серьёзные затруднения');
  }
  await press(learner, 'Сохранить самооценку');
  await told(learner, 'Самооценка сохранена');
  for (const team of [experienced, developing]) {
    await openTeam(operator, team);
    await press(operator, 'Внести в реестр');
    await told(operator, 'Команда внесена в реестр');
  }
});

test('the operator proposes, both heads consent, the composition is ordered', async () => {
  await operator.goto('/groups/new');
  await select(operator, 'Развивающаяся команда', new RegExp(developing.shortName.replace('.', '\\.')));
  await press(operator, 'Показать');
  await press(operator, 'Предложить группу');
  await told(operator, 'Группа предложена');
  group = groupOf(operator);
  for (const head of [mentor, learner]) {
    await takeUp(head, /соглас/i);
    await press(head, 'Даю согласие');
    await told(head, 'Согласие записано');
  }
  await operator.goto(`/groups/${group}/order`);
  await issueOrder(operator);
  await told(operator, 'Приказ записан в реестр');
});

test('an activity of the programme is edited with rows added and one taken away', async () => {
  await learner.goto(`/groups/${group}/programme`);
  await press(learner, 'Начать с типового плана');
  await told(learner, 'Программа начата с типового плана');
  const title = 'Творческая лаборатория «Лучшие практики» на базе организации развивающейся команды';
  await openActivity(learner, group, title);
  const themes = plan[2]!.themes!;
  const row = (number: number) => learner.getByRole('listitem', { name: `Тема ${number}` });
  for (const [index, theme] of [...themes, 'Лишняя тема'].entries()) {
    await press(learner, 'Добавить тему');
    await fill(row(index + 1), { Тема: theme, 'Сроки темы': index === 0 ? 'март 2027' : '' });
  }
  await fill(learner, { Срок: 'Март, сентябрь 2027 г.' });
  await press(row(3), /Убрать тему/);
  await expect(learner.getByRole('listitem', { name: /^Тема \d/ })).toHaveCount(2);
  await press(learner, 'Сохранить');
  await told(learner, 'Мероприятие сохранено');
  await expect(rowOf(learner, title)).toContainText('март, сентябрь 2027', { ignoreCase: true });
  for (const theme of themes) await expect(rowOf(learner, title)).toContainText(theme);
});

test('the same form sent twice by the browser is taken once', async () => {
  const address = `/groups/${group}/consultations`;
  const form = { submission: randomUUID(), topic: 'Один раз', body: 'Как оформить выезд?' };
  const headers = { origin: server.origin, accept: 'text/html' };
  for (const time of ['first', 'second']) {
    const response = await learner.request.post(`${address}?/ask`, { form, headers, maxRedirects: 0 });
    expect(response.status(), time).toBe(303);
  }
  await learner.goto(address);
  await expect(learner.getByRole('rowheader', { name: 'Один раз' })).toHaveCount(1);
});
