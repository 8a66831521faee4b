import { randomUUID } from 'node:crypto';
import type { Command, Look, Plan, Quoted, Work } from '../../chat/command.ts';
import { givenBack } from '../../chat/given-back.ts';
import { splitFirst } from '../../chat/typed.ts';
import type { Transaction } from '../../store/store.ts';
import { findByPerson } from '../people/index.ts';
import { line } from './cards.ts';
import type { About } from './form-ref.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { foundCard, listed, mineCard } from './list-card.ts';
import { parseNumber } from './numbers.ts';
import { parseFilter } from './parse-filter.ts';
import { readWords } from './read-words.ts';
import { openReportForm } from './report-form.ts';
import { keepWords } from './report-work.ts';
import { openAddForm } from './review-forms.ts';
import { addTo, readReport, tooLong } from './review-work.ts';
import { emptyReport, type Incident, incidentCollection, type Report, textLimit } from './schema.ts';
import { say } from './texts.en.ts';

type Planned = Plan<Transaction>;

/** `incident`: alone or with any words it opens the form; its first word can ask for something else. */
export function createIncidentCommand(desk: IncidentDesk): Command<Transaction> {
  return {
    id: 'incident.log',
    word: 'incident',
    direct: true,
    summary: say('incident.command.summary'),
    label: say('incident.command.label'),
    usage: '[what happened] or log, list, mine, add, a number',
    examples: [
      { words: 'incident teen area man shouting', does: say('incident.example.form') },
      { words: 'incident log teen area man shouting', does: say('incident.example.log') },
      { words: 'incident list CEN 7 days theft', does: say('incident.example.list') },
      { words: 'incident mine', does: say('incident.example.mine') },
      { words: 'incident CEN-2026-00042', does: say('incident.example.number') },
      { words: 'incident add CEN-2026-00042 he came back', does: say('incident.example.add') },
    ],
    keepsWords: true,
    plan: (words, look) => plan(desk, words.trim(), look),
    quote: (quoted, look) => planQuoted(desk, quoted, look),
  };
}

function plan(desk: IncidentDesk, words: string, look: Look): Planned {
  const [first, rest] = splitFirst(words);
  const number = rest === '' ? parseNumber(first) : undefined;
  if (number !== undefined) return { do: 'run', ...show(desk, number, look) };
  switch (first.toLowerCase()) {
    case 'log':
      if (rest !== '') return keep(desk, rest, look);
      return toForm(desk, '', look);
    case 'list':
      return { do: 'run', ...list(desk, rest, look) };
    case 'mine':
      if (rest === '') return { do: 'run', ...mine(desk, look) };
      break;
    case 'add': {
      const [to, text] = splitFirst(rest);
      const named = parseNumber(to);
      if (named !== undefined) return add(desk, named, text, look);
    }
  }
  return toForm(desk, words, look);
}

/** The form with these words in it; where it cannot open they are kept as a draft, never in a button. */
function toForm(desk: IncidentDesk, words: string, look: Look): Planned {
  if (words === '') return { do: 'form', open: openReportForm(desk, look), inWords: 'incident log' };
  const known = readWords(words, desk.branchOfCaller(look), desk.branches);
  const long = refuseLong(known.narrative ?? '');
  if (long !== undefined) return long;
  return {
    do: 'form',
    open: openReportForm(desk, look, known),
    otherwise: kept(desk, known, undefined, look, false),
  };
}

/** The ten-second report: a draft with one line. */
function keep(desk: IncidentDesk, words: string, look: Look): Planned {
  const known = readWords(words, desk.branchOfCaller(look), desk.branches);
  const long = refuseLong(known.narrative ?? '');
  return long === undefined ? { do: 'run', ...kept(desk, known, undefined, look, true) } : long;
}

function planQuoted(desk: IncidentDesk, { link, text }: Quoted, look: Look): Planned {
  const known = text === undefined || text === '' ? {} : { narrative: text };
  const about: About | undefined = link === undefined ? undefined : { type: 'link', link };
  return {
    do: 'form',
    open: openReportForm(desk, look, known, about),
    otherwise: kept(desk, known, about, look, false),
  };
}

function kept(
  desk: IncidentDesk,
  known: Partial<Report>,
  about: About | undefined,
  look: Look,
  shown: boolean,
): Work<Transaction> {
  const branch = desk.branchOfCaller(look)?.id;
  const report: Report = {
    ...emptyReport,
    occurredAt: look.now,
    about: true,
    ...(branch === undefined ? {} : { branch }),
    ...known,
  };
  const id = randomUUID();
  return { run: (tx) => keepWords(desk, tx, { id, about, report }, look, shown) };
}

function show(desk: IncidentDesk, number: string, look: Look): Work<Transaction> {
  return { run: async (tx) => readReport(desk, tx, await byNumber(tx, number), number, look) };
}

function list(desk: IncidentDesk, typed: string, look: Look): Work<Transaction> {
  const filter = parseFilter(typed, desk.branches, look.now);
  const { branch, ...query } = filter;
  return {
    async run() {
      const asked = branch === undefined ? query : { ...query, branch: branch.id };
      const found = await desk.incidents.find(asked, desk.reader(look), listed);
      const repeated = foundCard(desk, { ...filter, words: '' }, found, look);
      return { reply: foundCard(desk, filter, found, look), repeated };
    },
  };
}

function mine(desk: IncidentDesk, look: Look): Work<Transaction> {
  return {
    async run(tx) {
      const reader = desk.reader(look);
      const drafts = await findByPerson(tx, incidentCollection, 'draftsOf', {
        person: reader.person,
        people: desk.people,
      });
      const found = await desk.incidents.find({ words: '', mine: true }, reader, listed);
      const latest = drafts.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      const repeated = mineCard(desk, latest.map(withoutWords), found, look);
      return { reply: mineCard(desk, latest, found, look), repeated };
    },
  };
}

function withoutWords(draft: Incident): Incident {
  const { narrative: _, ...report } = draft.report;
  return { ...draft, report };
}

function add(desk: IncidentDesk, number: string, text: string, look: Look): Planned {
  const known = desk.incidents.byNumber(number);
  if (text === '' && known !== undefined && desk.reader(look).sight(known) !== 'none') {
    return { do: 'form', open: openAddForm(desk, known, look) };
  }
  const long = refuseLong(text);
  if (long !== undefined) return long;
  return {
    do: 'run',
    async run(tx) {
      const incident = await byNumber(tx, number);
      const notFound = line(say('incident.press.notFound', { number }));
      if (text === '') return { reply: notFound };
      const added =
        incident === undefined
          ? undefined
          : await addTo(desk, tx, incident, { text, isCorrection: false }, look);
      // No copy of the words is kept with the key of the request: they are in no report.
      return (
        added ?? { reply: givenBack(say('incident.add.notFound', { number }), text), repeated: notFound }
      );
    },
  };
}

async function byNumber(tx: Transaction, number: string): Promise<Incident | undefined> {
  return (await tx.find(incidentCollection, 'number', number))[0];
}

function refuseLong(text: string): (Planned & { readonly do: 'answer' }) | undefined {
  const count = tooLong(text);
  if (count === undefined) return undefined;
  const why = say('incident.long', { count, limit: textLimit });
  const summary = say('incident.long.summary');
  return { do: 'answer', card: { ...givenBack(why, text), summary }, kept: { ...line(why), summary } };
}
