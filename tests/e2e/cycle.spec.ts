// One whole yearly cycle through the browser, every role from an account of its own, in an empty installation.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { photograph, scan } from './support/files.ts';
import { field, fill, pick, press, refusal, select, told, unfold } from './support/forms.ts';
import { groupOf, issueOrder, signAgreement, takeUp } from './support/groups.ts';
import { curatorOnPaper, developing, experienced, municipality, operatorOnPaper, plan, workingGroups } from './support/papers.ts';
import { acceptInvitation, enter, fillName, inviteEmployee, inviteOfficial, newSeat, password, takeRole, type Named } from './support/people.ts';
import { endorse, openActivity, rewriteStage, rowOf, typeWorkingGroup } from './support/programme.ts';
import { addEvidence, openTeam, typeTeam } from './support/registry.ts';
import { startServer, type Server } from './support/server.ts';

test.describe.configure({ mode: 'serial' });

const orlova: Named = { lastName: 'Орлова', firstName: 'Инна', patronymic: 'Павловна', gender: 'женский', email: 'orlova@example.org' };
const travina: Named = { lastName: 'Травина', firstName: 'Лидия', patronymic: 'Николаевна', gender: 'женский', email: 'travina@example.org' };
const krutova: Named = { lastName: 'Крутова', firstName: 'Вера', patronymic: 'Сергеевна', gender: 'женский', email: 'krutova@example.org' };

const dataDir = mkdtempSync(join(tmpdir(), 'estafeta-cycle-'));
let server: Server;
let operator: Page;
let curator: Page;
let coordinator: Page;
let mentor: Page;
let learner: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  server = await startServer({ dataDir, now: '2026-10-12T09:00:00+03:00' });
  [operator, curator, coordinator, mentor, learner] = await Promise.all(
    Array.from({ length: 5 }, () => newSeat(browser, server.origin)),
  ) as [Page, Page, Page, Page, Page];
});

test.afterAll(async () => {
  await Promise.all([operator, curator, coordinator, mentor, learner].map((page) => page?.context().close()));
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the first visitor becomes the administrator by the printed link and picks the region', async () => {
  expect(server.firstVisit, 'an empty installation prints a link').toBeTruthy();
  await operator.goto(server.firstVisit!);
  await select(operator, 'Справочные данные', /Волгоградская область/);
  await fillName(operator, orlova);
  await fill(operator, { 'Электронная почта для входа': orlova.email, Пароль: password, 'Пароль ещё раз': password });
  await press(operator, 'Начать работу');
  await expect(operator).toHaveURL(/\/desk$/);

  await curator.goto(server.firstVisit!);
  await expect(curator.getByText('Ссылка уже не действует')).toBeVisible();
});

test('the operator opens the cycle on the regulation', async () => {
  await takeRole(operator, 'Региональный оператор');
  await operator.goto('/cycles');
  await fill(operator, { 'Год начала': '2026' });
  await press(operator, 'Открыть цикл');
  await told(operator, 'Цикл открыт');
  await expect(operator.getByRole('table', { name: 'Контрольные сроки цикла' })).toContainText('31 октября 2026');
});

test('a curator and a coordinator come by the links shown to the inviter', async () => {
  await acceptInvitation(curator, await inviteOfficial(operator, 'Муниципальный куратор', municipality, travina));
  await acceptInvitation(coordinator, await inviteOfficial(operator, 'Координатор менторских групп', /Волгоградская область/, krutova));
  await operator.goto('/curators');
  await expect(operator.getByRole('row', { name: new RegExp(travina.lastName) })).toContainText('Камышин');
});

test('[D-F.form] the curator types in the paper form and submits both teams', async () => {
  await curator.goto('/registry/new');
  await typeTeam(curator, 1, experienced);
  await typeTeam(curator, 2, developing);
  await press(curator, 'Подать оператору');
  await told(curator, 'Подано оператору: 2 команды');
  await openTeam(curator, developing);
  await expect(curator.getByText('своё направление')).toBeVisible();
});

test('the operator returns one with remarks and the curator corrects it', async () => {
  const remarks = 'Уточните, какой помощи ждёт школа.';
  await openTeam(operator, developing);
  const form = await unfold(operator, 'Вернуть с замечаниями…');
  await fill(form, { 'Что исправить': remarks });
  await press(form, 'Вернуть');
  await told(operator, 'Заявка возвращена куратору');

  await curator.goto('/desk');
  await expect(curator.getByRole('listitem').filter({ hasText: developing.shortName })).toBeVisible();
  await openTeam(curator, developing);
  await expect(curator.getByText(remarks).first()).toBeVisible();
  await curator.getByRole('link', { name: 'Изменить', exact: true }).click();
  await fill(curator, { 'Пояснение: управление развитием образовательной организации': 'Программа развития не связана с ресурсами.' });
  await press(curator, 'Сохранить');
  await told(curator, 'Сведения о команде сохранены');
  await press(curator, 'Подать оператору');
  await told(curator, 'Заявка подана оператору');
});

test('both heads come by invitation', async () => {
  await acceptInvitation(mentor, await inviteEmployee(curator, experienced.shortName, experienced.head));
  await acceptInvitation(learner, await inviteEmployee(curator, developing.shortName, developing.head));
});

test('[K-3.2] the experienced team proves its results, the developing one assesses itself', async () => {
  await openTeam(mentor, experienced);
  await mentor.getByRole('link', { name: 'Приложить подтверждения' }).click();
  await addEvidence(mentor, 'Школа пять лет ведёт программу развития, показатели выросли.', 'Справка о результатах', photograph('справка.png'));

  await openTeam(learner, developing);
  await learner.getByRole('link', { name: 'Заполнить самооценку' }).click();
  for (const [direction, difficulty] of [[developing.directions[0]!, 'серьёзные затруднения'], [developing.own, 'заметные затруднения']] as const) {
    const part = learner.getByRole('group', { name: new RegExp(`^${direction}$`, 'i') });
    await pick(part, 'Затруднения', difficulty);
    await fill(part, { Пояснение: 'Нужен опыт соседей.' });
  }
  await press(learner, 'Сохранить самооценку');
  await told(learner, 'Самооценка сохранена');
});

test('[K-2.2.registry] the operator registers both teams', async () => {
  for (const team of [experienced, developing]) {
    await openTeam(operator, team);
    await press(operator, 'Внести в реестр');
    await told(operator, 'Команда внесена в реестр');
  }
});

let group: string;

test('[K-2.2.groups] the operator proposes a group from candidates with reasons', async () => {
  await operator.goto('/groups');
  await operator.getByRole('link', { name: 'Предложить группу' }).first().click();
  await select(operator, 'Развивающаяся команда', new RegExp(developing.shortName.replace('.', '\\.')));
  const candidate = operator.getByRole('listitem').filter({ hasText: experienced.shortName });
  await expect(candidate).toContainText('развитием образовательной организации');
  await expect(candidate).toContainText('тот же муниципалитет');
  await expect(field(operator, 'Основание срока')).not.toBeEmpty();
  await fill(operator, { Срок: '13' });
  await press(operator, 'Предложить группу');
  await expect(refusal(operator)).toContainText('от 3 до 12 месяцев п. 2.6');
  await fill(operator, { Срок: '12' });
  await press(operator, 'Предложить группу');
  await told(operator, 'Группа предложена');
  group = groupOf(operator);
});

test('[K-3.1.consent] both heads consent', async () => {
  for (const head of [learner, mentor]) {
    await takeUp(head, /соглас/i);
    await press(head, 'Даю согласие');
    await told(head, 'Согласие записано');
  }
});

test('[K-3.1.order] the composition is ordered and the coordinator appointed', async () => {
  await takeUp(operator, /приказ/i);
  await pick(operator, 'Координатор группы', `${krutova.lastName} ${krutova.firstName} ${krutova.patronymic}`);
  await issueOrder(operator);
  await told(operator, 'Приказ записан в реестр');
  await operator.goto('/orders');
  await expect(operator.getByRole('row').filter({ hasText: developing.shortName })).toBeVisible();
});

test('[V-step3] the agreement is generated, sent and signed by all three sides', async () => {
  await operator.goto(`/groups/${group}/agreement`);
  await press(operator, 'Составить соглашение');
  await told(operator, 'Проект соглашения');
  await expect(operator.getByRole('region', { name: /Текст соглашения/ })).toContainText(experienced.head.split(' ')[0]!);
  await press(operator, 'Направить сторонам');
  await told(operator, 'Соглашение направлено');

  await takeUp(mentor, /соглашени/i);
  await signAgreement(mentor, group, scan('соглашение, опытная команда.pdf'));
  await signAgreement(learner, group, scan('соглашение, развивающаяся команда.pdf'));
  await signAgreement(operator, group, scan('соглашение, оператор.pdf'));
  await told(operator, 'подписали все стороны');
});

const programme = () => `/groups/${group}/programme`;

test('[D-P.template] the programme starts from the standard plan and takes the plan on paper', async () => {
  test.setTimeout(180_000);
  await takeUp(learner, /программу/i);
  await press(learner, 'Начать с типового плана');
  await told(learner, 'Программа начата с типового плана');
  await expect(learner.getByRole('rowheader')).toHaveCount(18);

  await learner.goto(`${programme()}/edit`);
  await fill(learner, {
    Начало: '01.01.2027',
    Окончание: '31.12.2027',
    Цели: 'Программа развития школы связана с ресурсами и выполняется.',
    'Частота и формат встреч': 'Раз в месяц, очно и онлайн',
    'Сотрудник регионального оператора': operatorOnPaper,
    'Муниципальный куратор': curatorOnPaper,
  });
  await press(learner, 'Сохранить сведения');
  await told(learner, 'Общие сведения сохранены');

  await rewriteStage(learner, group, 1, plan);
  await rewriteStage(mentor, group, 2, plan);
  await rewriteStage(learner, group, 3, plan);
  await expect(learner.getByRole('rowheader')).toHaveCount(plan.length);
  await learner.goto(programme());
  await expect(rowOf(learner, plan[2]!.title)).toContainText(/Кадровый резерв школы.*Паспорт безопасности/s);
  await expect(rowOf(learner, plan[3]!.title)).toContainText('март, сентябрь 2027', { ignoreCase: true });
  await expect(rowOf(learner, plan[4]!.title)).toContainText('на протяжении всего периода', { ignoreCase: true });
});

test('[V-workgroup] each team writes its own working group', async () => {
  await typeWorkingGroup(learner, group, workingGroups.developing);
  await typeWorkingGroup(mentor, group, workingGroups.experienced);
  await mentor.goto(programme());
  await expect(mentor.getByRole('main')).toContainText(workingGroups.developing[0].fullName);
  await expect(mentor.getByRole('main')).toContainText('Орлова Инна Павловна');
});

test('[K-2.8] both teams edit the same activity: a stale save shows both versions', async () => {
  const internship = plan[3]!.title;
  await openActivity(learner, group, internship);
  await openActivity(mentor, group, internship);
  await fill(mentor, { Срок: 'Март, октябрь 2027 г.' });
  await press(mentor, 'Сохранить');
  await told(mentor, 'Мероприятие сохранено');

  await fill(learner, { Мероприятие: `${internship} для заместителей` });
  await press(learner, 'Сохранить');
  await expect(learner.getByRole('heading', { name: 'Пока вы писали, это изменили' })).toBeVisible();
  await expect(learner.getByText(experienced.head.split(' ')[0]!).first()).toBeVisible();
  const title = learner.getByRole('group', { name: 'Мероприятие' });
  await expect(title).toContainText(`${internship} для заместителей`);
  await title.getByRole('radio', { name: /взять моё/ }).check();
  const due = learner.getByRole('group', { name: 'Срок', exact: true });
  await expect(due).toContainText('март, октябрь 2027', { ignoreCase: true });
  await due.getByRole('radio', { name: /взять сохранённое/ }).check();
  await press(learner, 'Сохранить выбранное');
  await told(learner, 'Мероприятие сохранено');
  await expect(rowOf(learner, `${internship} для заместителей`)).toContainText('март, октябрь 2027', { ignoreCase: true });
});

test('[V-step4] endorsed by both, submitted, returned with remarks, corrected', async () => {
  await endorse(mentor, programme());
  await endorse(learner, programme());
  await press(learner, 'Направить куратору');
  await told(learner, 'Программа направлена муниципальному куратору');

  await takeUp(curator, /программ/i);
  const form = await unfold(curator, 'Вернуть с замечаниями');
  await fill(form, { Замечания: 'Назовите мероприятие про стажировку, как в положении.' });
  await press(form, 'Вернуть командам');
  await told(curator, 'Программа возвращена командам');

  await learner.goto(programme());
  await expect(learner.getByText('как в положении')).toBeVisible();
  await openActivity(learner, group, `${plan[3]!.title} для заместителей`);
  await fill(learner, { Мероприятие: plan[3]!.title });
  await press(learner, 'Сохранить');
  await told(learner, 'Мероприятие сохранено');
  await endorse(learner, programme());
  await endorse(mentor, programme());
  await press(mentor, 'Направить куратору');
  await told(mentor, 'Программа направлена муниципальному куратору');
});
