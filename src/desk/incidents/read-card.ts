import type { ButtonView, Card, CardPart, Fact } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import { own, type Text } from '../../chat/text.ts';
import { author, button, call, happened, heading, reviewButtons, severity, summaryFacts } from './cards.ts';
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

/** Slack refuses a message whose texts are longer than about 12,000 characters together, and one of over fifty parts. */
const pageCharacters = 8_000;
const pageTexts = 12;

/**
 * Everything, for somebody who may read it, in as many pages as it takes. Only ever a private reply: it is never posted
 * and never kept.
 *
 * @param page from 0
 */
export function readCard(desk: IncidentDesk, incident: Incident, look: Look, page: number): Card {
  const { describe } = desk;
  const number = describe.number(incident);
  const isAuthor = desk.reader(look).isAuthor(incident);
  const mayReview = desk.access.mayReview(look.person, incident);
  const me = desk.people.canonical(look.person);
  const answer = isAuthor && incident.state === 'returned' ? [button('answer', incident, 'primary')] : [];
  const reviewing = mayReview
    ? reviewButtons(incident, me).filter((one) => one.button !== 'incident.read')
    : [];
  const pages = toPages([...written(incident), ...later(desk, incident)]);
  const at = Math.min(page, pages.length - 1);
  const isLast = at === pages.length - 1;
  return {
    summary: say('incident.read.summary', { number }),
    parts: [
      { type: 'heading', text: heading(incident, describe) },
      { type: 'text', text: describe.whereabouts(incident, isAuthor), strong: true },
      ...(at === 0 ? [{ type: 'facts', facts: facts(desk, incident) } as const] : []),
      ...(pages[at] ?? []).flatMap(wordsOf),
      ...(pages.length === 1
        ? []
        : [
            { type: 'text', text: say('incident.read.page', { page: at + 1, count: pages.length }) } as const,
          ]),
      ...(isAuthor ? [] : [{ type: 'context', text: say('incident.read.logged') } as const]),
      {
        type: 'buttons',
        buttons: [
          ...(isLast ? [] : [readOn(incident, at + 1)]),
          ...answer,
          ...reviewing,
          button('add', incident),
        ],
      },
    ],
  };
}

function readOn(incident: Incident, page: number): ButtonView {
  const { number = '', id } = incident;
  return {
    button: 'incident.read',
    label: say('incident.button.readOn'),
    describe: say('incident.button.readOn.describe', { number }),
    record: id,
    value: String(page),
    style: 'primary',
  };
}

/** Somebody's words, and whose and when. */
interface Passage {
  readonly title: Text;
  readonly text: string;
}

/** At least one page; a passage is never parted. */
function toPages(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const pages: Passage[][] = [[]];
  let characters = 0;
  for (const passage of passages) {
    const page = pages.at(-1) as Passage[];
    const { length } = passage.text;
    if (page.length > 0 && (characters + length > pageCharacters || page.length === pageTexts)) {
      pages.push([passage]);
      characters = length;
    } else {
      page.push(passage);
      characters += length;
    }
  }
  return pages;
}

/** What may be kept in place of what was read. */
export function unreadCard({ describe }: IncidentDesk, incident: Incident): Card {
  const number = describe.number(incident);
  return {
    summary: say('incident.read.summary', { number }),
    parts: [
      { type: 'text', text: say('incident.read.notKept', { number }) },
      { type: 'buttons', buttons: [button('read', incident)] },
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
  const { report, link } = incident;
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
    ...(report.concerns === undefined
      ? []
      : [
          {
            label: say('incident.fact.concerns'),
            value: say('incident.people', { people: describe.names(report.concerns) }),
          },
        ]),
    ...call(incident),
    ...(link === undefined ? [] : [{ label: say('incident.fact.link'), value: own(link) }]),
  ];
}

/** What was added, asked and decided since it was submitted, in order. */
function later({ describe }: IncidentDesk, incident: Incident): readonly Passage[] {
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
  const reopened = incident.reopened ?? [];
  const closed = [
    ...reopened.map((one) => one.closed),
    ...(incident.closed === undefined ? [] : [incident.closed]),
  ];
  const again = reopened.map(({ by, at, reason }) => ({
    at,
    text: reason,
    title: say('incident.read.reopened', { person: describe.name(by), at: describe.at(incident, at) }),
  }));
  const ended = closed.map(({ by, at, note }) => ({
    at,
    text: note,
    title: say('incident.read.closed', { person: describe.name(by), at: describe.at(incident, at) }),
  }));
  return [...added, ...asked, ...ended, ...again].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** What its author wrote. */
function written({ report }: Incident): readonly Passage[] {
  return restrictedTexts.flatMap((field) => {
    const text = report[field];
    return text === undefined ? [] : [{ title: say(titles[field]), text }];
  });
}

function wordsOf({ title, text }: Passage): readonly CardPart[] {
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
