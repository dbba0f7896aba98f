export type PartKey = 'assessment' | 'relations' | 'dynamics' | 'recommendations';

/** The parts of the final report in the order of the paper: three criteria of the regulation and what follows. */
export const partsOf: readonly {
  key: PartKey;
  title: string;
  label: string;
  hint?: string;
  rows: number;
  required?: boolean;
}[] = [
  {
    key: 'assessment',
    title: 'Мероприятия и цели',
    label: 'Оценка выполнения программы',
    rows: 5,
    required: true,
    hint: 'По справке развивающейся команды: что удалось, достигнуты ли цели',
  },
  { key: 'relations', title: 'Отношения в группе', label: 'Отношения в группе', rows: 3 },
  {
    key: 'dynamics',
    title: 'Развитие команды',
    label: 'Что изменилось в работе развивающейся команды',
    rows: 5,
    required: true,
  },
  { key: 'recommendations', title: 'Рекомендации', label: 'Рекомендации', rows: 4 },
];
