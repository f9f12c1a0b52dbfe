import { BasicApiResponseProcessor } from '@hubspot/api-client/lib/codegen/crm/objects/apis/BasicApi.js';
import { BatchApiResponseProcessor } from '@hubspot/api-client/lib/codegen/crm/objects/apis/BatchApi.js';
import { SearchApiResponseProcessor } from '@hubspot/api-client/lib/codegen/crm/objects/apis/SearchApi.js';
import { HttpInfo, type ResponseContext } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';

/**
 * Answers that hold a page of records, as they came: whoever reads them checks every value anyway. The SDK's own copy
 * of each record takes as long as all that is then done with it.
 */
export const LIST_ANSWERS = Object.assign(new BasicApiResponseProcessor(), {
  getPageWithHttpInfo: asItCame,
});
export const BATCH_ANSWERS = Object.assign(new BatchApiResponseProcessor(), { readWithHttpInfo: asItCame });
export const SEARCH_ANSWERS = Object.assign(new SearchApiResponseProcessor(), {
  doSearchWithHttpInfo: asItCame,
});

/** The transport lets only 2xx through. */
async function asItCame({ httpStatusCode, headers, body }: ResponseContext) {
  return new HttpInfo(httpStatusCode, headers, body, JSON.parse(await body.text()));
}
