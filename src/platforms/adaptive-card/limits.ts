/** What an Adaptive Card may hold. Source: Teams, which is the strictest place that shows one. */
export const adaptiveCardLimits = {
  /** UTF-8 bytes of a card's JSON: connectors refuse about 28 KB. */
  cardBytes: 25_000,
  /** Buttons in one row of buttons; more are drawn as further rows. */
  actionsPerSet: 5,
  /**
   * Characters of the labels in one row where a host cuts off what does not fit: what a phone 360 px wide shows. Each
   * button counts as so many more for its edges. One longer label still stands in a row of its own.
   */
  narrowRow: { characters: 42, edges: 5 },
  /** A choice with more options than this is searched by typing. */
  compactChoices: 20,
  /**
   * Characters that a text input takes. Above the length of every declared field, so that too long a text comes back
   * with a sentence instead of being cut unseen while it is pasted.
   */
  inputText: 8_000,
} as const;

/** How much of a card is drawn. */
export interface Fit {
  /** Characters of each text. */
  readonly text: number;
  /** Facts, and buttons, of the whole card. */
  readonly rows: number;
  /** Whether a fact's label stands beside its value, which costs as much as a short sentence; else before it. */
  readonly columns: boolean;
}

const whole: Fit = { text: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY, columns: true };

/** Nothing is left out yet, and texts are as short as they may be by then. */
export const tight: Fit = { ...whole, text: 200, columns: false };

/** Used in order until the card's JSON fits into `cardBytes`. */
export const fits: readonly Fit[] = [
  whole,
  ...[8_000, 4_000, 2_000, 1_000, 400].map((text) => ({ ...whole, text })),
  { ...whole, text: 400, columns: false },
  tight,
];

export const barest: Fit = { ...tight, text: 60 };

/** The same for a card of which all is gone that can be spared. */
export const bareFits: readonly Fit[] = [{ ...tight, text: 100 }, barest];

/** The same where not even all facts and buttons can be shown. */
export const countedFits: readonly Fit[] = [
  { text: 200, rows: 40, columns: true },
  { text: 100, rows: 20, columns: true },
  { text: 60, rows: 8, columns: true },
];
