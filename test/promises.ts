/** Where a test stands below `test/`, and its title or enough of it. */
type Proof = readonly [file: string, title: string];

/** The sentences of the README's "What happens when", in its order, with the tests that prove them. */
export const promises: Readonly<Record<string, readonly Proof[]>> = {
  'The next people are asked, step by step.': [
    ['scenario/assist.test.ts', 'moves on by the policy until the caller is told that nobody has confirmed'],
  ],
  'After the last step the caller is told that nobody has confirmed, and what to dial.': [
    ['scenario/assist.test.ts', 'moves on by the policy until the caller is told that nobody has confirmed'],
    [
      'desk/help/every-policy.test.ts',
      'somebody is asked or told at once, and the caller is told before its end',
    ],
  ],
  'The call stays open, and a supervisor is reminded every day.': [
    [
      'scenario/assist.test.ts',
      'stays open when nobody has answered, and a supervisor is reminded every day',
    ],
  ],
  'The next one is asked at once.': [
    ['desk/help/on-site.test.ts', 'when the caller is alone and it asks %j: the next is asked at once'],
    ['scenario/policy-zone.test.ts', 'asks the others at once when the call has no zone'],
  ],
  'The next people are asked at once.': [
    ['scenario/assist-presses.test.ts', 'move on at once when everybody asked can’t come'],
  ],
  'They are asked once whether they are there, and then others are asked.': [
    ['scenario/assist-presses.test.ts', 'is asked about once, then the next people are asked'],
  ],
  'They are reminded of the first, and others are asked for it once they are at another branch.': [
    ['scenario/coming-to-two.test.ts', 'and is reminded of the first, with the button that ends it there'],
    ['scenario/coming-to-two.test.ts', 'and once they are at one branch, others are asked at the other'],
  ],
  "They are asked every hour whether it is over, and after the policy's `staleAfterMinutes` a supervisor is reminded every day instead.":
    [
      [
        'scenario/forgotten-done.test.ts',
        'is asked about every hour by whoever is there, for so long as the policy says',
      ],
    ],
  'Others are asked as if nobody were coming.': [
    ['scenario/policy-needs.test.ts', 'goes on asking with one, says so in plain words, and rests with two'],
  ],
  'One leads and the other helps.': [
    [
      'scenario/policy-same-moment.test.ts',
      'two people pressing in the same millisecond are one leader and one helper',
    ],
  ],
  'They are told so, and it stays over.': [
    ['scenario/assist-presses.test.ts', 'is once and for all: a press on an old card gets a polite sentence'],
  ],
  'Whoever starts is asked too, also when the shift was written down since the call, or the last step is over.':
    [
      ['scenario/shift-starts.test.ts', 'brings the call to whoever starts, also after a restart'],
      [
        'scenario/shift-starts.test.ts',
        'written down while a call is open brings it to whoever starts, and at once where it has begun',
      ],
      ['scenario/shift-starts.test.ts', 'written down after the last step brings the call all the same'],
    ],
  'The call is sent to nobody until it is said.': [
    [
      'scenario/assist-words.test.ts',
      'is sent to nobody until the building is chosen, and then at once, with the zone that was typed',
    ],
  ],
  'After a minute the fallback person is asked all the same.': [
    ['scenario/assist-words.test.ts', 'reaches the fallback person after a minute all the same'],
  ],
  'Their words are added and people are asked again.': [
    ['scenario/assist-presses.test.ts', 'adds its words, asks again and says so'],
  ],
  'They are asked once more, and then others are asked to look.': [
    [
      'scenario/lone-working.test.ts',
      'is asked once more, and then the missed check-in walks its own policy',
    ],
  ],
  'Nothing that was confirmed is lost, and nothing is there twice.': [
    ['faults/kill.test.ts', 'kills under load, and catches up within 5 s of a start'],
    ['faults/kill-every-step.test.ts', 'loses, doubles and delays nothing, and the caller is told'],
    ['faults/same-delivery.test.ts', 'makes one record and one set of messages'],
  ],
  'What fell due meanwhile is done within 5 seconds of the start, also when a chat platform answers nothing.':
    [
      ['faults/kill.test.ts', 'kills under load, and catches up within 5 s of a start'],
      [
        'faults/silent-start.test.ts',
        'what fell due while the desk was down is handled at the start although',
      ],
    ],
  'In Slack the next start finds out whether it arrived.': [
    [
      'faults/crash-between-post-and-record.test.ts',
      'leaves each person with one message, which is one of ours from then on',
    ],
    ['faults/crash-between-post-and-record.test.ts', 'sends what had not arrived, once and not as a repeat'],
  ],
  'In Teams it may come twice, the second marked as a repeat.': [
    [
      'faults/crash-between-post-and-record.test.ts',
      'A crash between posting to Teams and writing it down brings one repeat, marked, and never a third message',
    ],
  ],
  'What it has begun is finished.': [['wiring/stopping.test.ts', 'lets the call that it has begun with be']],
  'Whoever wants something from then on is told that nothing was done and nobody was asked, and what to dial; a form stays open with what was typed.':
    [['scenario/while-stopping.test.ts', 'is told that nobody was asked and what to dial, and a form is']],
  'Everybody on the missed steps is asked in one go.': [
    [
      'faults/stopped-desk.test.ts',
      'asks everyone on missed steps in one go, and the last step follows after its own delay',
    ],
  ],
  'A call that is too old by then wakes nobody but is told to its caller and a supervisor.': [
    ['faults/stopped-desk.test.ts', 'tells only the caller and the supervisors of a call that is too old'],
    [
      'faults/stopped-desk.test.ts',
      'neither asks whoever was on the way to a call that is too old, nor others instead of them',
    ],
    [
      'faults/stopped-desk.test.ts',
      'A shift that starts after a stop is not asked about a call that is too old',
    ],
  ],
  "A call's steps keep their times.": [
    [
      'faults/clock-jumps.test.ts',
      'the steps of a call keep their delays while the wall clock jumps an hour %s',
    ],
  ],
  'A message that had to wait is as late as the time that has passed.': [
    ['delivery/list.test.ts', 'A message is as late as the time that has passed'],
  ],
  'It is answered once.': [
    ['faults/same-delivery-chat.test.ts', 'is answered once: a call in the desk’s own chat'],
    ['faults/same-delivery-chat.test.ts', 'is answered once: at once, while the first is under way'],
    ['faults/same-delivery-chat.test.ts', 'what Teams delivers again is answered once, at once and later'],
  ],
  'After a restart its answer may come again, and still nothing is there twice.': [
    ['scenario/slack.test.ts', 'makes one call and one set of messages, also after a restart'],
  ],
  'People are told that nothing is saved.': [
    [
      'faults/full-disk.test.ts',
      'says what is not saved while the disk is full, sends a call for help all the same',
    ],
  ],
  'A call or press for help still goes out once, without buttons, and its caller is told what to dial.': [
    ['faults/full-disk-presses.test.ts', 'a press by which a caller asks for more goes out from memory'],
    ['faults/log-full-disk.test.ts', 'A log on the disk that is full keeps no call from going out'],
    ['faults/full-disk-twice.test.ts', 'is sent once however often it is delivered'],
    [
      'faults/full-disk.test.ts',
      'says what is not saved while the disk is full, sends a call for help all the same',
    ],
  ],
  'Its note goes to those asked, in their chat alone.': [
    [
      'faults/full-disk-chat.test.ts',
      'tells those asked in Slack and Teams what awaits them, and no channel',
    ],
  ],
  'Words typed for a report or a question are given back, since Slack keeps no copy of a command.': [
    ['faults/full-disk-chat.test.ts', 'gives its words back, since Slack keeps none'],
  ],
  'The desk saves again when it can.': [['faults/full-disk.test.ts', 'and saves again when it can']],
  'A save that finds it so is refused, as with a full disk.': [
    ['faults/lost-database.test.ts', 'a call goes out from memory, the desk writes everything again'],
  ],
  'The desk writes everything again and goes on, and says so in its log and on the health page.': [
    ['faults/lost-database.test.ts', 'a call goes out from memory, the desk writes everything again'],
    ['store/json/lost-place.test.ts', '%s: its health finds that, and it is mended'],
  ],
  'Nothing that was confirmed is lost.': [
    ['faults/lost-database.test.ts', 'a call goes out from memory, the desk writes everything again'],
    ['store/json/lost-place.test.ts', '%s: it saves again, and a kill loses nothing'],
  ],
  'Only the second one saves, and the first says which process that is.': [
    ['faults/lost-database.test.ts', 'a second desk takes the place of a removed database: it alone saves'],
    ['store/json/taken-place.test.ts', 'it takes the place: it alone goes on'],
  ],
  'It goes on at its times, from memory and without buttons: the next people are asked, and the caller is told so each time and in the end that nobody has confirmed, with what to dial.':
    [
      [
        'faults/full-disk-call.test.ts',
        'a call whose disk fills up goes on from memory to the last word to its caller, and with its record when there is room again',
      ],
    ],
  'What was saved before goes out all the same, one message after the other, and by e-mail and text message at its times.':
    [
      [
        'delivery/full-disk-goes-on.test.ts',
        'what was delivered does not hold up the next one to the same person, and neither comes twice',
      ],
      ['delivery/full-disk-goes-on.test.ts', 'each later route is taken at its time, and once'],
    ],
  'Once there is room it is saved as it went.': [
    [
      'faults/full-disk-call.test.ts',
      'a call whose disk fills up goes on from memory to the last word to its caller, and with its record when there is room again',
    ],
  ],
  'Their check-ins come at their times.': [
    ['faults/full-disk-steps.test.ts', 'is looked for all the same, and it is saved as it went'],
  ],
  'As no answer can be recorded, others are asked to look, step by step, and read that the person may be all right.':
    [['faults/full-disk-steps.test.ts', 'is looked for all the same, and it is saved as it went']],
  'After half a minute those who should come now are told by e-mail, then by text message.': [
    ['scenario/routes.test.ts', 'goes out by e-mail after half a minute while Slack %s'],
    [
      'scenario/routes.test.ts',
      'is the webhook half a minute after a mail server that is not there was tried',
    ],
  ],
  "The caller's card says who was told how.": [
    ['scenario/routes.test.ts', 'goes out by e-mail after half a minute while Slack %s'],
  ],
  'What was owed there still goes out when it is back, marked as late.': [
    ['scenario/routes-in-time.test.ts', 'brings the card with its buttons late, and there is one call'],
    ['scenario/filter-between.test.ts', 'costs a call no message'],
  ],
  'A command is answered within three seconds all the same.': [
    ['platforms/slack/commands.test.ts', 'offers it in the reply itself when Slack says nothing at all'],
    ['scenario/slack.test.ts', 'that does not answer at all holds up nobody’s reply'],
  ],
  'Where its form cannot open, the answer says what can be typed instead.': [
    ['scenario/without-form.test.ts', 'bare /assist says what to dial and what to type'],
  ],
  'What finds no way to a person is tried again for half an hour, as long as the desk runs; what may have arrived is sent once more, marked as late.':
    [
      ['platforms/slack/owed-answers.test.ts', 'is tried again until Slack takes it'],
      ['platforms/slack/owed-answers.test.ts', 'is given up after half an hour'],
      ['platforms/slack/owed-answers.test.ts', 'that Slack may have taken is sent once more, marked as late'],
    ],
  'A desk that has run with that token before takes commands, presses and forms all the same.': [
    [
      'scenario/slack-restart.test.ts',
      'a desk that has run before takes commands, presses and forms all the same',
    ],
  ],
  'At the very first start, or with a new token, they are answered with what to dial and that nobody was asked.':
    [
      [
        'platforms/slack/kept-identity.test.ts',
        'answers a command with what to dial there, and that nobody was asked',
      ],
      [
        'platforms/slack/kept-identity.test.ts',
        'answers a press by its address, and keeps a form open with what was typed',
      ],
      ['platforms/slack/kept-identity.test.ts', 'is not taken from an earlier start where what was kept is'],
    ],
  'After a minute those who should come now get an e-mail too, and a minute later a text message.': [
    ['scenario/routes-unanswered.test.ts', 'goes out by e-mail after a minute, and a minute later by'],
  ],
  "The caller's card says so.": [
    ['scenario/routes-unanswered.test.ts', 'goes out by e-mail after a minute, and a minute later by'],
  ],
  'Whoever has answered gets neither, and nobody does once enough are coming.': [
    ['scenario/routes-unanswered.test.ts', 'leaves those alone who have said that they can’t come'],
    ['scenario/routes-unanswered.test.ts', 'rings nobody again once somebody is coming'],
  ],
  "The caller's card names them, and the next people are asked at once.": [
    [
      'faults/refused.test.ts',
      'and has no other route is named to the caller, and the next people are asked at once',
    ],
  ],
  "Calls go out by e-mail and text message, and the caller's screen says so at the next contact.": [
    [
      'faults/no-chat.test.ts',
      'a call while both chat platforms are down goes out by e-mail and text message',
    ],
  ],
  'They come as one message, with the notes and buttons of each.': [
    ['delivery/list.test.ts', 'go out as one message that lists them, each with its buttons'],
    ['delivery/list-on-platforms.test.ts', 'keeps each with its buttons when %s'],
    ['scenario/waiting-asks.test.ts', 'come to her as one list, in which she can answer each'],
  ],
  'It is opened anew.': [
    ['platforms/slack/socket-quiet.test.ts', 'is noticed and opened anew, before the old one is given up'],
    ['scenario/self-audit.test.ts', 'is opened anew, and the desk stays ready'],
  ],
  'The health page is red within minutes, although nobody calls.': [
    ['scenario/self-audit.test.ts', 'turns the desk red within minutes, although nobody calls'],
  ],
  'The desk finds it, asks the next people, and tells the administrators once.': [
    [
      'scenario/self-audit.test.ts',
      'the next people are asked, and the administrators are told once, also after a restart',
    ],
  ],
  'It is refused with a sentence.': [
    ['faults/start.test.ts', 'is refused with a sentence, and the first one goes on'],
  ],
};
