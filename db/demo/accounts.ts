import type { Role } from '#kernel/roles.ts';

/** An account of the demonstration, offered on the sign-in page. `role` is the one the person begins under. */
export interface DemonstrationAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly hint: string;
}

/** The password of every demonstration account. */
export const demonstrationPassword = 'эстафета-показ-2027';

/** Invented people, one for every part in the cycle; the last one holds two roles. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  {
    email: 'admin@example.org',
    name: 'Ладынин Олег Романович',
    role: 'administrator',
    hint: 'Настройка, письма, учётные записи',
  },
  {
    email: 'operator@example.org',
    name: 'Орлова Инна Павловна',
    role: 'operator',
    hint: 'Реестр, группы, приказы, обзор региона',
  },
  {
    email: 'committee@example.org',
    name: 'Рощин Виктор Андреевич',
    role: 'committee',
    hint: 'Числа и состояния без содержания групп',
  },
  {
    email: 'curator-ilovlya@example.org',
    name: 'Белов Семён Андреевич',
    role: 'municipal-curator',
    hint: 'Иловлинский район',
  },
  {
    email: 'curator-kamyshin@example.org',
    name: 'Травина Лидия Николаевна',
    role: 'municipal-curator',
    hint: 'г. о. Камышин',
  },
  {
    email: 'coordinator@example.org',
    name: 'Крутова Вера Сергеевна',
    role: 'coordinator',
    hint: 'Сопровождает менторские группы',
  },
  {
    email: 'head-logovka@example.org',
    name: 'Черных Мария Эдуардовна',
    role: 'organisation-head',
    hint: 'Логовская СОШ, опытная команда',
  },
  {
    email: 'head-ilovlya@example.org',
    name: 'Седова Анна Ильинична',
    role: 'organisation-head',
    hint: 'Иловлинская СОШ № 77, развивающаяся команда',
  },
  {
    email: 'member-ilovlya@example.org',
    name: 'Астахова Дарья Львовна',
    role: 'team-member',
    hint: 'Иловлинская СОШ № 77, заместитель директора',
  },
  {
    email: 'curator-kalach@example.org',
    name: 'Полевая Наталья Юрьевна',
    role: 'municipal-curator',
    hint: 'Калачёвский район: куратор и координатор, две роли',
  },
];
