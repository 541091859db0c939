import type { AbsenceReason } from '../scoring/figure.js';

/** How people speak of one metric of the score: said by the kind of record that the metric is made of. */
export interface MetricPhrases {
  /** In a list: "Steps a day". */
  readonly name: string;
  /** In the middle of a sentence: "your steps". */
  readonly topic: string;
  /** The user's figure as a clause; `#` is where the number goes. */
  readonly figure: string;
  /** The clause instead where the figure is nothing at all, if it can be. */
  readonly figureOfZero?: string;
  readonly number: Readonly<Intl.NumberFormatOptions>;
  /** Why there is no figure, as a sentence; the reasons that there can be. */
  readonly absent: Readonly<Partial<Record<AbsenceReason, string>>>;
}

/** The phrases of some metrics. */
export type PhrasesOf<Metric extends string> = Readonly<Record<Metric, MetricPhrases>>;
