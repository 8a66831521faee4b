import { textsOf } from '../chat/text.ts';

/** The words of the way in: menu, help, and what is said when something is not understood or not allowed. */
export const routerTexts = {
  'desk.menu.summary': 'What Deskbell can do.',
  'desk.menu.title': 'What do you need?',
  'desk.menu.hint': 'You can type it too: {words}. “<type>help</type>” and a command’s name says more.',
  'desk.home.summary': 'Your Home at the desk.',
  'desk.home.label': 'Home',
  'desk.home.about': 'See your shift, your calls and what waits for you',
  'desk.home.example': 'Your shift, your calls and what waits for you',
  'desk.help.title': '{label}',
  'desk.help.summary': 'How to use {word}.',
  'desk.help.usage.label': 'Type',
  'desk.typed': '<type>{words}</type>',
  'desk.unknown': 'Deskbell has no command “{word}”.',
  'desk.unknown.nearest': 'Did you mean one of these?',
  'desk.unknown.one': 'Did you mean “<type>{words}</type>”?',
  'desk.unknown.button': '{label}: {words}',
  'desk.unknown.rest': 'What you typed: {words}',
  'desk.unknown.summary': 'That command is not known. Choose one from the list.',
  'desk.button.gone': 'That button no longer does anything. Type <type>help</type> to see what you can do.',
  'desk.quote.none': '“{label}” cannot be used on a message. Type <type>{word}</type> instead.',
  'desk.notKept': 'What was answered here is not kept. Ask for it again to read it.',
  'desk.form.gone': 'That form is no longer in use. Type <type>help</type> to see what you can do.',
  'desk.form.reopen': 'Press the button to open the form.',
  'desk.form.reopen.typed': 'Without the form: type <type>{words}</type> and go on in your own words.',
  'desk.form.reopen.button': 'Open the form',
  'desk.form.again': 'Please look at the marked fields. Nothing has been sent yet.',
  'desk.field.missing': 'Please fill this in.',
  'desk.field.wrong': 'This cannot be read. Please check it.',
  'desk.refused.guest':
    'Deskbell is for full members of this organisation, and you are here as a guest. Please ask a colleague, or phone.',
  'desk.refused.outsider':
    'Deskbell is for members of this organisation, and your account belongs to another one. Please ask a colleague there, or phone.',
  'desk.refused.bot': 'Deskbell answers people, not other apps.',
  'desk.refused.unverified':
    'Deskbell could not check your account just now. Please try again in a minute. A call for help works all the same.',
  'desk.refused.help': 'In an emergency: {dial}. Nobody has been told here. {reason}',
  'desk.failed':
    'That did not work, and nothing was saved. Please try again; if it happens again, tell your administrator the reference {reference}.',
  'desk.edited.done':
    'What you wrote first still counts. Nobody is told that you changed it: write what is new in a new message.',
  'desk.edited.late':
    'In an emergency: {dial}. This message was changed some time after it was written, so nothing was done now and nobody was asked. To ask for something now, write a new message.',
  'desk.stopping':
    'In an emergency: {dial}. Deskbell is stopping, so nothing was done and nobody was asked. Please try again in a few minutes.',
  'desk.notSaved': 'That could not be saved just now, so nothing has changed. Please try again in a minute.',
} as const;

export const say = textsOf(routerTexts);
