import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { ClauseRef } from '#ui/types.ts';

export type Clauses = Readonly<Record<ClauseKey, ClauseRef & { readonly text: string }>>;

/** What every page of the summing-up shows around its own part. */
export interface SummingUpPage {
  readonly group: {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly startsOn: IsoDate | null;
    readonly endsOn: IsoDate | null;
    readonly finishedEarlyOn: IsoDate | null;
    readonly sumUpBy: IsoDate | null;
    readonly coordinatorName: string | null;
  };
  readonly summing: boolean;
  readonly late: boolean;
  readonly steps: readonly {
    readonly key: string;
    readonly title: string;
    readonly page: string;
    readonly done: boolean;
    readonly note: string;
  }[];
  readonly next: readonly {
    readonly kind: string;
    readonly title: string;
    readonly href: string;
    readonly action: string;
    readonly who: string;
    readonly clause: ClauseKey;
    readonly dueOn: IsoDate | null;
    readonly own: boolean;
  }[];
  readonly final: { readonly receivedAt: Date | null };
}

export interface Scale {
  readonly value: number;
  readonly title: string;
}
