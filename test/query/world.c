/* A small registry made by hand. */
#include "world.h"

#include <stdio.h>

#include "file.h"
#include "words.h"

static struct value date_value(int year, int month, int day)
{
    return (struct value){.type = VALUE_DATE, .date = {(int16_t)year, (int8_t)month, (int8_t)day}};
}

static struct value fact_value(uint32_t source)
{
    return (struct value){.type = VALUE_FACT, .fact = source};
}

static struct value choice_value(const struct fixture *fixture, const char *kind,
                                 const char *property, const char *code)
{
    const struct schema_property *found =
        schema_property_find(kind_of(fixture, kind), span_of(property));
    const struct schema_choice *choice = schema_choice_find(found, span_of(code));
    ck_assert_ptr_nonnull(choice);
    return (struct value){.type = VALUE_CHOICE, .choice = choice};
}

static const char vympel[] =
    "Москва и «Вымпел» договорились\n"
    "\n"
    "9 февраля 2015 года Правительство Москвы и ОАО «Вымпел» подписали соглашение о "
    "сотрудничестве на 5 лет, сумма — около 2 млрд рублей. Документ подписал мэр Сергей Иванов. "
    "«Мы рады», — заявил Иванов.\r\n"
    "Прежнее соглашение стороны заключили в 2011 году.\n";

/* Every word of the text and of the names, as the resolver gives them to the index. */
static void index_words(struct world *world, struct draft *draft)
{
    struct arena *arena = &world->fixture.arena;
    struct tokens tokens;
    struct search_words words;
    struct report report = {.text = draft->text};
    report.title.end = (uint32_t)draft->reading.title.size; /* it begins the text */
    tokens_of_phrase(draft->text, arena, &tokens);
    search_words_of_report(NULL, world->morphology, &report, &tokens, arena, &words);
    draft->reading.tokens = words.items;
    draft->reading.token_count = words.count;
    for (size_t i = 0; i < draft->reading.source_count; i++)
        draft->sources[i].lemmas =
            search_lemmas_of_phrase(NULL, world->morphology, draft->sources[i].name, arena);
}

static int64_t write_vympel(struct world *world)
{
    struct draft draft;
    struct fixture *fixture = &world->fixture;
    draft_init(&draft, fixture, "vympel", vympel);
    draft.reading.title = SPAN("Москва и «Вымпел» договорились");
    draft.reading.published = (struct date){2015, 2, 9};
    uint32_t moscow = draft_source(&draft, "Region", "Москва", "Москва", 0);
    uint32_t body =
        draft_source(&draft, "PublicBody", "Правительство Москвы", "Правительство Москвы", 0);
    uint32_t firm = draft_source(&draft, "Company", "ОАО «Вымпел»", "ОАО «Вымпел»", 0);
    uint32_t mayor = draft_source(&draft, "Person", "Сергей Иванов", "Сергей Иванов", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    uint32_t earlier = draft_source(&draft, "agreement", "", NULL, 0);
    uint32_t office = draft_source(&draft, "occupation", "", NULL, 0);
    uint32_t statement = draft_source(&draft, "statement", "", NULL, 0);
    draft_claim(&draft, firm, "alias", text_value("Вымпел"), "Вымпел");
    draft_claim(&draft, agreement, "agreement_kind",
                choice_value(fixture, "agreement", "agreement_kind", "cooperation"),
                "соглашение о сотрудничестве");
    draft_claim(&draft, agreement, "status", choice_value(fixture, "agreement", "status", "signed"),
                "подписали");
    draft_claim(&draft, agreement, "parties", entity_value(body), "Правительство Москвы");
    draft_claim(&draft, agreement, "parties", entity_value(firm), "ОАО «Вымпел»");
    draft_claim(&draft, agreement, "signatories",
                (struct value){.type = VALUE_SIGNATORY,
                               .signatory = {.person = mayor, .on_behalf_of = body}},
                "Сергей Иванов");
    draft_claim(&draft, agreement, "signed_on", date_value(2015, 2, 9), "9 февраля 2015 года");
    draft_claim(&draft, agreement, "term",
                (struct value){.type = VALUE_DURATION, .duration = {.years = 5}}, "5 лет");
    draft_claim(&draft, agreement, "until", date_value(2020, 2, 9), "5 лет");
    draft_claim(&draft, agreement, "amount",
                (struct value){.type = VALUE_MONEY, .money = {2e9, "RUB", true}},
                "около 2 млрд рублей");
    draft_claim(&draft, agreement, "continues", fact_value(earlier), "Прежнее соглашение");
    draft_claim(&draft, earlier, "parties", entity_value(body), "стороны");
    draft_claim(&draft, earlier, "parties", entity_value(firm), "стороны");
    draft_claim(&draft, earlier, "signed_on", date_value(2011, 0, 0), "2011 году");
    draft_claim(&draft, office, "person", entity_value(mayor), "Сергей Иванов");
    draft_claim(&draft, office, "position", text_value("мэр"), "мэр");
    draft_claim(&draft, office, "organization", entity_value(moscow), "Правительство Москвы");
    draft_claim(&draft, statement, "speaker", entity_value(mayor), "Иванов");
    draft_claim(&draft, statement, "quote", text_value("Мы рады"), "Мы рады");
    index_words(world, &draft);
    draft_write(&draft);
    return draft.reading.report;
}

static const char klaster[] =
    "Кластер «Северный» растёт\n"
    "В кластер «Северный» вошло ОАО «Вымпел». Центр кластера — Институт связи. Площадка — "
    "технопарк «Полюс» в городе Усть-Лес. Проект завода запланирован на 2016 год. Директором "
    "назначен Пётр Чащин. До 1 марта 2016 года стороны подпишут меморандум.\n";

static void write_klaster(struct world *world, int64_t firm_known)
{
    struct draft draft;
    struct fixture *fixture = &world->fixture;
    draft_init(&draft, fixture, "klaster", klaster);
    draft.reading.title = SPAN("Кластер «Северный» растёт");
    draft.reading.published = (struct date){2015, 11, 20};
    draft.reading.published_by_user = true;
    uint32_t cluster =
        draft_source(&draft, "Cluster", "Кластер «Северный»", "Кластер «Северный»", 0);
    uint32_t firm = draft_source(&draft, "Company", "ОАО «Вымпел»", "ОАО «Вымпел»", firm_known);
    uint32_t centre =
        draft_source(&draft, "ResearchOrganization", "Институт связи", "Институт связи", 0);
    uint32_t site = draft_source(&draft, "Site", "Технопарк «Полюс»", "технопарк «Полюс»", 0);
    uint32_t town = draft_source(&draft, "Locality", "Усть-Лес", "Усть-Лес", 0);
    uint32_t person = draft_source(&draft, "Person", "Пётр Чащин", "Пётр Чащин", 0);
    uint32_t member = draft_source(&draft, "membership", "", NULL, 0);
    uint32_t heart = draft_source(&draft, "membership", "", NULL, 0);
    uint32_t details = draft_source(&draft, "site", "", NULL, 0);
    uint32_t project = draft_source(&draft, "project", "", NULL, 0);
    uint32_t office = draft_source(&draft, "occupation", "", NULL, 0);
    uint32_t planned = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, member, "member", entity_value(firm), "ОАО «Вымпел»");
    draft_claim(&draft, member, "whole", entity_value(cluster), "кластер «Северный»");
    draft_claim(&draft, heart, "member", entity_value(centre), "Институт связи");
    draft_claim(&draft, heart, "whole", entity_value(cluster), "кластера");
    draft_claim(&draft, heart, "role", choice_value(fixture, "membership", "role", "centre"),
                "Центр кластера");
    draft_claim(&draft, details, "site", entity_value(site), "технопарк «Полюс»");
    draft_claim(&draft, details, "site_type",
                choice_value(fixture, "site", "site_type", "technopark"), "технопарк");
    draft_claim(&draft, details, "place", entity_value(town), "Усть-Лес");
    draft_claim(&draft, project, "what", text_value("проект завода"), "Проект завода");
    draft_claim(&draft, project, "stage", choice_value(fixture, "project", "stage", "planned"),
                "запланирован");
    draft_claim(&draft, project, "start", date_value(2016, 0, 0), "2016 год");
    draft_claim(&draft, office, "person", entity_value(person), "Пётр Чащин");
    draft_claim(&draft, office, "position", text_value("директор"), "Директором");
    draft_claim(&draft, office, "organization", entity_value(firm), "ОАО «Вымпел»");
    draft_claim(&draft, planned, "agreement_kind",
                choice_value(fixture, "agreement", "agreement_kind", "memorandum"), "меморандум");
    draft_claim(&draft, planned, "status", choice_value(fixture, "agreement", "status", "planned"),
                "подпишут");
    draft_claim(&draft, planned, "parties", entity_value(firm), "стороны");
    draft_claim(&draft, planned, "due", date_value(2016, 3, 1), "До 1 марта 2016 года");
    draft_claim(&draft, planned, "until", date_value(2016, 6, 0), "2016 года");
    index_words(world, &draft);
    draft_write(&draft);
    struct report_statement statement = {.publisher = SPAN("Вестник"),
                                         .url = SPAN("https://example.org/k")};
    CK_OK(fixture, store_write_begin(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, store_report_state(fixture->store, draft.reading.report, &statement,
                                      SPAN("user:tester"), fixture->now, NULL, &fixture->error));
    CK_OK(fixture, store_write_end(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
}

void world_init_empty(struct world *world)
{
    *world = (struct world){0};
    fixture_init(&world->fixture);
    world->catalogue = catalogue_new();
    CK_OK(&world->fixture, morphology_open(&world->morphology, DICTIONARY, &world->fixture.error));
    CK_OK(&world->fixture,
          reference_open(&world->reference, SPAN(SOURCE_ROOT), &world->fixture.error));
    CK_OK(&world->fixture,
          fields_open(&world->fields, SPAN(SOURCE_ROOT), world->morphology, &world->fixture.error));
    world->query = (struct query){.store = world->fixture.store,
                                  .schema = world->fixture.schema,
                                  .catalogue = world->catalogue,
                                  .morphology = world->morphology,
                                  .reference = world->reference,
                                  .fields = world->fields,
                                  .registry = SPAN("test.uzel"),
                                  .tongue = TONGUE_RUSSIAN,
                                  .today = {2015, 12, 1},
                                  .arena = &world->fixture.arena};
}

static int64_t source_canonical(struct world *world, int64_t report, const char *name,
                                const char *kind)
{
    struct stored_sources sources = {0};
    CK_OK(&world->fixture,
          store_sources_of_report(world->fixture.store, report, &world->fixture.arena, &sources,
                                  &world->fixture.error));
    for (size_t i = 0; i < sources.count; i++)
        if ((name && span_equal(sources.items[i].name, span_of(name))) ||
            (kind && span_equal(sources.items[i].kind->name, span_of(kind))))
            return sources.items[i].canonical;
    return 0;
}

void world_init(struct world *world)
{
    world_init_empty(world);
    int64_t report = write_vympel(world);
    write_klaster(world, source_canonical(world, report, "ОАО «Вымпел»", NULL));
}

void world_release(struct world *world)
{
    fields_close(world->fields);
    reference_close(world->reference);
    morphology_close(world->morphology);
    catalogue_free(world->catalogue);
    fixture_release(&world->fixture);
}

static struct span id_of(struct world *world, int64_t number)
{
    char id[CANONICAL_TEXT];
    ck_assert_int_ne(number, 0);
    return arena_copy(&world->fixture.arena, span_of(canonical_write(number, id)));
}

struct span world_thing(struct world *world, const char *name)
{
    int64_t number = 0;
    for (int64_t report = 1; report < 16 && !number; report++)
        number = source_canonical(world, report, name, NULL);
    return id_of(world, number);
}

struct span world_fact(struct world *world, const char *report, const char *kind)
{
    struct stored_report stored;
    bool found = false;
    CK_OK(&world->fixture,
          store_report_by_id(world->fixture.store, span_of(report), &world->fixture.arena, &stored,
                             &found, &world->fixture.error));
    ck_assert(found);
    return id_of(world, source_canonical(world, stored.number, NULL, kind));
}

/* ---- golden files ---- */

static void indent(struct buffer *out, size_t depth)
{
    buffer_append_byte(out, '\n');
    for (size_t i = 0; i < depth; i++)
        buffer_append_byte(out, ' ');
}

/* Objects and arrays that hold any stand over several lines. */
static void json_spread(struct span json, struct buffer *out)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < json.size; i++) {
        char byte = json.data[i];
        bool closing = !quoted && (byte == '}' || byte == ']');
        if (closing && json.data[i - 1] != '{' && json.data[i - 1] != '[')
            indent(out, depth - 1);
        depth -= closing;
        buffer_append_byte(out, byte);
        if (quoted && byte == '\\')
            buffer_append_byte(out, json.data[++i]);
        else if (byte == '"')
            quoted = !quoted;
        bool opening = !quoted && (byte == '{' || byte == '[');
        depth += opening;
        char next = i + 1 < json.size ? json.data[i + 1] : '\0';
        if (!quoted && (byte == ',' || (opening && next != '}' && next != ']')))
            indent(out, depth);
    }
    buffer_append_byte(out, '\n');
}

void golden_compare(const char *name, struct span json)
{
    char path[300];
    struct buffer spread, golden;
    buffer_init(&spread, 64 * 1024 * 1024);
    buffer_init(&golden, 64 * 1024 * 1024);
    snprintf(path, sizeof path, "%s/%s.json", GOLDEN_FOLDER, name);
    json_spread(json, &spread);
    if (getenv("UZEL_ACCEPT"))
        ck_assert(file_write(path, buffer_span(&spread), NULL));
    ck_assert_msg(file_read(path, &golden, NULL), "there is no %s", path);
    if (!span_equal(buffer_span(&golden), buffer_span(&spread))) {
        size_t at = 0, line = 1;
        for (; at < golden.size && at < spread.size && golden.data[at] == spread.data[at]; at++)
            line += golden.data[at] == '\n';
        ck_abort_msg("%s differs from line %zu on:\n%.200s\nshould be\n%.200s", path, line,
                     spread.data + at, golden.data + at);
    }
    buffer_release(&spread);
    buffer_release(&golden);
}

struct date world_day(const char *text)
{
    struct date date = {0};
    ck_assert(date_read(span_of(text), &date));
    return date;
}

void world_draft_write(struct world *world, struct draft *draft, size_t first_claim, size_t count)
{
    struct arena *arena = &world->fixture.arena;
    uint32_t before = (uint32_t)draft->reading.source_count - 1;
    struct new_source *sources = ARENA_NEW(arena, struct new_source, before + 1 + count);
    struct new_claim *claims = ARENA_NEW(arena, struct new_claim, first_claim + 2 * count);
    memcpy(sources, draft->sources, (before + 1) * sizeof *sources);
    memcpy(claims, draft->claims, first_claim * sizeof *claims);
    for (size_t i = 0; i < count; i++) {
        sources[before + i] = draft->sources[before];
        for (size_t k = 0; k < 2; k++) {
            claims[first_claim + 2 * i + k] = draft->claims[first_claim + k];
            claims[first_claim + 2 * i + k].source = before + (uint32_t)i;
        }
    }
    draft->reading.sources = sources;
    draft->reading.claims = claims;
    draft->reading.source_count = before + count;
    draft->reading.claim_count = first_claim + 2 * count;
    draft_write(draft);
}
