/* Prints the sentences of a text, one a line, tokens parted by «|» where asked: for the golden
 * files of test_sentences and for looking by hand. Usage: dump_tokens [--tokens] FILE… */
#include "file.h"
#include "token.h"

struct job {
    struct arena arena;
    struct span bytes;
    bool tokens, offsets, prose;
    int status;
};

static void print_tokens(const struct report *report, const struct tokens *tokens,
                         const struct sentence *sentence)
{
    static const char kinds[] = "wnia.<>-%@";
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct token *token = &tokens->items[sentence->first + i];
        struct range range = {token->start, token->end};
        printf("%s%.*s/%c", i ? " " : "", SPAN_ARGS(span_of_range(report->text, range)),
               kinds[token->kind]);
    }
    printf("\n");
}

static void print_offsets(const struct tokens *tokens, const struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct token *token = &tokens->items[sentence->first + i];
        printf("%u %u\n", token->start, token->end);
    }
    printf("\n");
}

static void run(void *context)
{
    struct job *job = context;
    struct report report;
    struct report_hint hint = {.id = SPAN("dump")};
    struct tokens tokens;
    if (!report_of_bytes(&job->arena, job->bytes, &hint, &report, NULL)) {
        job->status = 1;
        return;
    }
    struct block all = {BLOCK_PROSE, {0, (uint32_t)report.text.size}};
    if (job->prose) {
        report.blocks = &all;
        report.block_count = 1;
    }
    tokens_of_report(&job->arena, &report, &tokens);
    for (size_t i = 0; i < tokens.sentence_count; i++) {
        if (job->tokens)
            print_tokens(&report, &tokens, &tokens.sentences[i]);
        else if (job->offsets)
            print_offsets(&tokens, &tokens.sentences[i]);
        else
            printf("%.*s\n", SPAN_ARGS(span_of_range(report.text, tokens.sentences[i].range)));
    }
}

int main(int count, char **arguments)
{
    struct job job = {0};
    for (int i = 1; i < count; i++) {
        struct mapped_file file;
        if (strncmp(arguments[i], "--", 2) == 0) {
            job.tokens = job.tokens || strcmp(arguments[i], "--tokens") == 0;
            job.offsets = job.offsets || strcmp(arguments[i], "--offsets") == 0;
            job.prose = job.prose || strcmp(arguments[i], "--prose") == 0;
            continue;
        }
        if (!mapped_file_open(&file, arguments[i], NULL))
            return 2;
        job.bytes = file.bytes;
        arena_init(&job.arena, (size_t)4 << 30);
        if (!arena_run(&job.arena, run, &job))
            return 2;
        arena_release(&job.arena);
        mapped_file_close(&file);
    }
    return job.status;
}
