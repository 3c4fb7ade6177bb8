/* Lists as files: the parts of a list, the columns of its table, and the file they go to. */
#include "export.h"

#include <unistd.h>

#include "columns.h"
#include "file.h"

enum { FRAME_MEMORY = 16 * 1024 * 1024 /* of what outlives a part: columns and notes */ };

const struct export_form export_forms[EXPORT_FORMATS] = {
    {"csv", "text/csv; charset=utf-8", "csv"},
    {"csv-excel", "text/csv; charset=utf-8", "csv"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
};

bool export_format_find(struct span name, enum export_format *format)
{
    for (int i = 0; i < EXPORT_FORMATS; i++) {
        if (!span_equal(name, span_of(export_forms[i].name)))
            continue;
        *format = (enum export_format)i;
        return true;
    }
    return false;
}

/* A list on its way into a file. */
struct exporting {
    const struct query *query;
    const struct query_list_request *request;
    const struct export_order *order;
    struct error *error;
    struct arena frame;
    struct columns columns;
    struct span label; /* of the list */
    int file;
    struct sheet *sheet; /* NULL until the first part has come */
    const struct query_list *first;
    struct query_all all;
    bool fine;
};

static void columns_plan(void *context)
{
    struct exporting *exporting = context;
    columns_make(&exporting->columns, &exporting->frame, exporting->query, exporting->first,
                 exporting->order->format == EXPORT_CSV);
    exporting->label = arena_copy(&exporting->frame, exporting->first->label);
}

static bool out_of_memory(struct exporting *exporting)
{
    return error_add(exporting->error, "query.too_large", NULL);
}

/* Begins the table, whose columns the first part tells. */
static bool sheet_begin(struct exporting *exporting, const struct query *query,
                        const struct query_list *part)
{
    enum export_format format = exporting->order->format;
    exporting->first = part;
    if (!arena_run(&exporting->frame, columns_plan, exporting))
        return out_of_memory(exporting);
    exporting->sheet =
        format == EXPORT_XLSX
            ? sheet_xlsx_new(exporting->file, exporting->label, query->tongue == TONGUE_RUSSIAN,
                             exporting->error)
            : sheet_csv_new(exporting->file, format == EXPORT_CSV_EXCEL, exporting->error);
    return exporting->sheet &&
           exporting->sheet->form->begin(exporting->sheet, query->arena, exporting->columns.heads,
                                         exporting->columns.count);
}

static bool part_take(void *context, const struct query *query, const struct query_list *part)
{
    struct exporting *exporting = context;
    const struct export_order *order = exporting->order;
    if (order->goes_on && !order->goes_on(order->context))
        return error_add(exporting->error, "export.stopped", NULL);
    if (!exporting->sheet && !sheet_begin(exporting, query, part))
        return false;
    struct cell *cells = ARENA_NEW(query->arena, struct cell, exporting->columns.count);
    for (size_t i = 0; i < part->rows.count; i++) {
        cells_make(&exporting->columns, query, &part->rows.items[i], order->origin, cells);
        if (!exporting->sheet->form->row(exporting->sheet, query->arena, cells,
                                         exporting->columns.count))
            return false;
    }
    return true;
}

/* ---- the end ---- */

enum { NOTES = 6 };

static struct span words_of(struct exporting *exporting, const char *key)
{
    return message(exporting->query->catalogue, exporting->query->tongue, &exporting->frame, key,
                   NULL);
}

static void asked_add(struct exporting *exporting, struct span *asked, const char *prefix,
                      struct span name, struct span value)
{
    if (value.size)
        *asked = arena_format(&exporting->frame, "%.*s%s%s%.*s=%.*s", SPAN_ARGS(*asked),
                              asked->size ? "; " : "", prefix, SPAN_ARGS(name), SPAN_ARGS(value));
}

/* What was asked for, as an address says it. */
static struct span request_show(struct exporting *exporting)
{
    const struct query_list_request *request = exporting->request;
    const struct query *query = exporting->query;
    struct span asked = SPAN("");
    char day[DATE_TEXT];
    asked_add(exporting, &asked, "", SPAN("q"), request->words);
    for (size_t i = 0; i < request->filter_count; i++)
        asked_add(exporting, &asked, "filter.", request->filters[i].column,
                  request->filters[i].value);
    asked_add(exporting, &asked, "", SPAN("report"), request->report);
    asked_add(exporting, &asked, "", SPAN("region"), request->region);
    asked_add(exporting, &asked, "", SPAN("district"), request->district);
    asked_add(exporting, &asked, "", SPAN("field"), request->field);
    asked_add(exporting, &asked, "", SPAN("sort"), request->sort);
    asked_add(exporting, &asked, "", SPAN("as_of"), span_of(date_write(query->as_of, day)));
    return asked.size ? asked : words_of(exporting, "export.about.everything");
}

static size_t notes_make(struct exporting *exporting, struct sheet_note *notes)
{
    const struct query *query = exporting->query;
    size_t count = 0;
    notes[count++] =
        (struct sheet_note){words_of(exporting, "export.about.registry"), query->registry};
    notes[count++] =
        (struct sheet_note){words_of(exporting, "export.about.list"), exporting->label};
    notes[count++] =
        (struct sheet_note){words_of(exporting, "export.about.asked"), request_show(exporting)};
    notes[count++] = (struct sheet_note){
        words_of(exporting, "export.about.day"),
        message_date(query->catalogue, query->tongue, &exporting->frame, query->today)};
    notes[count++] = (struct sheet_note){
        words_of(exporting, "export.about.rows"),
        message_number(query->tongue, &exporting->frame, (double)exporting->all.rows)};
    if (exporting->all.more)
        notes[count++] = (struct sheet_note){words_of(exporting, "export.about.note"),
                                             words_of(exporting, "export.about.more")};
    return count;
}

static void sheet_end(void *context)
{
    struct exporting *exporting = context;
    struct sheet_note notes[NOTES];
    size_t count = notes_make(exporting, notes);
    struct span title = words_of(exporting, "export.about.title");
    struct sheet *sheet = exporting->sheet;
    exporting->fine = sheet->form->end(sheet, &exporting->frame, title, notes, count);
    exporting->sheet = NULL;
}

static bool table_write(struct exporting *exporting)
{
    exporting->fine = false;
    if (!query_list_all(exporting->query, exporting->request, part_take, exporting, &exporting->all,
                        exporting->error))
        return false;
    return arena_run(&exporting->frame, sheet_end, exporting) ? exporting->fine
                                                              : out_of_memory(exporting);
}

bool export_list(const struct query *query, const struct query_list_request *request,
                 const struct export_order *order, struct export_done *done, struct error *error)
{
    struct exporting exporting = {
        .query = query, .request = request, .order = order, .error = error};
    *done = (struct export_done){.file = -1};
    exporting.file = file_temporary(error);
    if (exporting.file < 0)
        return false;
    arena_init(&exporting.frame, FRAME_MEMORY);
    bool written = table_write(&exporting) && lseek(exporting.file, 0, SEEK_SET) == 0;
    if (exporting.sheet)
        exporting.sheet->form->drop(exporting.sheet);
    arena_release(&exporting.frame);
    if (!written) {
        close(exporting.file);
        return false;
    }
    *done = (struct export_done){exporting.file, exporting.all.rows, exporting.all.more};
    return true;
}
