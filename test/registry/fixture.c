/* A registry for tests. */
#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "file.h"

static struct schema *schema_open(void)
{
    struct mapped_file file;
    struct schema *schema = NULL;
    ck_assert(mapped_file_open(&file, SCHEMA_FILE, NULL));
    ck_assert(schema_load(&schema, file.bytes, "schema.json", NULL));
    mapped_file_close(&file);
    return schema;
}

void fixture_init(struct fixture *fixture)
{
    *fixture = (struct fixture){.now = 1000000};
    suite_folder_make(fixture->folder, sizeof fixture->folder);
    place_of(fixture->file, fixture->folder, "test.uzel");
    fixture->schema = schema_open();
    arena_init(&fixture->arena, 256 * 1024 * 1024);
    error_init(&fixture->error);
    CK_OK(fixture, store_open(&fixture->store, fixture->file, STORE_CREATE, fixture->schema,
                              &fixture->error));
}

void fixture_release(struct fixture *fixture)
{
    store_close(fixture->store);
    place_remove(fixture->file);
    error_release(&fixture->error);
    arena_release(&fixture->arena);
    schema_free(fixture->schema);
}

void fixture_reopen(struct fixture *fixture, enum store_mode mode)
{
    store_close(fixture->store);
    fixture->store = NULL;
    CK_OK(fixture,
          store_open(&fixture->store, fixture->file, mode, fixture->schema, &fixture->error));
}

const struct schema_kind *kind_of(const struct fixture *fixture, const char *name)
{
    const struct schema_kind *kind = schema_kind_find(fixture->schema, span_of(name));
    ck_assert_ptr_nonnull(kind);
    return kind;
}

static struct range range_of(const struct draft *draft, const char *words)
{
    size_t start = span_find(draft->text, span_of(words), 0);
    ck_assert_msg(start != SIZE_MAX, "«%s» is not in the text", words);
    return (struct range){(uint32_t)start, (uint32_t)(start + span_of(words).size)};
}

void draft_init(struct draft *draft, struct fixture *fixture, const char *id, const char *text)
{
    *draft = (struct draft){.fixture = fixture, .text = span_of(text)};
    struct digest digest = digest_of(draft->text);
    struct stored_report known;
    bool found;
    struct new_report report = {.id = span_of(id),
                                .digest = digest,
                                .text = draft->text,
                                .source = arena_format(&fixture->arena, "%s.txt", id),
                                .path = arena_format(&fixture->arena, "/reports/%s.txt", id),
                                .charset = SPAN("UTF-8"),
                                .taken_in = fixture->now};
    CK_OK(fixture, store_write_begin(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, store_report_by_digest(fixture->store, &digest, &fixture->arena, &known, &found,
                                          &fixture->error));
    draft->reading = (struct new_reading){.report = known.number,
                                          .reader = SPAN("uzel 0.1"),
                                          .language = SPAN("ru"),
                                          .known_from = fixture->now,
                                          .sources = draft->sources,
                                          .claims = draft->claims,
                                          .mentions = draft->mentions,
                                          .tokens = draft->tokens};
    if (!found)
        CK_OK(fixture,
              store_report_add(fixture->store, &report, &draft->reading.report, &fixture->error));
}

uint64_t key_of(const char *name)
{
    uint64_t key = 1;
    for (const char *byte = name; *byte; byte++)
        key = key * 131 + (unsigned char)*byte;
    return key;
}

uint32_t draft_source(struct draft *draft, const char *kind, const char *name, const char *words,
                      int64_t canonical)
{
    struct new_source *source = &draft->sources[draft->reading.source_count++];
    uint64_t *key = ARENA_NEW(&draft->fixture->arena, uint64_t, 1);
    *key = key_of(name);
    *source = (struct new_source){.kind = kind_of(draft->fixture, kind),
                                  .name = span_of(name),
                                  .keys = key,
                                  .key_count = 1,
                                  .lemmas = span_of(name),
                                  .canonical = canonical,
                                  .author = SPAN("resolver 1"),
                                  .reason = canonical ? SPAN("name") : SPAN("new")};
    uint32_t number = (uint32_t)draft->reading.source_count;
    if (!words)
        return number;
    struct range range = range_of(draft, words);
    draft->mentions[draft->reading.mention_count++] =
        (struct new_mention){.range = range, .name = range, .has_name = true, .source = number};
    draft_claim(draft, number, "name", text_value(name), words);
    return number;
}

void draft_claim(struct draft *draft, uint32_t source, const char *property, struct value value,
                 const char *words)
{
    struct new_claim *claim = &draft->claims[draft->reading.claim_count++];
    const struct schema_kind *kind = draft->sources[source - 1].kind;
    *claim = (struct new_claim){.source = source - 1,
                                .property = schema_property_find(kind, span_of(property)),
                                .value = value,
                                .confidence = 0.9};
    ck_assert_ptr_nonnull(claim->property);
    if (!words)
        return;
    struct range *range = ARENA_NEW(&draft->fixture->arena, struct range, 1);
    *range = range_of(draft, words);
    claim->evidence = range;
    claim->evidence_count = 1;
}

void draft_words(struct draft *draft)
{
    size_t start = 0;
    for (size_t i = 0; i <= draft->text.size; i++) {
        if (i < draft->text.size && draft->text.data[i] != ' ' && draft->text.data[i] != '.')
            continue;
        if (i > start)
            draft->tokens[draft->reading.token_count++] =
                (struct new_token){.lemmas = span_slice(draft->text, start, i),
                                   .range = {(uint32_t)start, (uint32_t)i}};
        start = i + 1;
    }
}

void draft_write(struct draft *draft)
{
    struct fixture *fixture = draft->fixture;
    draft->reading.known_from = fixture->now;
    draft->reading.earliest = date_first_day(draft->reading.published);
    draft->reading.latest = date_last_day(draft->reading.published);
    CK_OK(fixture, store_reading_add(fixture->store, &draft->reading, &fixture->error));
    CK_OK(fixture, store_write_end(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, fixture->in_turn || store_commit(fixture->store, &fixture->error));
    fixture->now += 1000;
}

struct value text_value(const char *text)
{
    return (struct value){.type = VALUE_TEXT, .text = span_of(text)};
}

struct value entity_value(uint32_t source)
{
    return (struct value){.type = VALUE_ENTITY, .entity = source};
}

int64_t write_agreement(struct fixture *fixture, const char *id, const char *first,
                        const char *second, int64_t canonical)
{
    struct draft draft;
    struct span text = arena_format(&fixture->arena, "%s: %s и %s подписали соглашение на 5 лет.",
                                    id, first, second);
    draft_init(&draft, fixture, id, text.data);
    uint32_t one = draft_source(&draft, "Company", first, first, canonical);
    uint32_t two = draft_source(&draft, "Region", second, second, 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(one), first);
    draft_claim(&draft, agreement, "parties", entity_value(two), second);
    draft_claim(&draft, agreement, "term",
                (struct value){.type = VALUE_DURATION, .duration = {.years = 5}}, "5 лет");
    draft_words(&draft);
    draft_write(&draft);
    return draft.reading.report;
}

struct span dump_of(struct fixture *fixture, bool times)
{
    struct buffer out;
    buffer_init(&out, 64 * 1024 * 1024);
    CK_OK(fixture, store_dump(fixture->store, times, &out, &fixture->error));
    struct span copy = arena_copy(&fixture->arena, buffer_span(&out));
    buffer_release(&out);
    return copy;
}
