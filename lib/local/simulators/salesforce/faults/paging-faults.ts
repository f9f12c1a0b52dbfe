/** The locator of the call is taken for one that has expired. */
export const INVALID_LOCATOR = 'invalid-locator';
/** The call for a further page gets the page before it, and the same locator again. */
export const SAME_PAGE_TWICE = 'same-page-twice';
/** After the answer the last record of the page is changed: it moves to a later page. */
export const EDITED_DURING_PAGING = 'edited-during-paging';

export const PAGING_FAULTS: readonly string[] = [INVALID_LOCATOR, SAME_PAGE_TWICE, EDITED_DURING_PAGING];
