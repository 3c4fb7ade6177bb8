/* Reading JSON bodies. json.h, whose names are those of this library, stays out of here. */
#include "body.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static struct body_field *field_of(struct body_field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

/* Copies the members to room, which holds them all. */
static bool take_members(json_t *root, char *room, struct body_field *fields, size_t count,
                         struct error *error)
{
    const char *name;
    json_t *member;
    json_object_foreach(root, name, member)
    {
        struct body_field *field = field_of(fields, count, name);
        if (!field)
            return error_add(error, "server.parameter_unknown", "name", name, NULL);
        if (json_is_null(member))
            continue;
        if (!json_is_string(member))
            return error_add(error, "server.parameter_invalid", "name", name, "value", "…", NULL);
        size_t size = json_string_length(member);
        memcpy(room, json_string_value(member), size);
        field->value = (struct span){room, size};
        room[size] = '\0';
        room += size + 1;
    }
    return true;
}

static void add_fault(struct error *error, const json_error_t *fault)
{
    char line[16];
    char column[16];
    snprintf(line, sizeof line, "%d", fault->line > 0 ? fault->line : 1);
    snprintf(column, sizeof column, "%d", fault->column > 0 ? fault->column : 1);
    error_add(error, "server.body_invalid", "line", line, "column", column, NULL);
}

bool body_read(struct arena *arena, struct span body, struct body_field *fields, size_t count,
               struct error *error)
{
    /* Decoded, strings are never longer than encoded. Allocated first: running out of the arena
     * later would lose the tree. */
    char *room = ARENA_NEW(arena, char, body.size + count + 1);
    json_error_t fault = {0};
    json_t *root =
        json_loadb(body.data ? body.data : "", body.size, JSON_REJECT_DUPLICATES, &fault);
    bool taken = false;
    if (json_is_object(root))
        taken = take_members(root, room, fields, count, error);
    else
        add_fault(error, &fault);
    json_decref(root);
    return taken;
}
