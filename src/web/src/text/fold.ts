/**
 * What all spellings of a hashtag have in common: Unicode's toNFKC_Casefold, which the server has by table (`Fold.cs`). Without
 * spaces, because some Arabic ligatures stand for a phrase.
 */
export const keyOf = (tag: string): string =>
  [...tag.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}| /gu, '')].map(foldPoint).join('').normalize('NFC')

// Unicode folds letters to lower case, except Cherokee. The way through upper case opens ligatures (ß) and takes each variant of
// a letter to the same one (ς). A single letter has no neighbours that the lower case would depend on.
function foldPoint(point: string): string {
  if (point === 'ı') return point
  return /\p{Script=Cherokee}/u.test(point) ? point.toUpperCase() : point.toLowerCase().toUpperCase().toLowerCase()
}
