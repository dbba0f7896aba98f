// One whole yearly cycle through the browser, every role from an account of its own, in an empty installation.
import { rmSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { look } from './support/crawl.ts';
import { wordsOf } from './support/documents.ts';
import { photograph, scan } from './support/files.ts';
import { field, fill, pick, press, refusal, select, told, unfold } from './support/forms.ts';
import { groupOf, issueOrder, signAgreement, takeUp } from './support/groups.ts';
import {
  curatorOnPaper,
  developing,
  experienced,
  municipality,
  operatorOnPaper,
  plan,
  workingGroups,
} from './support/papers.ts';
import {
  acceptInvitation,
  fillName,
  inviteEmployee,
  inviteOfficial,
  newSeat,
  password,
  signIn,
  takeRole,
  type Named,
} from './support/people.ts';
import { endorse, markActivity, openActivity, rewriteStage, rowOf, typeWorkingGroup } from './support/programme.ts';
import { addEvidence, openTeam, typeTeam } from './support/registry.ts';
import { analyse, answerSurvey } from './support/reports.ts';
import { newDataDir, startServer, type Server } from './support/server.ts';

test.describe.configure({ mode: 'serial' });

const orlova: Named = {
  lastName: 'Орлова',
  firstName: 'Инна',
  patronymic: 'Павловна',
  gender: 'женский',
  email: 'orlova@example.org',
};
const travina: Named = {
  lastName: 'Травина',
  firstName: 'Лидия',
  patronymic: 'Николаевна',
  gender: 'женский',
  email: 'travina@example.org',
};
const krutova: Named = {
  lastName: 'Крутова',
  firstName: 'Вера',
  patronymic: 'Сергеевна',
  gender: 'женский',
  email: 'krutova@example.org',
};

let dataDir: string;
let server: Server;
let operator: Page;
let curator: Page;
let coordinator: Page;
let mentor: Page;
let learner: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  dataDir = newDataDir();
  server = await startServer({ dataDir, now: '2026-10-12T09:00:00+03:00' });
  [operator, curator, coordinator, mentor, learner] = (await Promise.all(
    Array.from({ length: 5 }, () => newSeat(browser, server.origin)),
  )) as [Page, Page, Page, Page, Page];
});

test.afterAll(async () => {
  await Promise.all([operator, curator, coordinator, mentor, learner].map((page) => page?.context().close()));
  await server?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

test('the first visitor becomes the administrator by the printed link and picks the region', async () => {
  expect(server.firstVisit, 'an empty installation prints a link').toBeTruthy();
  await operator.goto(server.firstVisit!);
  await look(operator, 'first-run');
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
  await acceptInvitation(
    coordinator,
    await inviteOfficial(operator, 'Координатор менторских групп', /Волгоградская область/, krutova),
  );
  await operator.goto('/curators');
  await expect(operator.getByRole('row', { name: new RegExp(travina.lastName) })).toContainText('Камышин');
});

test('[D-F.form] the curator types in the paper form and submits both teams', async () => {
  await curator.goto('/registry/new');
  await typeTeam(curator, 1, experienced);
  await typeTeam(curator, 2, developing);
  await look(curator, 'registry-new');
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
  await look(curator, 'registry-edit');
  await fill(curator, {
    'Пояснение: управление развитием образовательной организации': 'Программа развития не связана с ресурсами.',
  });
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
  await look(mentor, 'registry-evidence');
  await addEvidence(
    mentor,
    'Школа пять лет ведёт программу развития, показатели выросли.',
    'Справка о результатах',
    photograph('справка.png'),
  );

  await openTeam(learner, developing);
  await learner.getByRole('link', { name: 'Заполнить самооценку' }).click();
  for (const [direction, difficulty] of [
    [developing.directions[0]!, 'серьёзные затруднения'],
    [developing.own, 'заметные затруднения'],
  ] as const) {
    const part = learner.getByRole('group', { name: new RegExp(`^${direction}$`, 'i') });
    await pick(part, 'Затруднения', difficulty);
    await fill(part, { Пояснение: 'Нужен опыт соседей.' });
  }
  await look(learner, 'registry-supervision');
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
  await learner.goto('/groups/apply');
  await expect(
    learner.getByRole('radio', { name: new RegExp(experienced.shortName.replace('.', '\\.')) }),
  ).toBeVisible();
  await look(learner, 'groups-apply');
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
  await look(operator, 'groups-new-refused');
  await fill(operator, { Срок: '12' });
  await press(operator, 'Предложить группу');
  await told(operator, 'Группа предложена');
  group = groupOf(operator);
});

test('[K-3.1.consent] both heads consent', async () => {
  for (const head of [learner, mentor]) {
    await takeUp(head, /соглас/i);
    if (head === learner) await look(head, 'groups-consent');
    await press(head, 'Даю согласие');
    await told(head, 'Согласие записано');
  }
});

test('[K-3.1.order] the composition is ordered and the coordinator appointed', async () => {
  await takeUp(operator, /приказ/i);
  await pick(operator, 'Координатор группы', `${krutova.lastName} ${krutova.firstName} ${krutova.patronymic}`);
  await look(operator, 'groups-order');
  await issueOrder(operator);
  await told(operator, 'Приказ записан в реестр');
  await operator.goto('/orders');
  await expect(operator.getByRole('row').filter({ hasText: developing.shortName })).toBeVisible();
});

test('[V-step3] the agreement is generated, sent and signed by all three sides', async () => {
  await operator.goto(`/groups/${group}/agreement`);
  await press(operator, 'Составить соглашение');
  await told(operator, 'Проект соглашения');
  await expect(operator.getByRole('region', { name: /Текст соглашения/ })).toContainText(
    experienced.head.split(' ')[0]!,
  );
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

  await look(learner, 'programme-standard-plan');
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
  await look(learner, 'programme-two-versions');
  const title = learner.getByRole('group', { name: 'Мероприятие' });
  await expect(title).toContainText(`${internship} для заместителей`);
  await title.getByRole('radio', { name: /взять моё/ }).check();
  const due = learner.getByRole('group', { name: 'Срок', exact: true });
  await expect(due).toContainText('март, октябрь 2027', { ignoreCase: true });
  await due.getByRole('radio', { name: /взять сохранённое/ }).check();
  await press(learner, 'Сохранить выбранное');
  await told(learner, 'Мероприятие сохранено');
  await expect(rowOf(learner, `${internship} для заместителей`)).toContainText('март, октябрь 2027', {
    ignoreCase: true,
  });
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

/** The same installation, stopped and started at a later moment; everybody signs in again. */
async function later(now: string): Promise<void> {
  await server.stop();
  server = await startServer({ dataDir, now, port: server.port });
  expect(server.firstVisit, 'an installation in use prints no link').toBeNull();
  const accounts = [
    [operator, orlova],
    [curator, travina],
    [coordinator, krutova],
    [mentor, experienced],
    [learner, developing],
  ] as const;
  for (const [page, { email }] of accounts) await signIn(page, email, password);
  await takeRole(operator, 'Региональный оператор');
}

test('[K-2.3.approve] the curator approves the programme and the term begins', async () => {
  test.setTimeout(180_000);
  await openActivity(learner, group, plan[1]!.title);
  await expect(learner.getByRole('button', { name: 'Отметить' })).toHaveAttribute('aria-disabled', 'true');
  await later('2027-01-11T09:00:00+03:00');
  await takeUp(curator, /утвердить программ/i);
  await press(curator, 'Утвердить программу');
  await told(curator, 'Программа утверждена');
  await operator.goto(`/groups/${group}`);
  await expect(operator.getByRole('main')).toContainText('11 января 2027');
  expect(await wordsOf(curator, `${programme()}/document`)).toContain('Кадровый резерв школы');
});

test('[D-A.run] activities are marked with results and proofs', async () => {
  await markActivity(learner, group, plan[1]!.title, {
    state: 'Выполнено',
    date: '11.01.2027',
    result: 'Команда увидела, что программа развития не связана с бюджетом.',
    proof: scan('лист самооценки.pdf'),
  });
  await expect(rowOf(learner, plan[1]!.title)).toContainText('выполнено');
  await openActivity(mentor, group, plan[1]!.title);
  const [proof] = await Promise.all([
    mentor.waitForEvent('download'),
    mentor.getByRole('link', { name: 'лист самооценки.pdf' }).click(),
  ]);
  expect(proof.suggestedFilename()).toBe('лист самооценки.pdf');
});

test('[K-2.2.help] a team asks the operator and is answered', async () => {
  await learner.goto(`/groups/${group}/consultations`);
  await fill(learner, { Тема: 'Стажировка', Вопрос: 'Как оформить выезд заместителей?' });
  await press(learner, 'Отправить');
  await told(learner, 'Обращение направлено');
  await takeUp(operator, /обращени|ответить/i);
  await fill(operator, { Ответ: 'Приказом школы о командировании.' });
  await press(operator, 'Отправить');
  await told(operator, 'Сообщение отправлено');
  await learner.reload();
  await expect(learner.getByText('Приказом школы')).toBeVisible();
});

test('[D-A.amend] the programme is changed by a version whose differences the curator sees', async () => {
  await mentor.goto(programme());
  const opening = await unfold(mentor, 'Изменить программу');
  await fill(opening, { 'Что и почему меняется': 'Стажировка переносится на ноябрь' });
  await press(opening, 'Открыть изменение');
  await told(mentor, 'Версия 2 открыта');
  await rowOf(mentor, plan[3]!.title).getByRole('link').click();
  await fill(mentor, { Срок: 'Март, ноябрь 2027 г.' });
  await press(mentor, 'Сохранить');
  await told(mentor, 'Мероприятие сохранено');
  const draft = `${programme()}?version=2`;
  await endorse(mentor, draft);
  await endorse(learner, draft);
  await press(learner, 'Направить куратору');
  await told(learner, 'направлена муниципальному куратору');

  await takeUp(curator, /утвердить изменение/i);
  await curator.goto(`${programme()}/versions`);
  await curator.getByRole('link', { name: 'от версии 1' }).click();
  await expect(curator.getByRole('deletion')).toContainText('март, октябрь 2027', { ignoreCase: true });
  await expect(curator.getByRole('insertion')).toContainText('март, ноябрь 2027', { ignoreCase: true });
  await curator.goto(draft);
  await press(curator, 'Утвердить изменение');
  await told(curator, 'Программа утверждена');
  await learner.goto(programme());
  await expect(rowOf(learner, plan[3]!.title)).toContainText('март, ноябрь 2027', { ignoreCase: true });
  await expect(rowOf(learner, plan[1]!.title)).toContainText('выполнено');
});

test('[D-A.30days] the term ends and the group sums up', async () => {
  test.setTimeout(180_000);
  await learner.goto(`/groups/${group}/information-report`);
  await expect(learner.getByText('Итоги подводят, когда закончится срок программы')).toBeVisible();
  await later('2028-01-14T09:00:00+03:00');
  await learner.goto(`/groups/${group}`);
  await press(learner, 'Перейти к итогам');
  await told(learner, 'Группа перешла к подведению итогов');
  await learner.goto(`/groups/${group}/information-report`);
  await expect(learner.getByRole('main')).toContainText('Подвести итоги до 9 февраля 2028');

  const rest = plan.filter(({ title }) => title !== plan[1]!.title);
  for (const [index, { title }] of rest.entries()) {
    const author = index % 2 ? mentor : learner;
    const last = index === rest.length - 1;
    await markActivity(
      author,
      group,
      title,
      last
        ? { state: 'Выполнено частично', date: '13.01.2028', result: 'Отчёт начат.', reason: 'Ждём справку.' }
        : { state: 'Выполнено', date: '20.12.2027', result: 'Проведено.' },
    );
  }
});

test('[K-3.5.relations] both teams answer about their relations and supervise at exit', async () => {
  await answerSurvey(learner, group, 'полностью согласен');
  await answerSurvey(mentor, group, 'скорее согласен');
  await learner.goto(`/groups/${group}/supervision/exit`);
  await pick(learner, 'Затруднения теперь', 'отдельные затруднения');
  await fill(learner, { 'Что изменилось': 'Программа развития связана с бюджетом.' });
  await press(learner, 'Сохранить супервизию');
  await told(learner, 'Супервизия «на выходе» сохранена');
  await expect(learner.getByRole('table', { name: /Затруднения на входе и на выходе/ })).toContainText('серьёзные');
  await analyse(learner, group, 'Удалось почти всё: мешали только расстояния.');
  await analyse(mentor, group, 'Наша помощь пришлась кстати, встречи стоит сделать короче.');
});

test('[D-A.report] the developing team presents its information report', async () => {
  await learner.goto(`/groups/${group}/information-report`);
  await expect(learner.getByRole('main')).toContainText('86 %');
  await fill(learner, { 'Достижение целей': 'Цель достигнута.', 'Общие выводы': 'Команда управляет развитием сама.' });
  await press(learner, 'Представить справку');
  await told(learner, 'Справка представлена');
  expect(await wordsOf(learner, `/groups/${group}/information-report/document?team=${await ownTeam()}`)).toContain(
    'Команда управляет развитием сама',
  );
});

/** The developing team, by the link of its report. */
async function ownTeam(): Promise<string> {
  const link = learner.getByRole('link', { name: 'DOCX, информационная справка' });
  return new URL((await link.getAttribute('href'))!, server.origin).searchParams.get('team')!;
}

test('[D-A.final] the final report is sent, returned, corrected, accepted by the curator and received by the coordinator', async () => {
  await mentor.goto(`/groups/${group}/final-report`);
  await fill(mentor, {
    'Оценка выполнения программы': 'Программа выполнена.',
    'Отношения в группе': 'Доверительные.',
    'Что изменилось в работе развивающейся команды': 'Появилась связь целей и ресурсов.',
    Рекомендации: 'Стать опытной командой.',
  });
  await press(mentor, 'Направить куратору');
  await told(mentor, 'Итоговый отчёт направлен');

  await takeUp(curator, /отчёт/i);
  const form = await unfold(curator, 'Вернуть с замечаниями');
  await fill(form, { Замечания: 'Добавьте, чем подтверждается результат.' });
  await press(form, 'Вернуть команде');
  await told(curator, 'Отчёт возвращён');
  await mentor.goto(`/groups/${group}/final-report`);
  await fill(mentor, {
    'Оценка выполнения программы': 'Программа выполнена: 6 мероприятий из 7, подтверждения приложены.',
  });
  await press(mentor, 'Направить куратору');
  await told(mentor, 'Итоговый отчёт направлен');
  await curator.reload();
  await press(curator, 'Принять отчёт');
  await told(curator, 'Отчёт принят');

  await takeUp(coordinator, /отчёт/i);
  await press(coordinator, 'Получить отчёт и завершить работу группы');
  await told(coordinator, 'Группа завершила работу');
  expect(await wordsOf(coordinator, `/groups/${group}/final-report/document`)).toContain('6 мероприятий из 7');
});

test('the journal of the group tells it all, and everybody has done everything', async () => {
  await operator.goto(`/groups/${group}/journal`);
  const told = [await operator.getByRole('main').innerText()];
  await operator.getByRole('link', { name: /Следующие/ }).click();
  await expect(operator).toHaveURL(/before=/);
  told.push(await operator.getByRole('main').innerText());
  const journal = told.join('\n').replaceAll('\u00a0', ' ');
  for (const said of [
    'Группа завершила работу',
    'Итоговый отчёт получен координатором',
    'Итоговый отчёт принят куратором',
    'Итоговый отчёт возвращён с замечаниями',
    'Информационная справка представлена',
    'Заполнена супервизия «на выходе»',
    'Срок менторства истёк',
    'Программа утверждена куратором, версия 2',
    'Начато изменение программы, версия 2',
    'Дан ответ на обращение',
    'Начался срок менторства',
    'Программа возвращена с замечаниями',
    'Изменена рабочая группа',
    'Начата менторская программа',
    'оглашение',
    'приказ',
    'огласие',
  ])
    expect(journal).toContain(said);
  for (const page of [curator, coordinator, mentor, learner]) {
    await page.goto('/desk');
    await expect(page.getByText('Сейчас всё сделано')).toBeVisible();
  }
  await learner.goto(`/groups/${group}`);
  await expect(learner.getByRole('main')).toContainText('завершена');
  await expect(learner.getByRole('button', { name: 'Перейти к итогам' })).toHaveCount(0);
});
