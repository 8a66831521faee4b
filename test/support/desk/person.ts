/** Somebody at the desk, on whichever platform: what a scenario makes people do and look at. */
export interface Person {
  readonly name: string;
  /** Types a command, with its slash or without. Resolves with what the reply says, once it is there. */
  types(words: string): Promise<string>;
  /**
   * Presses the newest button of that label, in a message that contains `on` when it is given; looks for it a while.
   *
   * @throws Error when there is no such button.
   */
  presses(label: string, on?: string): Promise<string>;
  /** The same among what was answered to this person alone. */
  pressesInReply(label: string, on?: string): Promise<string>;
  /** Presses the newest button of that label in a posted message that contains `on`: the answer takes its place. */
  pressesAway(label: string, on: string): Promise<void>;
  /** Every reply so far that only this person sees. */
  hears(): Promise<string>;
  /** The private conversation with the desk as plain text, oldest first; buttons in brackets. */
  sees(): Promise<string>;
  /** A branch's channel as plain text. */
  seesInChannel(branch: string): Promise<string>;
  /** The form that is open, as plain text; undefined when none is. */
  seesForm(): string | undefined;
  /** Fills in the open form by the labels of its fields and of what is chosen, and sends it; the rest stays as it is. */
  submits(values: Readonly<Record<string, string>>): Promise<string>;
  /** Fills in the open form like `submits`, and sends it by another button in it. */
  sends(label: string, values: Readonly<Record<string, string>>): Promise<string>;
  /** Opens their Home, which then follows what it shows. */
  opensHome(): Promise<void>;
  /** The Home as it is now, as plain text; buttons in brackets. */
  seesHome(): Promise<string>;
  /** Presses a button on the Home. Resolves with what is answered. */
  pressesAtHome(label: string): Promise<string>;
  /** How many messages have rung for this person. */
  rings(): Promise<number>;
}
