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
