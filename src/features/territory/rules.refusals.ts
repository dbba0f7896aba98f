import type { Refusal } from '#kernel/refusal.ts';

/** The refusals of the feature: the one place of their texts. */
export const refusals = {
  /** The hand-written form of a name that is another name, or the same in another order. */
  nameCaseOfAnother: (name: string): Refusal => ({
    code: 'territory.name-case-of-another',
    kind: 'invalid',
    message: `Впишите в этом падеже то же имя целиком и в том же порядке: ${name}. Пустое поле программа заполнит сама`,
    clause: 'platform-input',
  }),
  olderHead: (since: string): Refusal => ({
    code: 'territory.older-head',
    kind: 'invalid',
    message: `Действующий руководитель назначен ${since}: новый не может быть назначен раньше`,
    clause: 'team',
    field: 'startsOn',
  }),
  headAlready: {
    code: 'territory.head-already',
    kind: 'conflict',
    message: 'Этот человек уже руководит организацией',
    clause: 'team',
    field: 'personId',
  },
  headChanged: {
    code: 'territory.head-changed',
    kind: 'conflict',
    message: 'Пока вы заполняли форму, руководителя уже назначили. Проверьте, кто теперь руководит организацией',
    clause: 'platform-conflict',
  },
  futureHead: {
    code: 'territory.future-head',
    kind: 'conflict',
    message: 'На более поздний срок уже назначен другой руководитель: сначала прекратите его назначение',
    clause: 'team',
    field: 'startsOn',
  },
  organisationClosed: {
    code: 'territory.organisation-closed',
    kind: 'invalid',
    message: 'Организация закрыта: назначения в ней больше не делают',
    clause: 'parties',
  },
  organisationExists: {
    code: 'territory.organisation-exists',
    kind: 'conflict',
    message: 'Организация с таким названием в этом муниципалитете уже есть',
    clause: 'municipal-information',
    field: 'name',
  },
  stale: {
    code: 'territory.stale',
    kind: 'conflict',
    message: 'Пока вы правили, запись изменил кто-то другой. Проверьте его версию и сохраните ещё раз',
    clause: 'platform-conflict',
  },
  closedAlready: {
    code: 'territory.closed-already',
    kind: 'conflict',
    message: 'Организация уже закрыта',
    clause: 'parties',
  },
  endsBeforeStart: {
    code: 'territory.ends-before-start',
    kind: 'invalid',
    message: 'Работа не может закончиться раньше, чем началась',
    clause: 'platform-input',
    field: 'endsOn',
  },
  appointmentEnded: {
    code: 'territory.appointment-ended',
    kind: 'conflict',
    message: 'Это назначение уже прекращено',
    clause: 'platform-conflict',
  },
  appointedAlready: {
    code: 'territory.appointed-already',
    kind: 'conflict',
    message: 'Этот человек уже работает в организации на этой должности',
    clause: 'team',
    field: 'post',
  },
  grantedAlready: {
    code: 'territory.granted-already',
    kind: 'conflict',
    message: 'Такая роль у этого человека уже есть',
    clause: 'platform-access',
    field: 'role',
  },
  grantEnded: {
    code: 'territory.grant-ended',
    kind: 'conflict',
    message: 'Эта роль уже отозвана',
    clause: 'platform-access',
  },
  wrongUnit: (unit: string): Refusal => ({
    code: 'territory.wrong-unit',
    kind: 'invalid',
    message: `Эту роль дают не здесь: нужна единица вида «${unit}»`,
    clause: 'parties',
    field: 'unitId',
  }),
  lastAdministrator: {
    code: 'territory.last-administrator',
    kind: 'conflict',
    message: 'Это последний администратор платформы: сначала дайте эту роль другому',
    clause: 'platform-access',
  },
  headByAppointment: {
    code: 'territory.head-by-appointment',
    kind: 'invalid',
    message: 'Роль руководителя даётся назначением на странице организации',
    clause: 'team',
    field: 'role',
  },
} as const satisfies Record<string, Refusal | ((detail: string) => Refusal)>;
