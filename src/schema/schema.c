/* Reading the schema from JSON.
 *
 * The file: {"version": 1, "things": [property …], "kinds": [kind …]}. A kind is {"name", "fact",
 * "editors", "family", "ftm", "ru", "en", "ru_plural", "en_plural", "order": the name of a
 * property, "properties": [property …]}; a property is {"name", "type", "listed", "progresses",
 * "required", "aside", "shares", "editors", "of": names of kinds or families, "from", "lasting":
 * names of properties, "ru", "en", "ftm", "choices": [{"code", "ru", "en"} …]}. The properties
 * under "things" belong to every kind that is no fact, before its own. Anything that the format
 * does not know is an error: a misspelt key must not go unseen. */
#include "schema.h"

#include <jansson.h>

#include "value.h"

enum {
    SCHEMA_VERSION = 1,
    SCHEMA_ARENA = 16 * 1024 * 1024,
    PLACE_SIZE = 200 /* the place of an error: "agreement.status.signed" */
};

/* One reading of a schema file: where it stands, for errors, and whether one was found. */
struct schema_source {
    struct schema *schema;
    const char *file;
    struct error *error;
    char place[PLACE_SIZE];
};

static bool problem_add(const struct schema_source *source, const char *problem)
{
    return error_add(source->error, "schema.invalid", "file", source->file, "place", source->place,
                     "problem", problem, NULL);
}

static struct span text_keep(const struct schema_source *source, const char *text)
{
    return arena_copy(&source->schema->arena, span_of(text));
}

/* Unpacks an object of the file; it may hold nothing that the format does not name. */
static bool unpack(const struct schema_source *source, json_t *object, const char *format, ...)
{
    json_error_t problem;
    va_list arguments;
    va_start(arguments, format);
    int result = json_vunpack_ex(object, &problem, JSON_STRICT, format, arguments);
    va_end(arguments);
    return result == 0 || problem_add(source, problem.text);
}

static bool choice_load(struct schema_source *source, json_t *object, struct schema_choice *choice)
{
    const char *code, *ru, *en;
    if (!unpack(source, object, "{s:s,s:s,s:s}", "code", &code, "ru", &ru, "en", &en))
        return false;
    if (span_of(code).size >= SCHEMA_CODE_ROOM)
        return problem_add(source, "a code has at most 63 bytes");
    choice->code = text_keep(source, code);
    choice->label = (struct schema_label){text_keep(source, ru), text_keep(source, en)};
    return true;
}

static bool choices_load(struct schema_source *source, json_t *list,
                         struct schema_property *property)
{
    size_t count = json_array_size(list);
    if ((count > 0) != (property->type == VALUE_CHOICE))
        return problem_add(source, "choices belong to the type choice, and it needs some");
    struct schema_choice *choices = ARENA_NEW(&source->schema->arena, struct schema_choice, count);
    for (size_t i = 0; i < count; i++)
        if (!choice_load(source, json_array_get(list, i), &choices[i]))
            return false;
    property->choices = choices;
    property->choice_count = count;
    return true;
}

static bool type_load(struct schema_source *source, const char *name, enum value_type *type)
{
    *type = value_type_find(span_of(name));
    return *type != VALUE_NONE || problem_add(source, "unknown type");
}

/* The kinds that the property takes; that there are such is seen once all are loaded. */
static bool of_load(struct schema_source *source, json_t *list, struct schema_property *property)
{
    size_t count = json_array_size(list);
    struct span *of = ARENA_NEW(&source->schema->arena, struct span, count);
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (!name)
            return problem_add(source, "\"of\" is a list of names of kinds or families");
        of[i] = text_keep(source, name);
    }
    property->of = of;
    property->of_count = count;
    return true;
}

static bool property_load(struct schema_source *source, const char *kind, json_t *object,
                          struct schema_property *property)
{
    const char *name, *type, *ru, *en, *ftm = "", *from, *lasting; /* reckonings_load() */
    int listed = 0, progresses = 0, required = 0, aside = 0, shares = 0, editors = 0;
    json_t *choices = NULL, *of = NULL;
    if (!unpack(source, object, "{s:s,s:s,s:s,s:s,s?s,s?b,s?b,s?b,s?b,s?b,s?b,s?o,s?o,s?s,s?s}",
                "name", &name, "type", &type, "ru", &ru, "en", &en, "ftm", &ftm, "listed", &listed,
                "progresses", &progresses, "required", &required, "aside", &aside, "shares",
                &shares, "editors", &editors, "of", &of, "choices", &choices, "from", &from,
                "lasting", &lasting))
        return false;
    snprintf(source->place, sizeof source->place, "%s.%s", kind, name);
    property->name = text_keep(source, name);
    property->listed = listed;
    property->progresses = progresses;
    property->required = required;
    property->aside = aside;
    property->shares = shares;
    property->editors = editors;
    property->label = (struct schema_label){text_keep(source, ru), text_keep(source, en)};
    property->ftm = text_keep(source, ftm);
    return type_load(source, type, &property->type) && choices_load(source, choices, property) &&
           of_load(source, of, property);
}

static bool properties_load(struct schema_source *source, const char *kind, json_t *list,
                            struct schema_property *properties)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!property_load(source, kind, json_array_get(list, i), &properties[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (span_equal(properties[j].name, properties[i].name))
                return problem_add(source, "the property stands twice");
    }
    return true;
}

/* Finds the day and the length of time by which the kind's dates are reckoned. */
static bool reckonings_load(struct schema_source *source, const struct schema_kind *kind,
                            json_t *list, struct schema_property *properties)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *object = json_array_get(list, i);
        const char *from = json_string_value(json_object_get(object, "from"));
        const char *lasting = json_string_value(json_object_get(object, "lasting"));
        if (!from && !lasting)
            continue;
        snprintf(source->place, sizeof source->place, "%.*s.%.*s", SPAN_ARGS(kind->name),
                 SPAN_ARGS(properties[i].name));
        properties[i].from = schema_property_find(kind, span_of(from ? from : ""));
        properties[i].lasting = schema_property_find(kind, span_of(lasting ? lasting : ""));
        if (properties[i].type != VALUE_DATE || !properties[i].from || !properties[i].lasting ||
            properties[i].from->type != VALUE_DATE || properties[i].lasting->type != VALUE_DURATION)
            return problem_add(source, "a date is reckoned from a date, lasting a duration");
    }
    return true;
}

static bool kind_load(struct schema_source *source, json_t *things, json_t *object,
                      struct schema_kind *kind)
{
    const char *name, *family, *ftm = "", *ru, *en, *ru_plural, *en_plural, *order = NULL;
    int is_fact = 0, editors = 0;
    json_t *own = NULL;
    if (!unpack(source, object, "{s:s,s:s,s:s,s:s,s:s,s:s,s?s,s?b,s?b,s?s,s?o}", "name", &name,
                "family", &family, "ru", &ru, "en", &en, "ru_plural", &ru_plural, "en_plural",
                &en_plural, "ftm", &ftm, "fact", &is_fact, "editors", &editors, "order", &order,
                "properties", &own))
        return false;
    kind->name = text_keep(source, name);
    kind->is_fact = is_fact;
    kind->editors = editors;
    kind->family = text_keep(source, family);
    kind->ftm = text_keep(source, ftm);
    kind->label = (struct schema_label){text_keep(source, ru), text_keep(source, en)};
    kind->plural =
        (struct schema_label){text_keep(source, ru_plural), text_keep(source, en_plural)};
    size_t shared = is_fact ? 0 : json_array_size(things);
    kind->property_count = shared + json_array_size(own);
    struct schema_property *properties =
        ARENA_NEW(&source->schema->arena, struct schema_property, kind->property_count);
    kind->properties = properties;
    if ((!is_fact && !properties_load(source, name, things, properties)) ||
        !properties_load(source, name, own, properties + shared) ||
        !reckonings_load(source, kind, own, properties + shared))
        return false;
    kind->order = order ? schema_property_find(kind, span_of(order)) : NULL;
    return !order || kind->order || problem_add(source, "no such property to order by");
}

/* A name under "of" that is nobody's would take nothing. */
static bool of_is_known(const struct schema *schema, struct span name)
{
    for (size_t i = 0; i < schema->kind_count; i++)
        if (span_equal(schema->kinds[i].name, name) ||
            (!schema->kinds[i].is_fact && span_equal(schema->kinds[i].family, name)))
            return true;
    return false;
}

static bool of_check(struct schema_source *source)
{
    const struct schema *schema = source->schema;
    for (size_t i = 0; i < schema->kind_count; i++)
        for (size_t j = 0; j < schema->kinds[i].property_count; j++) {
            const struct schema_property *property = &schema->kinds[i].properties[j];
            for (size_t k = 0; k < property->of_count; k++)
                if (!of_is_known(schema, property->of[k])) {
                    snprintf(source->place, sizeof source->place, "%.*s.%.*s",
                             SPAN_ARGS(schema->kinds[i].name), SPAN_ARGS(property->name));
                    return problem_add(source, "\"of\" names no kind and no family");
                }
        }
    return true;
}

static bool kinds_load(struct schema_source *source, json_t *things, json_t *list)
{
    size_t count = json_array_size(list);
    struct schema_kind *kinds = ARENA_NEW(&source->schema->arena, struct schema_kind, count);
    for (size_t i = 0; i < count; i++) {
        snprintf(source->place, sizeof source->place, "kinds[%zu]", i);
        kinds[i].number = (unsigned)i;
        if (!kind_load(source, things, json_array_get(list, i), &kinds[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (span_equal(kinds[j].name, kinds[i].name))
                return problem_add(source, "the kind stands twice");
    }
    source->schema->kinds = kinds;
    source->schema->kind_count = count;
    return true;
}

static bool root_load(struct schema_source *source, json_t *root)
{
    int version;
    json_t *things, *kinds;
    if (!unpack(source, root, "{s:i,s:o,s:o}", "version", &version, "things", &things, "kinds",
                &kinds))
        return false;
    if (version != SCHEMA_VERSION)
        return problem_add(source, "unknown version");
    if (!json_is_array(things) || !json_is_array(kinds))
        return problem_add(source, "things and kinds are lists");
    return kinds_load(source, things, kinds) && of_check(source);
}

/* A schema file is small and ours: running out of its arena's room is a bug of the file. */
struct schema_load {
    struct schema_source source;
    json_t *root;
    bool complete;
};

static void schema_load_run(void *context)
{
    struct schema_load *load = context;
    load->complete = root_load(&load->source, load->root);
}

bool schema_load(struct schema **schema, struct span json, const char *file, struct error *error)
{
    json_error_t problem;
    struct schema_load load = {.source = {.file = file, .error = error, .place = "{}"}};
    load.root = json_loadb(json.data ? json.data : "", json.size, JSON_REJECT_DUPLICATES, &problem);
    if (!load.root) {
        snprintf(load.source.place, sizeof load.source.place, "%d:%d", problem.line,
                 problem.column);
        return problem_add(&load.source, problem.text);
    }
    struct schema *made = calloc(1, sizeof *made);
    load.source.schema = made;
    if (made) {
        arena_init(&made->arena, SCHEMA_ARENA);
        if (!arena_run(&made->arena, schema_load_run, &load))
            problem_add(&load.source, "too large");
    }
    json_decref(load.root);
    if (!load.complete) {
        schema_free(made);
        return false;
    }
    *schema = made;
    return true;
}

void schema_free(struct schema *schema)
{
    if (!schema)
        return;
    arena_release(&schema->arena);
    free(schema);
}

const struct schema_kind *schema_kind_find(const struct schema *schema, struct span name)
{
    for (size_t i = 0; i < schema->kind_count; i++)
        if (span_equal(schema->kinds[i].name, name))
            return &schema->kinds[i];
    return NULL;
}

const struct schema_property *schema_property_find(const struct schema_kind *kind, struct span name)
{
    for (size_t i = 0; i < kind->property_count; i++)
        if (span_equal(kind->properties[i].name, name))
            return &kind->properties[i];
    return NULL;
}

bool schema_property_takes(const struct schema_property *property, const struct schema_kind *kind)
{
    bool fits = value_fits(property->type, kind->is_fact ? VALUE_FACT : VALUE_ENTITY) ||
                (property->type == VALUE_SIGNATORY && !kind->is_fact);
    for (size_t i = 0; i < property->of_count; i++)
        if (span_equal(property->of[i], kind->name) ||
            (!kind->is_fact && span_equal(property->of[i], kind->family)))
            return fits;
    return fits && !property->of_count;
}

const struct schema_choice *schema_choice_find(const struct schema_property *property,
                                               struct span code)
{
    for (size_t i = 0; i < property->choice_count; i++)
        if (span_equal(property->choices[i].code, code))
            return &property->choices[i];
    return NULL;
}
