import type { Card, CardPart, Fact } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import { own, type Text } from '../../chat/text.ts';
import { author, button, happened, heading, reviewButtons, severity, summaryFacts } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { type Incident, restrictedTexts } from './schema.ts';
import { say } from './texts.en.ts';

const titles = {
  narrative: 'incident.form.narrative',
  staffActions: 'incident.form.staffActions',
  servicesReference: 'incident.fact.reference',
  injuries: 'incident.form.injuries',
  property: 'incident.form.property',
  followUp: 'incident.form.followUp',
} as const;

/** Everything, for somebody who may read it. Only ever a private reply: it is never posted and never kept. */
export function readCard(desk: IncidentDesk, incident: Incident, look: Look): Card {
  const { describe } = desk;
  const isAuthor = desk.reader(look).isAuthor(incident);
  const mayReview = desk.access.mayReview(look.person, incident);
  const answer = isAuthor && incident.state === 'returned' ? [button('answer', incident, 'primary')] : [];
  const reviewing = mayReview ? reviewButtons(incident).filter((one) => one.button !== 'incident.read') : [];
  return {
    summary: say('incident.read.summary', { number: describe.number(incident) }),
    parts: [
      { type: 'heading', text: heading(incident, describe) },
      { type: 'text', text: describe.whereabouts(incident, isAuthor), strong: true },
      { type: 'facts', facts: facts(desk, incident) },
      ...restrictedTexts.flatMap((field) => words(say(titles[field]), incident.report[field])),
      ...later(desk, incident),
      { type: 'context', text: say('incident.read.logged') },
      { type: 'buttons', buttons: [...answer, ...reviewing, button('add', incident)] },
    ],
  };
}

/** What everybody else may see. */
export function summaryCard({ describe }: IncidentDesk, incident: Incident): Card {
  return {
    summary: say('incident.read.summary', { number: describe.number(incident) }),
    parts: [
      { type: 'heading', text: heading(incident, describe) },
      { type: 'facts', facts: summaryFacts(incident, describe) },
      { type: 'context', text: say('incident.read.only') },
      { type: 'buttons', buttons: [button('add', incident)] },
    ],
  };
}

function facts({ describe }: IncidentDesk, incident: Incident): readonly Fact[] {
  const { report, call, link } = incident;
  const categories = [...(report.category === undefined ? [] : [report.category]), ...report.also];
  return [
    happened(incident, describe),
    { label: say('incident.fact.kind'), value: describe.kind(incident) },
    ...list(
      say('incident.fact.categories'),
      categories.map((one) => say(`incident.category.${one}`)),
    ),
    ...severity(incident),
    author(incident, describe),
    ...list(
      say('incident.fact.outcomes'),
      report.outcomes.map((one) => say(`incident.outcome.${one}`)),
    ),
    ...list(
      say('incident.fact.services'),
      report.services.map((one) => say(`incident.service.${one}`)),
    ),
    ...yesNo(say('incident.fact.event'), report.duringEvent),
    ...yesNo(say('incident.fact.footage'), report.footage),
    ...(call === undefined ? [] : [{ label: say('incident.fact.call'), value: own(call.number) }]),
    ...(link === undefined ? [] : [{ label: say('incident.fact.link'), value: own(link) }]),
  ];
}

/** What was added, asked and decided since it was submitted, in order. */
function later({ describe }: IncidentDesk, incident: Incident): readonly CardPart[] {
  const added = incident.supplements.map(({ by, at, kind, text }) => ({
    at,
    text,
    title: say('incident.read.supplement', {
      kind: say(`incident.supplement.${kind}`),
      person: describe.name(by),
      at: describe.at(incident, at),
    }),
  }));
  const asked = incident.questions.map(({ by, at, text }) => ({
    at,
    text,
    title: say('incident.read.question', { person: describe.name(by), at: describe.at(incident, at) }),
  }));
  const closed = incident.closed === undefined ? [] : [incident.closed];
  const ended = closed.map(({ by, at, note }) => ({
    at,
    text: note,
    title: say('incident.read.closed', { person: describe.name(by), at: describe.at(incident, at) }),
  }));
  return [...added, ...asked, ...ended]
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .flatMap(({ title, text }) => words(title, text));
}

function words(title: Text, text: string | undefined): readonly CardPart[] {
  if (text === undefined) return [];
  return [
    { type: 'text', text: title, strong: true },
    { type: 'text', text: own(text) },
  ];
}

function list(label: Text, items: readonly Text[]): readonly Fact[] {
  return items.length === 0 ? [] : [{ label, value: say('incident.list', { items }) }];
}

function yesNo(label: Text, value: boolean | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ label, value: say(value ? 'incident.yes' : 'incident.no') }];
}
