/* Fuzzes what reads compiled lexicons and grammars.
 *
 * The input: changes of four bytes each, the number of a section, two bytes where in it, and the
 * bits to turn there. The changed file, whose check is made right, must be refused, or read a text
 * without a read outside of it. */
#include "data.h"
#include "grammar_pack.h"
#include "lexicon_pack.h"
#include "reader.h"
#include "tagger.h"

#include <stdlib.h>

enum { CHANGES = 8, CHANGE_SIZE = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every kind of element. */
static const char grammar_text[] =
    "words sign = подписать заключить\n"
    "words deal = соглашение договор\n"
    "part with = с parties=[@organization:ablt]\n"
    "group terms -> agreement\n"
    "  also term=@duration\n"
    "  also here signed_on=@date\n"
    "pattern one -> agreement\n"
    "  with terms\n"
    "  match parties=[@organization:nomn] ..5 (%sign!|\"скрепил\") %deal:accs $with?\n"
    "  near place=@place\n"
    "  news signed_on=@date\n"
    "  unless не %sign!\n"
    "  confidence 0.9\n"
    "pattern two -> figure\n"
    "  match measure=<phrase:nomn> ~без составить! value=<amount> (млн|тысяча)?\n"
    "  is measure=объём\n"
    "pattern three -> statement\n"
    "  match quote=<quote>! \",\" (сказать|заявить) speaker=@person\n"
    "  also speaker=@person\n"
    "calibrate base 0.100\n";
static const char report_text[] =
    "Томск, 5 мая 2015 г. ОАО «Вымпел» и правительство Томской области подписали соглашение с "
    "корпорацией «Заря» на 5 лет. Объём составил 27 млн рублей. «Это хорошо», — сказал губернатор "
    "Иван Петров. Компании заключили договор.\n";

static struct reader *reader;
static struct pack_writer writer;

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void prepare(void)
{
    static struct arena arena;
    check(reader_open_text(&reader, SPAN(FUZZ_DATA), NULL));
    tagger_close(reader->tagger);
    reader->tagger = NULL;
    reader->model_version = SPAN("");
    arena_init(&arena, 64 << 20);
    struct grammar *grammar = grammar_new(&arena, reader->schema);
    struct error error;
    error_init(&error);
    grammar_add(grammar, SPAN("fuzz"), span_of(grammar_text), &error);
    for (size_t i = 0; i < error.count; i++)
        fprintf(stderr, "%s line %s\n", error.items[i].key, error.items[i].arguments[1].value);
    check(error.count == 0);
    grammar_finish(grammar);
    grammar_find_forms(grammar, reader->morphology);
    pack_begin(&writer);
    grammar_pack(grammar, &arena, &writer);
    lexicon_pack(reader->lexicon, reader->schema, &arena, &writer);
    pack_end(&writer, "UZELFUZZ", 1, (struct pack_sources){0, 0});
    check(!writer.bytes.bad);
}

/* Turns the bits; done twice, all is as it was. */
static void bytes_change(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + CHANGE_SIZE <= size && i < CHANGES * CHANGE_SIZE; i += CHANGE_SIZE) {
        const struct pack_section *section = &writer.sections[data[i] % writer.section_count];
        size_t at = data[i + 1] | (size_t)data[i + 2] << 8;
        if (section->size)
            writer.bytes.data[section->offset + at % section->size] ^= (char)data[i + 3];
    }
}

struct attempt {
    struct arena arena;
    struct pack pack;
};

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    struct report_hint hint = {.id = SPAN("fuzz"), .source = SPAN("fuzz")};
    struct report report;
    struct reading reading;
    struct reader changed = *reader;
    changed.grammar = grammar_unpack(&attempt->arena, reader->schema, &attempt->pack, 0);
    changed.lexicon = lexicon_unpack(&attempt->arena, reader->morphology, reader->schema,
                                     &attempt->pack, GRAMMAR_SECTIONS);
    if (attempt->pack.bad)
        return;
    check(report_of_bytes(&attempt->arena, span_of(report_text), &hint, &report, NULL));
    reading_of(&changed, &attempt->arena, &report, &reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct attempt attempt;
    if (!reader)
        prepare();
    arena_init(&attempt.arena, 256 << 20);
    bytes_change(data, size);
    pack_mend(writer.bytes.data, writer.bytes.size);
    if (!pack_of_bytes(&attempt.pack, buffer_span(&writer.bytes), "UZELFUZZ", 1))
        arena_run(&attempt.arena, attempt_run, &attempt);
    bytes_change(data, size);
    arena_release(&attempt.arena);
    return 0;
}
