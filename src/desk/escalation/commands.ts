import { sentenceCard } from '../../chat/card.ts';
import type { Command, Look, Plan } from '../../chat/command.ts';
import { givenBack } from '../../chat/given-back.ts';
import type { OpenForm } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { escalateWork, tooLong } from './escalate-work.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import { type ParsedEscalation, parseEscalation } from './parse.ts';
import { say } from './texts.en.ts';

/** `escalate`: sent at once when it says what is to be decided; without that it opens the form. */
export function createEscalate(desk: EscalationDesk): Command<Transaction> {
  return {
    id: 'escalation.escalate',
    word: 'escalate',
    direct: true,
    summary: say('escalation.command.summary'),
    label: say('escalation.command.label'),
    usage: '[number] <reason> [deadline]',
    examples: [
      { words: 'escalate H-0007 needs a decision before 18:30', does: say('escalation.example.about') },
      { words: 'escalate may we waive this fine in 20 minutes', does: say('escalation.example.in') },
      { words: 'escalate', does: say('escalation.example.form') },
    ],
    keepsWords: true,
    plan(words: string, look: Look): Plan<Transaction> {
      const whatIf = /^whatif(?:\s+|$)/iu.exec(words.trimStart());
      if (whatIf !== null) {
        const rest = words.trimStart().slice(whatIf[0].length);
        return { do: 'answer', card: desk.whatIf(rest, look) };
      }
      const parsed = parseEscalation(words);
      const isOnlyDeadline =
        parsed.deadline !== undefined &&
        parsed.reason.toLowerCase().split(/\s+/u).length === parsed.deadline.words.split(' ').length;
      if (parsed.reason === '' || isOnlyDeadline)
        return { do: 'form', open: openEscalationForm(desk, parsed, look), inWords: 'escalate' };
      const long = tooLong(parsed.reason);
      if (long !== undefined)
        return { do: 'answer', card: givenBack(long, words.trim()), kept: sentenceCard(long) };
      return { do: 'run', ...escalateWork(desk, { ...parsed, wants: 'decision', concerns: [] }, look) };
    },
  };
}

/** The form with what was typed already in it. */
function openEscalationForm(desk: EscalationDesk, parsed: ParsedEscalation, look: Look): OpenForm {
  const branch = desk.branchOfCaller(look);
  return {
    form: 'escalation.escalate',
    values: {
      wants: 'decision',
      ...(branch === undefined ? {} : { branch: branch.id }),
      ...(parsed.about === undefined ? {} : { about: parsed.about.number }),
      ...(parsed.deadline === undefined ? {} : { deadline: parsed.deadline.words }),
    },
  };
}
