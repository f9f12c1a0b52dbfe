/**
 * Stands in for the package `mime-types`, whose table (137 KB) names the types of files that forms upload.
 * RevLoop uploads none.
 */
export function lookup(): false {
  return false;
}
