/* Fuzzes the tokenizer on text that is valid UTF-8: the tokens lie in order inside their block and
 * hold all of its marks and letters, sentences hold each token once, partners point at each
 * other. */
#include <stdlib.h>

#include "token.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct job {
    struct arena arena;
    struct span text;
};

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* Whether nothing but white space stands between two tokens. */
static bool is_space(struct span text)
{
    for (size_t at = 0; at < text.size;)
        if (!code_point_is_space(utf8_next(text, &at)))
            return false;
    return true;
}

static void check_tokens(struct span text, const struct tokens *tokens)
{
    uint32_t last = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        check(token->start >= last && token->end > token->start && token->end <= text.size);
        check(is_space(span_slice(text, last, token->start)));
        check(token->space_before == (token->start > last));
        check(token->folded.size <= (size_t)(token->end - token->start) + 8);
        check(utf8_check(token->folded) == token->folded.size);
        check(token->partner == UINT32_MAX || token->partner < tokens->count);
        last = token->end;
    }
    check(is_space(span_slice(text, last, text.size)));
}

static void check_sentences(const struct tokens *tokens)
{
    uint32_t next = 0;
    for (size_t i = 0; i < tokens->sentence_count; i++) {
        check(tokens->sentences[i].first == next && tokens->sentences[i].count > 0);
        next += tokens->sentences[i].count;
    }
    check(next == tokens->count);
}

static void run(void *context)
{
    struct job *job = context;
    struct block block = {BLOCK_PROSE, {0, (uint32_t)job->text.size}};
    struct report report = {.text = job->text, .blocks = &block, .block_count = 1};
    struct tokens tokens;
    tokens_of_report(&job->arena, &report, &tokens);
    check_tokens(job->text, &tokens);
    check_sentences(&tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct job job = {.text = {(const char *)data, size}};
    if (utf8_check(job.text) < size)
        return 0;
    arena_init(&job.arena, (size_t)1 << 28);
    check(arena_run(&job.arena, run, &job));
    arena_release(&job.arena);
    return 0;
}
