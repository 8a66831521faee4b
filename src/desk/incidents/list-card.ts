import type { ButtonView, Card, CardPart, Fact } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import { own, type Text } from '../../chat/text.ts';
import { draftButtons } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import type { Filter } from './parse-filter.ts';
import type { Incident } from './schema.ts';
import type { Found } from './search.ts';
import { say } from './texts.en.ts';

/** Reports shown at once. */
export const listed = 10;

/** What `incident list` found: each report as far as this person sees it. */
export function foundCard(desk: IncidentDesk, filter: Filter, found: Found, look: Look): Card {
  const { total: count, incidents } = found;
  const filters = describeFilter(desk, filter);
  const summary = say('incident.found.summary', { count });
  return {
    summary,
    parts: [
      { type: 'heading', text: say('incident.found.title') },
      { type: 'text', text: summary, strong: true },
      ...(filters.length === 0
        ? []
        : [{ type: 'context', text: say('incident.found.filter', { filters }) } as const]),
      ...rows(desk, incidents, look),
      {
        type: 'context',
        text:
          count > incidents.length
            ? say('incident.found.some', { shown: incidents.length, count })
            : say('incident.found.hint'),
      },
    ],
  };
}

/** `incident mine`: the drafts to go on with, then the reports. */
export function mineCard(desk: IncidentDesk, drafts: readonly Incident[], found: Found, look: Look): Card {
  const title = say('incident.mine.title');
  const parts: CardPart[] = [{ type: 'heading', text: title }];
  for (const draft of drafts.slice(0, listed)) {
    const row = { label: desk.describe.state(draft), value: desk.describe.draft(draft) };
    parts.push(
      { type: 'facts', facts: [row] },
      { type: 'buttons', buttons: draftButtons(draft, desk.describe) },
    );
  }
  parts.push(...rows(desk, found.incidents, look));
  if (drafts.length + found.total === 0) parts.push({ type: 'text', text: say('incident.mine.none') });
  if (found.total > found.incidents.length) {
    const params = { shown: found.incidents.length, count: found.total };
    parts.push({ type: 'context', text: say('incident.found.some', params) });
  }
  return { summary: title, parts };
}

function rows(desk: IncidentDesk, incidents: readonly Incident[], look: Look): readonly CardPart[] {
  if (incidents.length === 0) return [];
  const reader = desk.reader(look);
  const facts = incidents.map((incident): Fact => {
    const sight = reader.sight(incident) === 'all' ? 'all' : 'summary';
    return { label: own(incident.number ?? ''), value: rowText(desk, incident, sight) };
  });
  return [
    { type: 'facts', facts },
    { type: 'buttons', buttons: incidents.map(numberButton) },
  ];
}

/** Opens one of several reports: labelled by its number, so that each is told apart. */
function numberButton(incident: Incident): ButtonView {
  const number = incident.number ?? '';
  return {
    button: 'incident.read',
    label: say('incident.button.open', { number }),
    describe: say('incident.button.read.describe', { number }),
    record: incident.id,
  };
}

function rowText({ describe }: IncidentDesk, incident: Incident, sight: 'all' | 'summary'): Text {
  const params = {
    place: describe.place(incident),
    at: describe.happened(incident),
    state: describe.state(incident),
  };
  const { severity } = incident.report;
  return sight === 'summary' || severity === undefined
    ? say('incident.row.summary', params)
    : say('incident.row.all', {
        ...params,
        kind: describe.kind(incident),
        severity: say(`incident.severity.${severity}`),
      });
}

function describeFilter({ branches }: IncidentDesk, filter: Filter): readonly Text[] {
  const { branch, from, states, categories, words } = filter;
  const zone = (branch ?? branches.organisation()).timezone;
  return [
    ...(branch === undefined ? [] : [say('incident.filter.branch', { branch: branches.label(branch) })]),
    ...(from === undefined
      ? []
      : [say('incident.filter.since', { at: { instant: from, zone, style: 'full' } })]),
    ...(states === undefined
      ? []
      : [say('incident.filter.states', { states: states.map((state) => say(`incident.state.${state}`)) })]),
    ...(categories === undefined
      ? []
      : [
          say('incident.filter.categories', {
            categories: categories.map((one) => say(`incident.category.${one}`)),
          }),
        ]),
    ...(words === '' ? [] : [say('incident.filter.words', { words: own(words) })]),
  ];
}
