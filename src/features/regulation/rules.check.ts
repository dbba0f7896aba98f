import { isoDate } from '#kernel/dates.ts';
import { isEmail } from '#kernel/phones.ts';
import { clauseKeys } from '#kernel/clauses.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { cycleDates } from './rules.dates.ts';
import { directionsInUse, refusals, transferFormsInUse } from './rules.ts';
import type { RegulationDocument } from './schema.ts';

type Check = (document: RegulationDocument) => Outcome<true>;

const fine: Outcome<true> = ok(true);

function twice(values: readonly string[]): string | null {
  return values.find((value, index) => values.indexOf(value) !== index) ?? null;
}

const folded = (text: string): string => text.toLocaleLowerCase('ru').replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();

const terms: Check = ({ term, extension }) => {
  if (term.minMonths > term.maxMonths) {
    return refuse(refusals.at('minMonths', 'Наименьший срок больше наибольшего', 'term'));
  }
  if (extension.times > 0 && extension.maxMonths === 0) {
    return refuse(refusals.at('extensionMaxMonths', 'Укажите, на сколько месяцев можно продлить', 'extension'));
  }
  return fine;
};

const directions: Check = (document) => {
  const again = twice(document.directions.map(({ code }) => code));
  if (again) return refuse(refusals.at('directions', `Код направления «${again}» повторяется`, 'directions'));
  const title = twice(document.directions.map((one) => folded(one.title)));
  if (title) return refuse(refusals.at('directions', `Направление «${title}» названо дважды`, 'directions'));
  return directionsInUse(document).length > 0
    ? fine
    : refuse(refusals.at('directions', 'Оставьте хотя бы одно направление', 'directions'));
};

const forms: Check = (document) => {
  const again = twice(document.transferForms.map(({ code }) => code));
  if (again) return refuse(refusals.at('forms', `Код формы «${again}» повторяется`, 'transfer-forms'));
  const title = twice(document.transferForms.map((one) => folded(one.title)));
  if (title) return refuse(refusals.at('forms', `Форма «${title}» названа дважды`, 'transfer-forms'));
  const used = new Set(document.standardPlan.map(({ transferForm }) => transferForm));
  const inUse = transferFormsInUse(document).map(({ code }) => code);
  const retired = document.transferForms.find(({ code }) => used.has(code) && !inUse.includes(code));
  return retired
    ? refuse(
        refusals.at(
          'forms',
          `Форму «${retired.title}» использует типовой план: сначала смените её там`,
          'transfer-forms',
        ),
      )
    : fine;
};

const quotas: Check = ({ quotas: { byUnit } }) => {
  const again = twice(byUnit.map(({ unit }) => unit));
  return again ? refuse(refusals.at('byUnit', `Территория «${again}» указана дважды`, 'quota')) : fine;
};

const targets: Check = ({ targets: rows }) => {
  const again = twice(rows.map(({ year }) => String(year)));
  return again ? refuse(refusals.at('targets', `${again} год указан дважды`, 'organisation-kinds')) : fine;
};

const milestones: Check = (document) => {
  const { milestones: dates, cycle } = document;
  const again = twice(dates.map(({ key }) => key));
  if (again) return refuse(refusals.at('milestones', `Ключ срока «${again}» повторяется`, 'milestones'));
  const wrong = dates.findIndex(({ on }) => !isoDate(2001, on.month, on.day));
  if (wrong >= 0)
    return refuse(refusals.at(`milestones[${wrong}].day`, 'Такого дня в этом месяце не бывает', 'milestones'));
  for (const key of [cycle.agreementSendBy, cycle.agreementSignBy, cycle.programmeDueOn]) {
    if (!dates.some((one) => one.key === key)) {
      return refuse(
        refusals.at(
          'milestones',
          'Сроки отправки и подписания соглашения и разработки программы нужны циклу: их можно перенести, но не удалить',
          'milestones',
        ),
      );
    }
  }
  const { startsOn, endsOn, agreementSendBy, agreementSignBy } = cycleDates(document, 2001);
  if (startsOn >= endsOn)
    return refuse(refusals.at('milestones', 'Цикл кончается раньше, чем начинается', 'milestones'));
  return agreementSendBy <= agreementSignBy
    ? fine
    : refuse(refusals.at('milestones', 'Соглашение подписывают не раньше, чем его направят', 'milestones'));
};

const plan: Check = (document) => {
  const { standardPlan } = document;
  const wrong = standardPlan.findIndex(({ number }, index) => number !== index + 1);
  if (wrong >= 0) return refuse(refusals.at('plan', 'Номера мероприятий идут подряд', 'plan'));
  const backwards = standardPlan.findIndex(({ stage }, index) => stage < (standardPlan[index - 1]?.stage ?? 1));
  if (backwards >= 0) return refuse(refusals.at(`plan[${backwards}].stage`, 'Этапы идут по порядку', 'plan'));
  const inUse = transferFormsInUse(document).map(({ code }) => code);
  const formless = standardPlan.findIndex(({ transferForm }) => !inUse.includes(transferForm));
  if (formless >= 0)
    return refuse(
      refusals.at(`plan[${formless}].transferForm`, 'Выберите форму передачи опыта из перечня', 'transfer-forms'),
    );
  const stages = new Set(standardPlan.map(({ stage }) => stage));
  return stages.size === document.stages.length
    ? fine
    : refuse(refusals.at('plan', 'В каждом этапе должно быть хотя бы одно мероприятие', 'plan'));
};

const clauses: Check = ({ acts, clauses: known }) => {
  const dangling = clauseKeys.find((key) => {
    const { act, number } = known[key];
    return !acts[act].sections.some((section) => section.clauses.some((one) => one.number === number));
  });
  return dangling
    ? refuse(refusals.at('clauses', `Нет пункта, на который ссылается «${dangling}»`, 'platform-input'))
    : fine;
};

const contacts: Check = ({ requisites: { operator } }) => {
  const wrong = operator.emails.find((email) => !isEmail(email));
  return wrong ? refuse(refusals.at('emails', `Проверьте адрес ${wrong}`, 'platform-input')) : fine;
};

const checks: readonly Check[] = [terms, directions, forms, quotas, targets, milestones, plan, clauses, contacts];

/** Whether a regulation hangs together, beyond the shape of its parts: the first flaw is named beside its field. */
export function checkRegulation(document: RegulationDocument): Outcome<RegulationDocument> {
  for (const check of checks) {
    const outcome = check(document);
    if (!outcome.ok) return outcome;
  }
  return ok(document);
}
