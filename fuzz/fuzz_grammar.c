/* Fuzzes the grammar's compiler: any bytes are a grammar file, good or with its mistakes named. */
#include "grammar.h"

#include "schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct attempt {
    struct arena *arena;
    const struct schema *schema;
    struct span text;
    struct error error;
};

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    struct grammar *grammar = grammar_new(attempt->arena, attempt->schema);
    grammar_add(grammar, SPAN("fuzz.txt"), attempt->text, &attempt->error);
    grammar_finish(grammar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct schema *schema;
    if (!schema)
        schema_load(
            &schema,
            SPAN("{\"version\":1,\"things\":[],\"kinds\":[{\"name\":\"agreement\",\"fact\":true,"
                 "\"family\":\"agreement\",\"ru\":\"а\",\"en\":\"a\",\"ru_plural\":\"а\","
                 "\"en_plural\":\"a\",\"properties\":[{\"name\":\"parties\",\"type\":"
                 "\"entity_or_text\",\"listed\":true,\"ru\":\"а\",\"en\":\"a\"}]}]}"),
            "fuzz.json", NULL);
    struct arena arena;
    arena_init(&arena, 64 << 20);
    struct attempt attempt = {
        .arena = &arena, .schema = schema, .text = {(const char *)data, size}};
    error_init(&attempt.error);
    arena_run(&arena, attempt_run, &attempt);
    error_release(&attempt.error);
    arena_release(&arena);
    return 0;
}
