/* Large pages: maps that begin where such a page may. */
#include "pages.h"

#include <stdint.h>
#include <sys/mman.h>

size_t pages_size(size_t bytes)
{
    return (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
}

/* Maps one page more than is wanted and gives back what stands before and behind. */
void *pages_new(size_t size)
{
    char *map =
        mmap(NULL, size + LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED)
        return NULL;
    size_t before = (size_t)(-(uintptr_t)map & (LARGE_PAGE - 1));
    if (before > 0)
        munmap(map, before);
    munmap(map + before + size, LARGE_PAGE - before);
    /* It is advice: where the system has no large pages the map is as good. */
    madvise(map + before, size, MADV_HUGEPAGE);
    return map + before;
}

void *pages_grow(void *pages, size_t old_size, size_t size)
{
    char *place = pages_new(size);
    if (!place)
        return NULL;
    /* The whole of the new place is given up for it, but for the part that is added. */
    void *moved = mremap(pages, old_size, old_size, MREMAP_MAYMOVE | MREMAP_FIXED, place);
    if (moved == MAP_FAILED) {
        munmap(place, size);
        return NULL;
    }
    return place;
}

void pages_free(void *pages, size_t size)
{
    munmap(pages, size);
}
