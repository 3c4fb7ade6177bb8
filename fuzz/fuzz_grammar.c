/* Fuzzes the grammar's compiler: any bytes are a grammar file, good or with its mistakes named. A
 * good one is run over a text. */
#include "grammar.h"

#include "data.h"
#include "reader.h"
#include "tagger.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char text[] =
    "Губернатор Омской области Иван Петров и генеральный директор ОАО «Заря» подписали 9 февраля "
    "2015 года соглашение о сотрудничестве на пять лет.\n\n"
    "По словам главы региона, «завод построит 12 цехов, вложив 3 млрд рублей». Технопарк входит в "
    "состав кластера с 2014 года.\n\n— Мы строим, — сказал он. — Откроем весной.\n";

struct attempt {
    struct reader *reader;
    struct arena *arena;
    struct span grammar;
    struct error error;
};

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    struct grammar *grammar = grammar_new(attempt->arena, attempt->reader->schema);
    bool good = grammar_add(grammar, SPAN("fuzz.txt"), attempt->grammar, &attempt->error);
    grammar_finish(grammar);
    if (!good)
        return;
    grammar_find_forms(grammar, attempt->reader->morphology);
    struct report_hint hint = {.id = SPAN("fuzz"), .source = SPAN("fuzz")};
    struct report report;
    struct reading reading;
    attempt->reader->grammar = grammar;
    if (report_of_bytes(attempt->arena, span_of(text), &hint, &report, &attempt->error))
        reading_of(attempt->reader, attempt->arena, &report, &reading);
}

/* Without its tagger: that is fuzzed elsewhere, and slow. */
static struct reader *reader_make(void)
{
    struct reader *reader;
    if (!reader_open(&reader, SPAN(FUZZ_DATA), NULL))
        abort();
    tagger_close(reader->tagger);
    reader->tagger = NULL;
    reader->model_version = SPAN("");
    return reader;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reader *reader;
    if (!reader)
        reader = reader_make();
    struct arena arena;
    arena_init(&arena, 256 << 20);
    struct attempt attempt = {
        .reader = reader, .arena = &arena, .grammar = {(const char *)data, size}};
    error_init(&attempt.error);
    arena_run(&arena, attempt_run, &attempt);
    error_release(&attempt.error);
    arena_release(&arena);
    return 0;
}
