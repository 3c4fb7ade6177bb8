/* Readings made by hand. */
#include "sample.h"

#include "data.h"
#include "file.h"
#include "utf8.h"

void sample_init(struct sample *sample)
{
    *sample = (struct sample){0};
    arena_init(&sample->arena, 64 << 20);
    struct error error;
    error_init(&error);
    struct span folder;
    ck_assert(data_find(&sample->arena, NULL, NULL, &folder, &error));
    ck_assert(morphology_open(&sample->morphology,
                              data_path(&sample->arena, folder, "dictionary.bin"), &error));
    struct mapped_file file;
    ck_assert(mapped_file_open(&file, data_path(&sample->arena, folder, "schema.json"), &error));
    ck_assert(schema_load(&sample->schema, file.bytes, "schema.json", &error));
    mapped_file_close(&file);
    error_release(&error);
}

void sample_release(struct sample *sample)
{
    schema_free(sample->schema);
    morphology_close(sample->morphology);
    arena_release(&sample->arena);
}

static enum mention_type type_of(struct span name)
{
    static const char *const names[] = {"person", "organization", "place",    "position", "product",
                                        "event",  "programme",    "document", "date",     "money"};
    for (int i = 0; i < MENTION_TYPES; i++)
        if (span_equal(name, span_of(names[i])))
            return (enum mention_type)i;
    ck_abort_msg("unknown type of mention");
}

static enum token_case shape_of(struct span word)
{
    size_t at = 0;
    uint32_t c = utf8_next(word, &at);
    if (!code_point_is_letter(c))
        return CASE_NONE;
    return code_point_is_upper(c) ? CASE_TITLE : CASE_LOWER;
}

static enum token_kind kind_of(struct span word)
{
    size_t at = 0;
    uint32_t c = utf8_next(word, &at);
    if (c == 0x2014)
        return TOKEN_DASH;
    if (c == 0xAB)
        return TOKEN_QUOTE_OPEN;
    if (c == 0xBB)
        return TOKEN_QUOTE_CLOSE;
    if (code_point_is_digit(c))
        return TOKEN_NUMBER;
    return code_point_is_letter(c) ? TOKEN_WORD : TOKEN_PUNCTUATION;
}

static void token_add(struct sample *sample, struct span word, size_t start)
{
    struct tokens *tokens = &sample->reading.tokens;
    char *folded = arena_alloc(&sample->arena, word.size + 1, 1);
    struct token token = {.start = (uint32_t)start,
                          .end = (uint32_t)(start + word.size),
                          .kind = kind_of(word),
                          .shape = shape_of(word),
                          .space_before = true,
                          .cyrillic = kind_of(word) == TOKEN_WORD,
                          .partner = UINT32_MAX,
                          .folded = {folded, utf8_lower(word, folded, true)}};
    if (token.kind == TOKEN_QUOTE_CLOSE)
        for (size_t i = tokens->count; i-- > 0 && token.partner == UINT32_MAX;)
            if (tokens->items[i].kind == TOKEN_QUOTE_OPEN &&
                tokens->items[i].partner == UINT32_MAX) {
                token.partner = (uint32_t)i;
                tokens->items[i].partner = (uint32_t)tokens->count;
            }
    struct word *words = &sample->reading.words[tokens->count];
    if (token.kind == TOKEN_WORD) {
        struct analysis *analyses = ARENA_NEW(&sample->arena, struct analysis, ANALYSIS_LIMIT);
        words->analyses = analyses;
        words->analysis_count =
            (uint8_t)morphology_analyze(sample->morphology, word, analyses, ANALYSIS_LIMIT);
        for (uint32_t i = 0; i < words->analysis_count; i++)
            words->grammemes |= analyses[i].grammemes;
    }
    words->mention = 0;
    tokens->items[tokens->count++] = token;
}

static uint32_t entity_add(struct sample *sample, enum mention_type type, struct span name)
{
    static const char *const schemas[] = {"Person", "Company", "Region"};
    struct reading *reading = &sample->reading;
    for (uint32_t i = 0; i < reading->entity_count; i++)
        if (span_equal(reading->entities[i].name, name))
            return i + 1;
    if (type > MENTION_PLACE)
        return NO_ENTITY;
    reading->entities[reading->entity_count++] =
        (struct entity){.schema = schema_kind_find(sample->schema, span_of(schemas[type])),
                        .name = name,
                        .listed = true};
    return (uint32_t)reading->entity_count;
}

static void mention_close(struct sample *sample, struct mention *mention)
{
    struct reading *reading = &sample->reading;
    mention->token_count = (uint32_t)reading->tokens.count - mention->first;
    mention->head = mention->first;
    mention->range = (struct range){reading->tokens.items[mention->first].start,
                                    reading->tokens.items[reading->tokens.count - 1].end};
    const struct word *head = &reading->words[mention->head];
    for (uint32_t i = 0; i < head->analysis_count; i++)
        mention->grammemes |= head->analyses[i].grammemes;
    struct span name = span_of_range(sample->report.text, mention->range);
    mention->entity = entity_add(sample, mention->type, name);
    for (uint32_t i = mention->first; i < reading->tokens.count; i++)
        reading->words[i].mention = (uint32_t)reading->mention_count;
    if (mention->type == MENTION_DATE)
        mention->value = (struct value){.type = VALUE_DATE, .date = {2015, 2, 9}};
}

void sample_read(struct sample *sample, const char *text)
{
    enum { MOST = 200 };
    struct reading *reading = &sample->reading;
    sample->report = (struct report){.text = span_of(text), .language = "ru"};
    *reading = (struct reading){.report = &sample->report};
    reading->tokens.items = ARENA_NEW(&sample->arena, struct token, MOST);
    reading->tokens.sentences = ARENA_NEW(&sample->arena, struct sentence, 1);
    reading->words = ARENA_NEW(&sample->arena, struct word, MOST);
    reading->mentions = ARENA_NEW(&sample->arena, struct mention, MOST);
    reading->entities = ARENA_NEW(&sample->arena, struct entity, MOST);
    struct span rest = span_of(text), word;
    while (span_next_part(&rest, ' ', &word)) {
        if (word.size == 0)
            continue;
        if (word.data[0] == '[') {
            reading->mentions[reading->mention_count++] =
                (struct mention){.type = type_of(span_slice(word, 1, word.size)),
                                 .first = (uint32_t)reading->tokens.count};
            continue;
        }
        bool closes = word.data[word.size - 1] == ']';
        word.size -= closes;
        token_add(sample, word, (size_t)(word.data - text));
        if (closes)
            mention_close(sample, &reading->mentions[reading->mention_count - 1]);
    }
    reading->tokens.sentences[0] = (struct sentence){.count = (uint32_t)reading->tokens.count};
    reading->tokens.sentence_count = 1;
}
