import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../support/repeatable.ts';
import {
  joinAddress,
  joinMessageId,
  splitAddress,
  splitMessageId,
} from '../../../src/platforms/teams/address.ts';
import { htmlToWords } from '../../../src/platforms/teams/words.ts';

describe('formatted text', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['a&nbsp;&amp;&#32;b &lt;i&gt;', 'a & b <i>'],
    ['&#x1F989; &unknown; &#99999999;', '🦉 &unknown; &#99999999;'],
    ['<span itemtype="http://schema.skype.com/Mention">Lee</span> came', 'Lee came'],
    ['<p>Done <emoji id="yes" alt="👍🏽" title="Yes"></emoji></p>', 'Done 👍🏽'],
    ['a <emoji alt="&lt;3" id="heart"/> b', 'a <3 b'],
    [
      '<img itemscope itemtype="http://schema.skype.com/Emoji" alt="(custom)" src="https://x/y"> ok',
      '(custom) ok',
    ],
    ["<p>see <img alt='😀' src='x'></p>", 'see 😀'],
    ['<p>look: <img alt="image" src="https://graph.example/hosted"></p>', 'look:'],
    ['<p>with <at id="0">Ben &amp; Co</at></p>', 'with Ben & Co'],
    ['<attachment id="1f2e"></attachment><p>own words</p>', 'own words'],
    [
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Lee</strong><p itemprop="preview">theirs</p></blockquote><p>own words</p>',
      'own words',
    ],
    [
      '<p>The sign says</p><blockquote><p>No dogs</p><p>&amp; no cats</p></blockquote><p>here</p>',
      'The sign says\n\n> No dogs\n> & no cats\nhere',
    ],
    ['<blockquote>never closed', 'never closed'],
  ])('%s is read as %j', (html, words) => {
    expect(htmlToWords(html)).toBe(words);
  });

  it('of any kind is read without an error, and no tag is left', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(htmlToWords(`<p>${text}</p>`)).not.toContain('<p>');
      }),
    );
  });

  it('is read in a moment, however it is made', () => {
    for (const part of ['<blockquote>', '</blockquote>', '<emoji ', '<img alt="', '<at>']) {
      // The time of the processor: what else runs on the machine does not count.
      const before = process.cpuUsage();
      htmlToWords(part.repeat(50_000));
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    }
  });
});

describe('addresses and message ids', () => {
  const id = fc.stringMatching(/^[\w:;=@.-]{1,60}$/).filter((one) => !one.startsWith('member:'));
  const service = fc.option(fc.webUrl(), { nil: undefined });

  it('come back as they were joined', () => {
    fc.assert(
      fc.property(id, service, (target, serviceUrl) => {
        for (const address of [
          { conversation: target, serviceUrl },
          { member: target, serviceUrl },
        ]) {
          expect(splitAddress(joinAddress(address))).toEqual(address);
        }
      }),
    );
    fc.assert(
      fc.property(id, id, (conversation, activity) => {
        expect(splitMessageId(joinMessageId({ conversation, activity }))).toEqual({ conversation, activity });
      }),
    );
  });

  it('of others are none of ours', () => {
    for (const odd of ['', '/', 'x/', '/x', 'x']) expect(splitMessageId(odd)).toBeUndefined();
  });
});
