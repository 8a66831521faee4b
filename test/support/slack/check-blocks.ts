import { isRecord, type Json, records, text } from './state.ts';

type Surface = 'message' | 'modal' | 'home';
type Report = (problem: string) => void;

const blockTypes: Readonly<Record<Surface, readonly string[]>> = {
  message: ['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'image'],
  modal: ['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'image', 'input'],
  home: ['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'image', 'input'],
};

/** What Slack would refuse about these blocks, in order; empty when it takes them. */
export function blockProblems(blocks: unknown, surface: Surface): readonly string[] {
  const problems: string[] = [];
  if (!Array.isArray(blocks)) return ['blocks are not a list'];
  const max = surface === 'message' ? 50 : 100;
  if (blocks.length > max) problems.push(`more than ${max} blocks`);
  // Slack gives no number; what people measured is about 13,200 characters of the blocks as JSON.
  if (surface === 'message' && JSON.stringify(blocks).length > 13_200) problems.push('msg_blocks_too_long');
  for (const [index, block] of blocks.entries()) {
    const report: Report = (problem) => problems.push(`blocks/${index}: ${problem}`);
    if (!isRecord(block)) report('not an object');
    else if (!blockTypes[surface].includes(text(block.type))) report(`unsupported type ${text(block.type)}`);
    else checkBlock(block, report);
  }
  const all = records(blocks);
  unique(
    all.map((block) => block.block_id),
    'block_id',
    (problem) => problems.push(problem),
  );
  unique(
    all.flatMap((block) => records(block.elements)).map((element) => element.action_id),
    'action_id',
    (problem) => problems.push(problem),
  );
  return problems;
}

/** What Slack would refuse about a modal or Home tab. */
export function viewProblems(view: unknown): readonly string[] {
  if (!isRecord(view)) return ['view is not an object'];
  const surface = view.type === 'home' ? 'home' : 'modal';
  const problems = [...blockProblems(view.blocks, surface)];
  const report: Report = (problem) => problems.push(problem);
  if (JSON.stringify(view).length > 250_000) report('view_too_large');
  if (text(view.private_metadata).length > 3000) report('private_metadata over 3000');
  if (text(view.callback_id).length > 255) report('callback_id over 255');
  if (surface === 'home') return problems;
  plainText(view.title, 24, 'title', report);
  for (const name of ['submit', 'close'])
    if (view[name] !== undefined) plainText(view[name], 24, name, report);
  const inputs = records(view.blocks).some((block) => block.type === 'input');
  if (inputs && view.submit === undefined) report('submit is required with inputs');
  return problems;
}

function checkBlock(block: Json, report: Report): void {
  switch (block.type) {
    case 'header':
      plainText(block.text, 150, 'text', report);
      break;
    case 'section':
      anyText(block.text, 3000, report);
      break;
    case 'context': {
      const elements = records(block.elements);
      between(elements.length, 1, 10, 'context elements', report);
      for (const element of elements) anyText(element, 3000, report);
      break;
    }
    case 'actions': {
      const elements = records(block.elements);
      between(elements.length, 1, 25, 'actions elements', report);
      for (const element of elements) checkElement(element, report);
      break;
    }
    case 'rich_text':
      checkRichText(block, report);
      break;
    case 'input':
      plainText(block.label, 2000, 'label', report);
      if (block.hint !== undefined) plainText(block.hint, 2000, 'hint', report);
      if (isRecord(block.element)) checkElement(block.element, report);
      else report('input without element');
  }
}

function checkRichText(block: Json, report: Report): void {
  const sections = records(block.elements);
  if (sections.length === 0) report('rich_text without elements');
  for (const section of sections) {
    if (section.type !== 'rich_text_section') report(`unsupported ${text(section.type)}`);
    for (const element of records(section.elements)) {
      if (element.type !== 'text') report(`unsupported ${text(element.type)}`);
      between(text(element.text).length, 1, 3000, 'rich text', report);
    }
  }
}

function checkElement(element: Json, report: Report): void {
  between(text(element.action_id).length, 1, 255, 'action_id', report);
  switch (element.type) {
    case 'button':
      plainText(element.text, 75, 'button text', report);
      if (text(element.value).length > 2000) report('button value over 2000');
      if (text(element.accessibility_label).length > 75) report('accessibility_label over 75');
      if (element.style !== undefined && !['primary', 'danger'].includes(text(element.style)))
        report('button style');
      break;
    case 'plain_text_input': {
      const max = typeof element.max_length === 'number' ? element.max_length : 3000;
      between(max, 1, 3000, 'max_length', report);
      if (text(element.initial_value).length > max) report('initial_value over max_length');
      break;
    }
    case 'static_select':
    case 'multi_static_select':
      checkOptions(element, 100, report);
      break;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions(element, 10, report);
      break;
    case 'external_select':
    case 'multi_external_select':
    case 'users_select':
    case 'file_input':
      break;
    case 'datetimepicker': {
      const at = element.initial_date_time;
      if (at !== undefined && !/^\d{10}$/.test(JSON.stringify(at))) report('initial_date_time');
      break;
    }
    default:
      report(`unsupported element ${text(element.type)}`);
  }
}

function checkOptions(element: Json, max: number, report: Report): void {
  const groups = element.option_groups === undefined ? undefined : records(element.option_groups);
  const lists =
    groups === undefined ? [records(element.options)] : groups.map((group) => records(group.options));
  if (groups !== undefined) {
    between(groups.length, 1, 100, 'option_groups', report);
    for (const group of groups) plainText(group.label, 75, 'group label', report);
  }
  for (const list of lists) between(list.length, 1, max, 'options', report);
  const all = lists.flat();
  for (const option of all) {
    plainText(option.text, 75, 'option text', report);
    between(text(option.value).length, 1, 75, 'option value', report);
  }
  unique(
    all.map((option) => option.value),
    'option value',
    report,
  );
  const initial = [element.initial_option, ...records(element.initial_options)].filter(isRecord);
  const known = new Set(all.map((option) => JSON.stringify(option)));
  for (const option of initial)
    if (!known.has(JSON.stringify(option))) report('initial option is not an option');
}

function plainText(value: unknown, max: number, name: string, report: Report): void {
  if (!isRecord(value) || value.type !== 'plain_text') report(`${name} is not plain_text`);
  else between(text(value.text).length, 1, max, name, report);
}

function anyText(value: unknown, max: number, report: Report): void {
  if (!isRecord(value) || !['plain_text', 'mrkdwn'].includes(text(value.type))) report('no text object');
  else between(text(value.text).length, 1, max, 'text', report);
}

function between(value: number, min: number, max: number, name: string, report: Report): void {
  if (value < min || value > max) report(`${name}: ${value} is not within ${min} and ${max}`);
}

function unique(ids: readonly unknown[], name: string, report: Report): void {
  const given = ids.filter((id) => typeof id === 'string');
  if (new Set(given).size < given.length) report(`${name} is not unique`);
}
