/* Looking up words. */
#include "words.h"

struct entry {
    enum document_word kind;
    const char *word;
};

#define ENTRY(kind, word) {WORD_##kind, word},
static const struct entry entries[] = {
/* in the order of their bytes */
#include "documents.inc"
};
#undef ENTRY

enum document_word document_word_of(struct span word)
{
    size_t low = 0, high = sizeof entries / sizeof *entries;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = span_compare(word, span_of(entries[middle].word));
        if (order == 0)
            return entries[middle].kind;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return WORD_NONE;
}
