/* Errors as data. */
#include "error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void error_init(struct error *error)
{
    *error = (struct error){0};
}

static void item_release(struct error_item *item)
{
    for (size_t i = 0; i < item->argument_count; i++)
        free((void *)(uintptr_t)item->arguments[i].value);
}

void error_release(struct error *error)
{
    for (size_t i = 0; i < error->count; i++)
        item_release(&error->items[i]);
    free(error->items);
    error_init(error);
}

static struct error_item *error_grow(struct error *error)
{
    if (error->count == ERROR_ITEMS)
        return NULL;
    if (error->count == error->capacity) {
        size_t capacity = error->capacity ? error->capacity * 2 : 4;
        struct error_item *items = realloc(error->items, capacity * sizeof *items);
        if (!items)
            return NULL;
        error->items = items;
        error->capacity = capacity;
    }
    return &error->items[error->count];
}

bool error_add(struct error *error, const char *key, ...)
{
    if (!error)
        return false;
    struct error_item *item = error_grow(error);
    if (!item) {
        error->dropped++;
        return false;
    }
    *item = (struct error_item){.key = key};
    va_list arguments;
    va_start(arguments, key);
    for (const char *name; (name = va_arg(arguments, const char *));) {
        const char *value = va_arg(arguments, const char *);
        char *copy = strdup(value ? value : "");
        if (!copy || item->argument_count == ERROR_ARGUMENTS) {
            free(copy);
            break;
        }
        item->arguments[item->argument_count++] = (struct error_argument){name, copy};
    }
    va_end(arguments);
    error->count++;
    return false;
}

bool error_any(const struct error *error)
{
    return error->count || error->dropped;
}

void error_move(struct error *to, struct error *from)
{
    for (size_t i = 0; i < from->count; i++) {
        struct error_item *item = error_grow(to);
        if (item) {
            *item = from->items[i];
            to->count++;
        } else {
            item_release(&from->items[i]);
            to->dropped++;
        }
    }
    to->dropped += from->dropped;
    free(from->items);
    error_init(from);
}
