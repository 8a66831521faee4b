import { isRecord, type Json, records, text } from './state.ts';

/** A button as the person sees it. */
export interface SeenButton {
  readonly label: string;
  /** What a screen reader says instead, if anything. */
  readonly describe: string | undefined;
  readonly style: string | undefined;
  readonly actionId: string;
  readonly value: string;
}

/** Blocks as plain lines: what stands on the screen, without how it looks. Buttons are `[label]`, on one line. */
export function blocksToLines(blocks: readonly Json[]): readonly string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'header':
      case 'section':
        return textOf(block.text).split('\n');
      case 'context':
        return records(block.elements).map(textOf);
      case 'rich_text':
        return records(block.elements)
          .flatMap((section) => records(section.elements))
          .map((element) => text(element.text))
          .join('')
          .split('\n');
      case 'actions':
        return [
          records(block.elements)
            .map((button) => `[${textOf(button.text)}]`)
            .join(' '),
        ];
      case 'input':
        return [`${textOf(block.label)}: ${inputToLine(block.element)}`];
      default:
        return [];
    }
  });
}

export function blocksToButtons(blocks: readonly Json[]): readonly SeenButton[] {
  return blocks
    .flatMap((block) => (block.type === 'actions' ? records(block.elements) : []))
    .filter((element) => element.type === 'button')
    .map((button) => ({
      label: textOf(button.text),
      describe: text(button.accessibility_label) || undefined,
      style: text(button.style) || undefined,
      actionId: text(button.action_id),
      value: text(button.value),
    }));
}

/** The options of a select, radio buttons or checkboxes, groups flattened. */
export function optionsOf(element: Json): readonly { readonly label: string; readonly option: Json }[] {
  const grouped = records(element.option_groups).flatMap((group) => records(group.options));
  return [...records(element.options), ...grouped].map((option) => ({ label: textOf(option.text), option }));
}

/** The words of a text object; the three entities of mrkdwn as the person sees them. */
export function textOf(value: unknown): string {
  if (!isRecord(value)) return '';
  return value.type === 'mrkdwn' ? shownText(text(value.text)) : text(value.text);
}

/** Top-level text as a notification shows it. */
export function shownText(escaped: string): string {
  return escaped.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function inputToLine(element: unknown): string {
  if (!isRecord(element)) return '';
  const initial = element.initial_option ?? element.initial_options;
  if (isRecord(initial)) return textOf(initial.text);
  if (Array.isArray(initial))
    return records(initial)
      .map((option) => textOf(option.text))
      .join(', ');
  return text(element.initial_value) || text(element.initial_user);
}
