/* Memory by whole large pages, asked of the system itself.
 *
 * A page is cleared when it is first touched, and each such fault costs more than what a reader
 * does with a page of 4 KB. Where the system has large pages (2 MB) for those who ask, it takes one
 * fault for five hundred; where it has none, this is memory as any other. What is not touched costs
 * nothing but addresses. */
#ifndef PAGES_H
#define PAGES_H

#include <stddef.h>

enum { LARGE_PAGE = 2 * 1024 * 1024 };

/* The least size of whole pages that holds so many bytes, which are far fewer than SIZE_MAX. */
size_t pages_size(size_t bytes);
/* Memory of a size that pages_size() gave, all zero; NULL where there is none. Give it back with
 * pages_free() and the same size. */
void *pages_new(size_t size);
/* The same memory, elsewhere, with size bytes in place of old_size: what is in it is moved by its
 * pages, not copied. NULL where there is no room; then it stays as it was. */
void *pages_grow(void *pages, size_t old_size, size_t size);
void pages_free(void *pages, size_t size);

#endif
