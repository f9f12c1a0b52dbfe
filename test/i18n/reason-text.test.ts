import { describe, expect, it } from 'vitest';
import {
  issueText,
  reasonText,
  skipText,
  unattributedText,
  verdictReasonText,
  wordOf,
} from '../../lib/i18n/reason-text.ts';

describe('reasonText', () => {
  it('says how many new customers would decide', () => {
    expect(reasonText('needs-wins:21', 'en')).toBe('at this CAC, 21 new customers in all would decide');
    expect(reasonText('needs-wins:21', 'ja')).toBe(
      'このCACのままなら、新規顧客が累計21社になると判定できます',
    );
  });

  it('shows a reason that nobody worded as it is', () => {
    expect(reasonText('brand-new-reason', 'ja')).toBe('brand-new-reason');
  });
});

describe('verdictReasonText', () => {
  it.each([
    ['won', '95%区間の全体が目標未満です'],
    ['opportunity', '商談単価による先行判定: 95%区間の全体が目標未満です'],
    ['sql', 'SQL単価による先行判定: 95%区間の全体が目標未満です'],
  ] as const)('names the stage of a verdict by %s', (verdictStage, text) => {
    expect(verdictReasonText({ verdictStage, verdictReason: 'interval-below' }, 'ja')).toBe(text);
  });
});

describe('skipText', () => {
  it('names the fields that a CRM lacks', () => {
    expect(skipText('field-missing: RevLoop_Channel__c, RevLoop_LTV__c', 'en')).toBe(
      'the CRM lacks these fields: RevLoop_Channel__c, RevLoop_LTV__c (revloop crm apply)',
    );
  });

  it('has Japanese for what apply says', () => {
    expect(skipText('the record changed since the plan', 'ja')).toBe('計画後にレコードが更新されました');
  });

  it('shows an unknown reason as it is', () => {
    expect(skipText('something else', 'ja')).toBe('something else');
  });
});

describe('other words', () => {
  it('names data issues and unattributed reasons', () => {
    expect(issueText('won-before-lead', 'ja')).toBe('最初の接点より前に受注');
    expect(unattributedText('no-rule', 'en')).toBe('no channel rule matches the source');
  });

  it('falls back to the key', () => {
    expect(wordOf({ a: 'A' }, 'b')).toBe('b');
  });
});
