/* Fuzzes values as people write them: the first byte chooses the type and the language. */
#include "entry_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading_value {
    struct span text;
    enum value_type type;
    enum tongue tongue;
    struct arena arena;
};

static void value_read_any(void *context)
{
    static const struct schema_choice choices[] = {
        {{"a", 1}, {{"да", 4}, {"yes", 3}}},
        {{"b", 1}, {{"нет", 6}, {"no", 2}}},
    };
    struct reading_value *reading = context;
    const struct schema_property property = {
        .type = reading->type, .choices = choices, .choice_count = 2};
    struct value value;
    /* What was read is written, and read again by whoever reads normal forms. */
    if (entry_value_read(reading->text, &property, reading->tongue, &reading->arena, &value)) {
        struct value again;
        struct span text = value_text(&value, &reading->arena);
        if (value.type != VALUE_TEXT && !value_read(text, value.type, &property, &again))
            __builtin_trap();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t most = (size_t)16 * 1024 * 1024;
    if (!size)
        return 0;
    struct reading_value reading = {.text = {(const char *)data + 1, size - 1},
                                    .type = (enum value_type)(data[0] / 2 % VALUE_TYPES),
                                    .tongue = data[0] % 2 ? TONGUE_ENGLISH : TONGUE_RUSSIAN};
    arena_init(&reading.arena, most);
    arena_run(&reading.arena, value_read_any, &reading);
    arena_release(&reading.arena);
    return 0;
}
