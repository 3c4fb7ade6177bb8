/* uzel morph: how the dictionary reads words, and their other forms. */
#include "command.h"

#include "data.h"
#include "grid.h"
#include "json.h"
#include "morphology.h"
#include "output.h"
#include "tag.h"

enum { JSON_LIMIT = 64 << 20 };

struct morph {
    struct invocation *invocation;
    struct morphology *morphology;
    grammemes from;
    grammemes wanted; /* zero: no forms are asked for */
};

/* Reads an option that names grammemes of a set; prints what is wrong and returns false. */
static bool option_grammemes(struct invocation *invocation, const char *name, grammemes allowed,
                             grammemes *set)
{
    const char *value = option_value(invocation, name);
    grammemes named = 0;
    if (!value)
        return true;
    if (!grammemes_parse(span_of(value), &named) || !named || named & ~allowed) {
        error_add(&invocation->error, "morph.bad_grammemes", "option", name, "value", value, NULL);
        return false;
    }
    *set |= named;
    return true;
}

static bool is_phrase(struct span text)
{
    return span_find(text, SPAN(" "), 0) != SIZE_MAX;
}

/* The form of a whole phrase; of a word each reading has its own. */
static struct span phrase_form(struct morph *morph, struct span text)
{
    grammemes wanted = morph->wanted ? morph->wanted : GRAM_NOMINATIVE;
    return morphology_inflect_phrase(morph->morphology, text, morph->from, wanted,
                                     &morph->invocation->arena);
}

static struct span reading_form(struct morph *morph, struct span word,
                                const struct analysis *analysis)
{
    struct span form;
    bool made =
        morph->wanted && morphology_inflect(morph->morphology, word, analysis, morph->wanted,
                                            &morph->invocation->arena, &form);
    return made ? form : SPAN("");
}

static void reading_row(struct morph *morph, struct grid *grid, struct span word,
                        const struct analysis *analysis)
{
    struct invocation *invocation = morph->invocation;
    struct arena *arena = &invocation->arena;
    struct span *cells = grid_row(grid);
    cells[0] = arena_format(arena, "%.1f %%", (double)analysis->weight * 100);
    cells[1] = morphology_lemma(morph->morphology, word, analysis, arena);
    cells[2] = morphology_tag(morph->morphology, analysis, arena);
    cells[3] = analysis->known ? TEXT(invocation, "morph.known") : TEXT(invocation, "morph.guess");
    if (morph->wanted)
        cells[4] = reading_form(morph, word, analysis);
}

static void word_print(struct morph *morph, struct span word)
{
    struct invocation *invocation = morph->invocation;
    struct analysis items[ANALYSIS_LIMIT];
    struct grid grid;
    grid_init(&grid, &invocation->arena);
    grid_column(&grid, TEXT(invocation, "morph.column.share"), true);
    grid_column(&grid, TEXT(invocation, "morph.column.lemma"), false);
    grid_column(&grid, TEXT(invocation, "morph.column.tag"), false);
    grid_column(&grid, TEXT(invocation, "morph.column.source"), false);
    if (morph->wanted)
        grid_column(&grid, TEXT(invocation, "morph.column.form"), false);
    size_t count = morphology_analyze(morph->morphology, word, items, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++)
        reading_row(morph, &grid, word, &items[i]);
    output_line(word);
    grid_print(&grid, output_width(), output_write);
}

static void reading_write(struct morph *morph, struct json *json, struct span word,
                          const struct analysis *analysis)
{
    struct arena *arena = &morph->invocation->arena;
    json_object_begin(json);
    json_key(json, "lemma");
    json_text(json, morphology_lemma(morph->morphology, word, analysis, arena));
    json_key(json, "base");
    json_text(json, morphology_base(morph->morphology, word, analysis, arena));
    json_key(json, "tag");
    json_text(json, morphology_tag(morph->morphology, analysis, arena));
    json_key(json, "share");
    json_number(json, (double)analysis->weight);
    json_key(json, "known");
    json_boolean(json, analysis->known);
    struct span form = reading_form(morph, word, analysis);
    if (form.size) {
        json_key(json, "form");
        json_text(json, form);
    }
    json_object_end(json);
}

static void text_write(struct morph *morph, struct json *json, struct span text)
{
    json_object_begin(json);
    json_key(json, "text");
    json_text(json, text);
    if (is_phrase(text)) {
        json_key(json, "form");
        json_text(json, phrase_form(morph, text));
    } else {
        struct analysis items[ANALYSIS_LIMIT];
        size_t count = morphology_analyze(morph->morphology, text, items, ANALYSIS_LIMIT);
        json_key(json, "analyses");
        json_array_begin(json);
        for (size_t i = 0; i < count; i++)
            reading_write(morph, json, text, &items[i]);
        json_array_end(json);
    }
    json_object_end(json);
}

static void all_write(struct morph *morph)
{
    struct buffer buffer;
    struct json json;
    buffer_init(&buffer, JSON_LIMIT);
    json_init(&json, &buffer);
    json_object_begin(&json);
    json_key(&json, "status");
    json_string(&json, "ok");
    json_key(&json, "words");
    json_array_begin(&json);
    for (size_t i = 0; i < morph->invocation->operand_count; i++)
        text_write(morph, &json, span_of(morph->invocation->operands[i]));
    json_array_end(&json);
    json_object_end(&json);
    output_line(buffer_span(&buffer));
    buffer_release(&buffer);
}

static void all_print(struct morph *morph)
{
    for (size_t i = 0; i < morph->invocation->operand_count; i++) {
        struct span text = span_of(morph->invocation->operands[i]);
        if (i > 0)
            output_write(SPAN("\n"));
        if (is_phrase(text)) {
            struct span form = phrase_form(morph, text);
            output_line(arena_format(&morph->invocation->arena, "%.*s → %.*s", SPAN_ARGS(text),
                                     SPAN_ARGS(form)));
        } else {
            word_print(morph, text);
        }
    }
}

static int morph_run(struct invocation *invocation)
{
    struct morph morph = {.invocation = invocation};
    struct span folder;
    bool json;
    if (!option_json(invocation, &json) ||
        !option_grammemes(invocation, "case", GRAM_CASES, &morph.wanted) ||
        !option_grammemes(invocation, "number", GRAM_NUMBERS, &morph.wanted) ||
        !option_grammemes(invocation, "gender", GRAM_GENDERS, &morph.wanted) ||
        !option_grammemes(invocation, "from", GRAM_CASES | GRAM_NUMBERS | GRAM_GENDERS,
                          &morph.from))
        return invocation_misused(invocation);
    if (!invocation_data(invocation, &folder) ||
        !morphology_open(&morph.morphology, data_path(&invocation->arena, folder, "dictionary.bin"),
                         &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    if (json)
        all_write(&morph);
    else
        all_print(&morph);
    morphology_close(morph.morphology);
    return EXIT_DONE;
}

static const struct command_option morph_options[] = {
    {"case", 'c', "morph.argument.case", "morph.option.case"},
    {"number", 'n', "morph.argument.number", "morph.option.number"},
    {"gender", 'g', "morph.argument.gender", "morph.option.gender"},
    {"from", 0, "morph.argument.grammemes", "morph.option.from"},
    OPTION_FORMAT,
    {NULL, 0, NULL, NULL}};

extern const struct command command_morph;
const struct command command_morph = {
    .name = "morph",
    .arguments = "morph.arguments",
    .summary = "morph.summary",
    .description = "morph.description",
    .options = morph_options,
    .operands_least = 1,
    .operands_most = SIZE_MAX,
    .run = morph_run,
};
