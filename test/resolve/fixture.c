/* A registry and a reader for tests. */
#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "reader.h"

void fixture_init(struct fixture *fixture)
{
    *fixture = (struct fixture){.now = 1000000, .version = SPAN("test 1")};
    fixture->data = span_of(getenv("UZEL_DATA"));
    ck_assert_uint_gt(fixture->data.size, 0);
    suite_folder_make(fixture->folder, sizeof fixture->folder);
    place_of(fixture->file, fixture->folder, "test.uzel");
    arena_init(&fixture->arena, 1024 * 1024 * 1024);
    error_init(&fixture->error);
    CK_OK(fixture, reader_open(&fixture->reader, fixture->data, &fixture->error));
    fixture->morphology = reader_morphology(fixture->reader);
    CK_OK(fixture, store_open(&fixture->store, fixture->file, STORE_CREATE,
                              reader_schema(fixture->reader), &fixture->error));
}

void fixture_release(struct fixture *fixture)
{
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
    store_close(fixture->store);
    reader_close(fixture->reader);
    place_remove(fixture->file);
    error_release(&fixture->error);
    arena_release(&fixture->arena);
}

const struct schema_kind *kind_of(const struct fixture *fixture, const char *name)
{
    const struct schema_kind *kind =
        schema_kind_find(reader_schema(fixture->reader), span_of(name));
    ck_assert_ptr_nonnull(kind);
    return kind;
}

static struct range range_of(const struct trial *trial, const char *words)
{
    size_t start = span_find(trial->report.text, span_of(words), 0);
    ck_assert_msg(start != SIZE_MAX, "«%s» is not in the text", words);
    return (struct range){(uint32_t)start, (uint32_t)(start + span_of(words).size)};
}

void trial_init(struct trial *trial, struct fixture *fixture, const char *id, const char *text)
{
    *trial = (struct trial){.fixture = fixture};
    trial->block = (struct block){.kind = BLOCK_PROSE, .range = {0, (uint32_t)span_of(text).size}};
    trial->report = (struct report){.id = span_of(id),
                                    .source = span_of(id),
                                    .text = span_of(text),
                                    .digest = digest_of(span_of(text)),
                                    .language = "ru",
                                    .charset = "UTF-8",
                                    .blocks = &trial->block,
                                    .block_count = 1};
    trial->reading = (struct reading){.report = &trial->report,
                                      .mentions = trial->mentions,
                                      .entities = trial->entities,
                                      .facts = trial->facts};
    trial->origin = (struct resolve_origin){
        .path = arena_format(&fixture->arena, "/reports/%s.txt", id), .author = SPAN("user:olga")};
    tokens_of_report(&fixture->arena, &trial->report, &trial->reading.tokens);
}

uint32_t trial_entity(struct trial *trial, const char *kind, const char *name, const char *words)
{
    struct reading *reading = &trial->reading;
    trial->entities[reading->entity_count++] = (struct entity){
        .schema = kind_of(trial->fixture, kind), .name = span_of(name), .listed = true};
    uint32_t number = (uint32_t)reading->entity_count;
    if (words) {
        struct range range = range_of(trial, words);
        trial->mentions[reading->mention_count++] =
            (struct mention){.range = range, .name = range, .has_name = true, .entity = number};
    }
    return number;
}

uint32_t trial_fact(struct trial *trial, const char *kind)
{
    size_t index = trial->reading.fact_count++;
    trial->facts[index] = (struct fact){
        .kind = kind_of(trial->fixture, kind), .claims = trial->claims[index], .confidence = 0.8};
    return (uint32_t)index + 1;
}

void trial_claim(struct trial *trial, uint32_t fact, const char *property, struct value value,
                 const char *words)
{
    struct fact *made = &trial->facts[fact - 1];
    struct claim *claim = &trial->claims[fact - 1][made->claim_count++];
    *claim = (struct claim){.property = schema_property_find(made->kind, span_of(property)),
                            .value = value};
    ck_assert_ptr_nonnull(claim->property);
    if (words) {
        struct range *range = ARENA_NEW(&trial->fixture->arena, struct range, 1);
        *range = range_of(trial, words);
        claim->evidence = range;
        claim->evidence_count = 1;
    }
}

struct resolution trial_resolve(struct trial *trial)
{
    struct fixture *fixture = trial->fixture;
    struct resolution resolution;
    trial->origin.now = fixture->now;
    struct resolve_work work = {.store = fixture->store,
                                .schema = reader_schema(fixture->reader),
                                .morphology = fixture->morphology,
                                .lexicon = fixture->reader->lexicon,
                                .reader_version = fixture->version,
                                .reading = &trial->reading,
                                .origin = &trial->origin,
                                .arena = &fixture->arena,
                                .error = &fixture->error};
    CK_OK(fixture, resolve_write(&work, &resolution));
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
    fixture->now += 1000;
    return resolution;
}

struct resolution resolve_firm(struct fixture *fixture, const char *id, const char *kind,
                               const char *name)
{
    struct trial trial;
    struct span text = arena_format(&fixture->arena, "%s. О деле рассказали: %s.", id, name);
    trial_init(&trial, fixture, id, text.data);
    trial_entity(&trial, kind, name, name);
    return trial_resolve(&trial);
}

struct value entity_value(uint32_t entity)
{
    return (struct value){.type = VALUE_ENTITY, .entity = entity};
}

int64_t canonical_of(struct fixture *fixture, int64_t report, const char *name)
{
    struct stored_sources sources;
    CK_OK(fixture, store_sources_of_report(fixture->store, report, &fixture->arena, &sources,
                                           &fixture->error));
    for (size_t i = 0; i < sources.count; i++)
        if (span_equal(sources.items[i].name, span_of(name)))
            return sources.items[i].canonical;
    ck_abort_msg("the report has no «%s»", name);
    return 0;
}

struct span dump_of(struct fixture *fixture)
{
    struct buffer out;
    buffer_init(&out, 64 * 1024 * 1024);
    CK_OK(fixture, store_dump(fixture->store, true, &out, &fixture->error));
    struct span copy = arena_copy(&fixture->arena, buffer_span(&out));
    buffer_release(&out);
    return copy;
}
