/** States of a developing team's information report. */
export const informationStates = ['draft', 'submitted'] as const;
export type InformationState = (typeof informationStates)[number];

/** What may happen to an information report. Equal to the database's `information-report` rows. */
export const informationEvents = {
  submit: { from: ['draft'], to: 'submitted' },
  reopen: { from: ['submitted'], to: 'draft' },
} as const satisfies Record<string, { from: readonly InformationState[]; to: InformationState }>;

/** States of the group's final report. */
export const finalStates = ['draft', 'sent', 'returned', 'accepted', 'received'] as const;
export type FinalState = (typeof finalStates)[number];

/** What may happen to a final report. Equal to the database's `final-report` rows. */
export const finalEvents = {
  send: { from: ['draft', 'returned'], to: 'sent' },
  return: { from: ['sent'], to: 'returned' },
  accept: { from: ['sent'], to: 'accepted' },
  receive: { from: ['accepted'], to: 'received' },
} as const satisfies Record<string, { from: readonly FinalState[]; to: FinalState }>;

export type FinalEvent = keyof typeof finalEvents;

/** A state every report begins in, also before its first line is saved. */
export const firstState = 'draft';

/** Whether the information report has been given and its figures stand. */
export const isSubmitted = (state: InformationState): boolean => state === informationEvents.submit.to;

/** Whether the experienced team still writes the final report. */
export const isOpen = (state: FinalState): boolean => (finalEvents.send.from as readonly FinalState[]).includes(state);

/** Whether the curator asked for corrections. */
export const isReturned = (state: FinalState): boolean => state === finalEvents.return.to;

/** Whether the curator has the final report to decide on. */
export const isSent = (state: FinalState): boolean => state === finalEvents.send.to;

/** Whether the accepted report waits for the coordinator. */
export const isAccepted = (state: FinalState): boolean => state === finalEvents.accept.to;

export const informationNames: Readonly<Record<InformationState, string>> = {
  draft: 'готовится',
  submitted: 'представлена',
};

export const finalNames: Readonly<Record<FinalState, string>> = {
  draft: 'готовится',
  sent: 'направлен куратору',
  returned: 'возвращён с замечаниями',
  accepted: 'принят куратором',
  received: 'получен координатором',
};
