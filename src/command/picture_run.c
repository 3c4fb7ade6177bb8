/* Printing the network's picture. */
#include "picture_run.h"

#include <errno.h>

#include "grid.h"
#include "output.h"

static struct span count_span(struct ask *ask, size_t count)
{
    return message_number(ask->invocation->tongue, &ask->invocation->arena, (double)count);
}

static struct span kinds_text(struct ask *ask, const struct query_edge *edge)
{
    bool russian = ask->invocation->tongue == TONGUE_RUSSIAN;
    struct span text = {0};
    for (size_t i = 0; i < edge->kind_count; i++) {
        const struct schema_label *label = &edge->kinds[i]->label;
        text = arena_format(&ask->invocation->arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? "; " : "",
                            SPAN_ARGS(russian ? label->ru : label->en));
    }
    return text;
}

static void edges_print(struct ask *ask, const struct query_picture *picture)
{
    struct grid grid;
    grid_init(&grid, &ask->invocation->arena);
    grid_column(&grid, TEXT(ask->invocation, "command.network.reports"), true);
    grid_column(&grid, TEXT(ask->invocation, "command.network.one"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.network.other"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.network.by"), false);
    grid_column(&grid, TEXT(ask->invocation, "command.network.last"), false);
    grid_optional(&grid);
    for (size_t i = 0; i < picture->edge_count; i++) {
        const struct query_edge *edge = &picture->edges[i];
        struct span *cells = grid_row(&grid);
        cells[0] = count_span(ask, edge->reports);
        cells[1] = picture->nodes[edge->from].label;
        cells[2] = picture->nodes[edge->to].label;
        cells[3] = kinds_text(ask, edge);
        cells[4] = date_text(ask, edge->last);
    }
    if (picture->edge_count)
        grid_print(&grid, output_width(), output_write);
    output_line(picture->summary);
}

static void file_print(struct ask *ask, const struct query_picture *picture,
                       void (*write)(const struct query *query, const struct query_picture *picture,
                                     struct buffer *out))
{
    struct buffer out;
    buffer_init(&out, ASK_JSON_LIMIT);
    write(&ask->query, picture, &out);
    if (out.bad)
        output_fail(ENOMEM);
    else
        output_write(buffer_span(&out));
    buffer_release(&out);
}

int picture_run(struct ask *ask, const struct query_picture_request *request)
{
    const char *format = option_value(ask->invocation, "format");
    struct query_picture picture;
    if (!query_picture(&ask->query, request, &picture, &ask->invocation->error))
        return -1;
    if (ask->json)
        ASK_PRINT_JSON(ask, query_picture_write, &picture);
    else if (format && strcmp(format, "csv") == 0)
        file_print(ask, &picture, query_picture_write_csv);
    else if (format && strcmp(format, "gexf") == 0)
        file_print(ask, &picture, query_picture_write_gexf);
    else
        edges_print(ask, &picture);
    return EXIT_DONE;
}
