/* Speech that its author's words interrupt: «— Мы строим, — сказал он. — Откроем весной». */
#include "draft.h"

/* The end of the block that a sentence stands in: the token behind its last. */
static uint32_t block_end(const struct reading *reading, uint32_t sentence)
{
    const struct tokens *tokens = &reading->tokens;
    uint32_t block = tokens->sentences[sentence].block;
    while (sentence + 1 < tokens->sentence_count && tokens->sentences[sentence + 1].block == block)
        sentence++;
    return tokens->sentences[sentence].first + tokens->sentences[sentence].count;
}

static bool block_begins_with_dash(const struct reading *reading, uint32_t sentence)
{
    const struct tokens *tokens = &reading->tokens;
    uint32_t block = tokens->sentences[sentence].block;
    while (sentence > 0 && tokens->sentences[sentence - 1].block == block)
        sentence--;
    return tokens->items[tokens->sentences[sentence].first].kind == TOKEN_DASH;
}

/* The token at which speech goes on behind a token; its block's end where it does not. */
static uint32_t continuation_start(const struct reading *reading, uint32_t at, uint32_t end)
{
    const struct token *items = reading->tokens.items;
    if (at + 2 < end && items[at].kind == TOKEN_PUNCTUATION && items[at + 1].kind == TOKEN_DASH)
        return at + 2;
    return end;
}

void statement_continue(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *quote = draft_claim(draft, "quote");
    if (!quote || quote->evidence_count != 1 || !block_begins_with_dash(reading, draft->sentence))
        return;
    uint32_t end = block_end(reading, draft->sentence);
    uint32_t start = continuation_start(reading, draft->end, end);
    while (end > start && reading->tokens.items[end - 1].kind == TOKEN_PUNCTUATION)
        end--;
    if (start >= end || quote->evidence[0].end > reading->tokens.items[draft->end - 1].start)
        return;
    struct range *evidence = ARENA_NEW(facts->arena, struct range, 2);
    evidence[0] = quote->evidence[0];
    evidence[1] = tokens_range(reading, start, end);
    struct span more = span_of_range(reading->report->text, evidence[1]);
    quote->evidence = evidence;
    quote->evidence_count = 2;
    quote->value.text =
        arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(quote->value.text), SPAN_ARGS(more));
}
