/* Tokens and sentences of a report, block by block. */
#include "scanner.h"

enum { BYTES_PER_TOKEN = 8 /* Russian news has 11: room that seldom has to grow */ };

void tokens_of_report(struct arena *arena, const struct report *report, struct tokens *tokens)
{
    struct scanner scanner = {.arena = arena, .text = report->text, .tokens = tokens};
    *tokens = (struct tokens){0};
    scanner.capacity = report->text.size / BYTES_PER_TOKEN + 16;
    tokens->items = ARENA_ROOM(arena, struct token, scanner.capacity);
    for (size_t i = 0; i < report->block_count; i++) {
        const struct block *block = &report->blocks[i];
        if (block->kind == BLOCK_NOISE)
            continue;
        scanner_read(&scanner, block->range);
        scanner_pair(&scanner);
        scanner_group(&scanner, (uint32_t)i, block->kind == BLOCK_DATELINE);
    }
}
