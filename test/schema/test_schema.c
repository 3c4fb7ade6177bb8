/* Reading the schema, and the schema that the program ships. */
#include "schema.h"

#include "file.h"
#include "suite.h"
#include "utf8.h"
#include "value.h"

void add_schema(Suite *suite);

static struct schema *shipped_schema(void)
{
    struct mapped_file file;
    struct error error;
    struct schema *schema = NULL;
    error_init(&error);
    ck_assert(mapped_file_open(&file, SCHEMA_FILE, &error));
    bool loaded = schema_load(&schema, file.bytes, "schema.json", &error);
    ck_assert_msg(loaded, "%s: %s", error.count ? error.items[0].arguments[1].value : "",
                  error.count ? error.items[0].arguments[2].value : "");
    mapped_file_close(&file);
    error_release(&error);
    return schema;
}

START_TEST(ships_every_kind_of_the_contract)
{
    static const struct {
        const char *name;
        const char *properties; /* of facts */
    } kinds[] = {
        {"Person", NULL},
        {"PublicBody", NULL},
        {"StateCorporation", NULL},
        {"Company", NULL},
        {"DevelopmentInstitution", NULL},
        {"ResearchOrganization", NULL},
        {"Association", NULL},
        {"Organization", NULL},
        {"Country", NULL},
        {"Region", NULL},
        {"Locality", NULL},
        {"Place", NULL},
        {"Cluster", NULL},
        {"Site", NULL},
        {"Programme", NULL},
        {"Project", NULL},
        {"Product", NULL},
        {"Event", NULL},
        {"Document", NULL},
        {"agreement", "agreement_kind status parties signatories signed_on due term until place "
                      "occasion subjects aims amount continues"},
        {"occupation", "person position organization status"},
        {"membership", "member whole role since until status under"},
        {"subordination", "part whole"},
        {"project", "what stage place executors under start end amount jobs"},
        {"site",
         "site site_type place operator specialization aims area since status status_sought"},
        {"supply", "supplier goods recipient destinations"},
        {"need", "buyer goods okpd2 quantity unit by price place cluster bought_from bought_place "
                 "could_be_made_by latitude longitude number"},
        {"offer", "supplier goods okpd2 capacity period unit lead_time minimum price place cluster "
                  "line latitude longitude number"},
        {"deployment", "what count place period by developer"},
        {"programme", "programme region status aims difficulties reported_to until"},
        {"meeting", "participants event series organizer place date topic outcomes"},
        {"partnership", "parties field since"},
        {"decision", "body act what date"},
        {"benefit", "beneficiary benefit granted_by amount since until"},
        {"figure", "subject measure value value_max unit approximate target as_of"},
        {"statement", "speaker quote"},
        {"measure", "programme what responsible status start due amount under"},
        {"indicator", "programme measure reading year value unit figure"},
        {"application", "site status_sought outcome applicant body documents submitted decided "
                        "until decision"},
        {"training", "subject group participants organizer place status start end count under"},
        {"team", "subject organization leader people place status start end count under"},
        {"preferred_list", "title owner under criteria since until"},
        {"preferred_item", "list what maker purpose okpd2 proposed_by proposed outcome decided "
                           "reason until"},
        {"preferred_use", "item user how since until"},
    };
    struct schema *schema = shipped_schema();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct schema_kind *kind = schema_kind_find(schema, span_of(kinds[i].name));
        ck_assert_msg(kind, "no kind %s", kinds[i].name);
        ck_assert_msg(kind->is_fact == (kinds[i].properties != NULL), "%s", kinds[i].name);
        if (!kind->is_fact) {
            ck_assert(schema_property_find(kind, SPAN("name")));
            ck_assert(schema_property_find(kind, SPAN("alias"))->listed);
            continue;
        }
        struct span rest = span_of(kinds[i].properties), name;
        size_t count = 0;
        for (; span_next_part(&rest, ' ', &name); count++)
            ck_assert_msg(schema_property_find(kind, name), "%s has no %.*s", kinds[i].name,
                          SPAN_ARGS(name));
        ck_assert_uint_eq(count, kind->property_count);
    }
    schema_free(schema);
}
END_TEST

static bool is_cyrillic(struct span text)
{
    for (size_t offset = 0; offset < text.size;)
        if (code_point_is_cyrillic(utf8_next(text, &offset)))
            return true;
    return false;
}

static void check_label(struct span of, struct schema_label label)
{
    ck_assert_msg(is_cyrillic(label.ru), "%.*s: «%.*s»", SPAN_ARGS(of), SPAN_ARGS(label.ru));
    ck_assert_msg(label.en.size && !is_cyrillic(label.en), "%.*s: «%.*s»", SPAN_ARGS(of),
                  SPAN_ARGS(label.en));
}

START_TEST(labels_everything_in_both_languages)
{
    struct schema *schema = shipped_schema();
    for (size_t i = 0; i < schema->kind_count; i++) {
        const struct schema_kind *kind = &schema->kinds[i];
        ck_assert_uint_eq(kind->number, i);
        ck_assert_uint_gt(kind->family.size, 0);
        check_label(kind->name, kind->label);
        check_label(kind->name, kind->plural);
        for (size_t j = 0; j < kind->property_count; j++) {
            check_label(kind->properties[j].name, kind->properties[j].label);
            for (size_t k = 0; k < kind->properties[j].choice_count; k++)
                check_label(kind->properties[j].choices[k].code,
                            kind->properties[j].choices[k].label);
        }
    }
    schema_free(schema);
}
END_TEST

START_TEST(finds_choices_by_code)
{
    struct schema *schema = shipped_schema();
    const struct schema_property *status =
        schema_property_find(schema_kind_find(schema, SPAN("agreement")), SPAN("status"));
    ck_assert_int_eq(status->type, VALUE_CHOICE);
    ASSERT_SPAN(schema_choice_find(status, SPAN("in_force"))->label.ru, "действует");
    ck_assert_ptr_null(schema_choice_find(status, SPAN("In_force")));
    ck_assert_ptr_null(schema_kind_find(schema, SPAN("Agreement")));
    ck_assert_ptr_null(schema_property_find(schema_kind_find(schema, SPAN("need")), SPAN("name")));
    schema_free(schema);
}
END_TEST

#define KIND(rest)                                                                                 \
    "{\"version\": 1, \"things\": [], \"kinds\": [{\"name\": \"need\", \"fact\": true, "           \
    "\"family\": \"firm\", \"ru\": \"н\", \"en\": \"n\", \"ru_plural\": \"н\", "                 \
    "\"en_plural\": \"n\"" rest "}]}"
#define PROPERTY(rest)                                                                             \
    KIND(", \"properties\": [{\"name\": \"goods\", \"ru\": \"т\", \"en\": \"g\"" rest "}]")

#define LONG_CODE "a_code_that_is_longer_than_any_table_that_counts_codes_has_room_for"

START_TEST(says_what_is_wrong_and_where)
{
    static const struct {
        const char *json;
        const char *place;
    } bad[] = {
        {"", "-1:-1"},
        {"{\"version\": 1,\n \"kinds\": }", "2:11"},
        {"{\"version\": 2, \"things\": [], \"kinds\": []}", "{}"},
        {"{\"version\": 1, \"things\": {}, \"kinds\": []}", "{}"},
        {"{\"version\": 1, \"things\": [], \"kinds\": [{\"name\": \"need\"}]}", "kinds[0]"},
        {KIND(", \"colour\": \"red\""), "kinds[0]"},
        {PROPERTY(", \"type\": \"words\""), "need.goods"},
        {PROPERTY(", \"type\": \"choice\""), "need.goods"},
        {PROPERTY(", \"type\": \"entity\", \"of\": [\"Wizard\"]"), "need.goods"},
        {PROPERTY(", \"type\": \"entity\", \"of\": [7]"), "need.goods"},
        {PROPERTY(", \"type\": \"text\", \"choices\": [{\"code\": \"a\", \"ru\": \"а\", \"en\": "
                  "\"a\"}]"),
         "need.goods"},
        {PROPERTY(", \"type\": \"choice\", \"choices\": [{\"code\": \"a\"}]"), "need.goods"},
        {PROPERTY(", \"type\": \"choice\", \"choices\": [{\"code\": \"" LONG_CODE
                  "\", \"ru\": \"а\", \"en\": \"a\"}]"),
         "need.goods"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct schema *schema = NULL;
        struct error error;
        error_init(&error);
        ck_assert_msg(!schema_load(&schema, span_of(bad[i].json), "my.json", &error), "%zu", i);
        ck_assert_uint_eq(error.count, 1);
        ck_assert_str_eq(error.items[0].key, "schema.invalid");
        ck_assert_str_eq(error.items[0].arguments[0].value, "my.json");
        if (bad[i].place[0] != '-')
            ck_assert_str_eq(error.items[0].arguments[1].value, bad[i].place);
        error_release(&error);
    }
}
END_TEST

START_TEST(takes_a_new_property_as_one_line)
{
    struct schema *schema = NULL;
    ck_assert(schema_load(&schema, span_of(PROPERTY(", \"type\": \"text\"")), "my.json", NULL));
    ck_assert_int_eq(schema_property_find(&schema->kinds[0], SPAN("goods"))->type, VALUE_TEXT);
    schema_free(schema);
}
END_TEST

void add_schema(Suite *suite)
{
    SUITE_ADD(suite, ships_every_kind_of_the_contract);
    SUITE_ADD(suite, labels_everything_in_both_languages);
    SUITE_ADD(suite, finds_choices_by_code);
    SUITE_ADD(suite, says_what_is_wrong_and_where);
    SUITE_ADD(suite, takes_a_new_property_as_one_line);
}
