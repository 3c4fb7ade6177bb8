/* Reading a request's target. */
#include "target.h"

#include <string.h>

#include "utf8.h"

static int digit_of_hex(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

/* Decodes %XX, and + as a space where plus_is_space. False at a broken escape. */
static bool decode_bytes(struct arena *arena, struct span raw, bool plus_is_space,
                         struct span *decoded)
{
    char *out = ARENA_NEW(arena, char, raw.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < raw.size; i++) {
        char byte = raw.data[i];
        if (byte == '%') {
            if (raw.size - i < 3)
                return false;
            int high = digit_of_hex(raw.data[i + 1]);
            int low = digit_of_hex(raw.data[i + 2]);
            if (high < 0 || low < 0)
                return false;
            byte = (char)(high * 16 + low);
            i += 2;
        } else if (byte == '+' && plus_is_space) {
            byte = ' ';
        }
        out[size++] = byte;
    }
    *decoded = (struct span){out, size};
    return true;
}

/* Whether text is UTF-8 without control characters. Line ends and tabs are let through where
 * with_lines, since a user may paste them into a search. */
static bool is_clean(struct span text, bool with_lines)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool line = byte == '\t' || byte == '\n' || byte == '\r';
        if ((byte < 0x20 && !(line && with_lines)) || byte == 0x7F)
            return false;
    }
    return utf8_check(text) == text.size;
}

static bool parse_path(struct arena *arena, struct span raw, struct target *target)
{
    if (raw.size == 0 || raw.data[0] != '/')
        return false;
    if (!decode_bytes(arena, raw, false, &target->path) || !is_clean(target->path, false))
        return false;
    struct span rest = span_slice(raw, 1, raw.size);
    struct span part;
    while (rest.size > 0 && span_next_part(&rest, '/', &part)) {
        if (target->segment_count == TARGET_SEGMENTS ||
            !decode_bytes(arena, part, false, &target->segments[target->segment_count]))
            return false;
        target->segment_count++;
    }
    return true;
}

static bool parse_query(struct arena *arena, struct span raw, struct target *target)
{
    struct span part;
    while (raw.data && span_next_part(&raw, '&', &part)) {
        if (part.size == 0)
            continue;
        if (target->parameter_count == TARGET_PARAMETERS)
            return false;
        struct parameter *parameter = &target->parameters[target->parameter_count++];
        struct span name = {0};
        span_next_part(&part, '=', &name);
        if (!decode_bytes(arena, name, true, &parameter->name) ||
            !decode_bytes(arena, part, true, &parameter->value) ||
            !is_clean(parameter->name, false) || !is_clean(parameter->value, true))
            return false;
    }
    return true;
}

bool target_parse(struct arena *arena, struct span raw, struct target *target)
{
    *target = (struct target){0};
    if (raw.size > TARGET_LIMIT)
        return false;
    struct span path = {0};
    if (!span_next_part(&raw, '?', &path))
        return false;
    return parse_path(arena, path, target) && parse_query(arena, raw, target);
}

struct span target_parameter(const struct target *target, const char *name)
{
    struct span wanted = span_of(name);
    for (size_t i = 0; i < target->parameter_count; i++)
        if (span_equal(target->parameters[i].name, wanted))
            return target->parameters[i].value;
    return (struct span){0};
}
