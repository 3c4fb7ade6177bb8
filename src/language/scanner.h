/* The parts of the tokenizer: cutting one block into tokens, pairing its quotation marks and
 * brackets, and grouping its tokens into sentences. token.h is the interface for others. */
#ifndef SCANNER_H
#define SCANNER_H

#include "token.h"

struct scanner {
    struct arena *arena;
    struct span text; /* of the whole report */
    struct tokens *tokens;
    size_t capacity;
    size_t sentence_capacity;
    size_t block_first; /* index of the block's first token */
    size_t at;          /* offset of the next byte to read */
    size_t end;         /* of the block */
    size_t no_address;  /* no address begins before this offset */
    bool space_before;
};

/* Cuts text[range) into tokens, appended to scanner->tokens. */
void scanner_read(struct scanner *scanner, struct range range);
/* Pairs quotation marks and brackets of the tokens from scanner->block_first on. */
void scanner_pair(struct scanner *scanner);
/* Groups the tokens from scanner->block_first on into sentences of the block; into one where it is
 * to stay whole. */
void scanner_group(struct scanner *scanner, uint32_t block, bool whole);

/* Reads a number that begins at scanner->at; the offset of its end. *word says whether it goes on
 * as a word («20-летие», «4G»), whose end is not looked for. */
size_t scan_number(const struct scanner *scanner, bool *word);
/* The end of a URL or e-mail address that begins at scanner->at, or scanner->at where none does. */
size_t scan_address(struct scanner *scanner);

#endif
