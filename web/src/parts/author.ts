/** An author as people read it: an account's name, a reader's version without most of its digest. */
export function authorText(author: string): string {
  return author.replace(/^user:/, '').replace(/sha256:([0-9a-f]{8})[0-9a-f]+/g, '$1');
}
