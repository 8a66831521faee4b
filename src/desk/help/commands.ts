import type { Command, Look, Plan } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { alarmOf } from './alarm.ts';
import { callWork } from './call-work.ts';
import { openAssistForm } from './forms.ts';
import type { HelpDesk } from './help-desk.ts';
import { isBlank } from './note.ts';
import { parseCall } from './parse.ts';
import { say } from './texts.en.ts';
import { whereToPress } from './typed-button.ts';

/** `assist`: sent at once when anything is typed after it; alone it opens the form. */
export function createAssist(desk: HelpDesk): Command<Transaction> {
  return {
    id: 'help.assist',
    word: 'assist',
    direct: true,
    summary: say('help.command.summary'),
    label: say('help.command.label'),
    usage: '[now|emergency] [branch] [zone] [note]',
    examples: [
      { words: 'assist now teen area', does: say('help.example.now') },
      { words: 'assist reading room projector will not start', does: say('help.example.assist') },
      { words: 'assist emergency', does: say('help.example.emergency') },
    ],
    openToUnverified: true,
    beginnings: ['emergency', 'now'],
    pressInstead: whereToPress,
    alarm: (words, look) => alarmOf(words, look, desk),
    plan(words: string, look: Look): Plan<Transaction> {
      if (isBlank(words)) return { do: 'form', open: openAssistForm(desk, look), inWords: 'assist now' };
      const call = parseCall(words, desk.branchOfCaller(look), desk.branches);
      return { do: 'run', ...callWork(desk, call, look) };
    },
  };
}
