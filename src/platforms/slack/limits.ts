/**
 * What Slack refuses when exceeded. Lengths are counted here in UTF-16 units, which are never fewer than what Slack
 * counts, so that an emoji too many cannot lose a message.
 */
export const slackLimits = {
  /** Blocks in a message; a modal or the Home tab takes 100. */
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * Characters of all blocks of a message as JSON. Slack names no number; people have measured that it refuses
   * somewhat above 13,200.
   */
  messageJson: 13_000,
  header: 150,
  /** A text object, and one piece of rich text. */
  text: 3000,
  /** Pieces of one long text: more would push the buttons off the screen. */
  textPieces: 4,
  /** Top-level text: chat.update refuses above 4,000, after escaping. */
  messageText: 3900,
  fact: 2000,
  buttonsPerBlock: 25,
  buttonText: 75,
  accessibilityLabel: 75,
  modalTitle: 24,
  modalButton: 24,
  inputLabel: 2000,
  inputHint: 2000,
  inputText: 3000,
  optionText: 75,
  /** Options of a select; beyond them Slack has to ask for options. */
  selectOptions: 100,
  checkboxes: 10,
} as const;
